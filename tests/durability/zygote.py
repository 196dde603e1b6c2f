"""A process that has everything imported and forks one worker for each order: a fresh start would cost three seconds.

Orders come as lines of JSON on standard input; each is answered with the worker's pid at once, and with how it ended
when it has. It starts no thread of ours before it forks. Run as a program; see workers.py for the other side.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas  # noqa: F401 (Arrow imports it at the first conversion, which then would cost each fork a second)
import pyarrow.compute
from town import audit_town, deliver, fill_in, forget_all_but_the_last_run, mend

import jicha.cli.commands  # noqa: F401 (the command line loads it when it is called, which here is too late)
from jicha.cli.main import main as run_command
from jicha.intake import matching
from jicha.intake.sources import nursery, process
from jicha.intake.sources.formats import formats
from jicha.pages.library import Library
from jicha.store.disk_faults import naming_disk_faults
from jicha.store.failpoint import failpoint
from jicha.store.store import Store
from jicha.terms.errors import JichaError

DONE, REFUSED, BROKEN = 0, 3, 1


def work(order: dict[str, Any]) -> None:
    """Do what an order says, and say at the failpoints how far it is."""
    root = Path(order.get("root", ""))
    match order["work"]:
        case "deliver":
            with naming_disk_faults(root):
                deliver(root, Path(order["folder"]), order["number"], _tell("intake"))
        case "audit":
            with naming_disk_faults(root):
                audit_town(root, progress=_tell("audit"))
        case "mend":
            with naming_disk_faults(root):
                mend(root, _tell("intake"))
        case "fill_in":
            with naming_disk_faults(root):
                fill_in(root, _tell("intake"))
        case "compact":
            Store.open(root).compact_all()
        case "forget":
            forget_all_but_the_last_run(root)
        case "command":
            _command(order["words"])
        case unknown:
            raise ValueError(unknown)


def _command(words: list[str]) -> None:
    """Run the command line as a person would; it ends with its own exit code, and speaks to the screen only."""
    sys.argv = ["jicha", *words]
    sys.stdout = sys.stderr  # ours carries the answers
    run_command()


@cache
def _read_what_is_shipped() -> None:
    """Read the shipped pages and profiles once, before the first fork that needs them: they cost seconds each time."""
    library, known = Library.shipped(), matching.profiles()
    Library.shipped = lambda: library
    matching.profiles = lambda: known
    gc.freeze()


def _tell(what: str) -> Callable[[str, int, int], None]:
    return lambda now, done, total: failpoint(f"{what} {now or 'judged'}")


@dataclass(frozen=True)
class _Forked:
    """A nursery that was forked from here instead of started anew: the same code serves, without the imports."""

    pid: int

    def wait(self) -> None:
        os.waitpid(self.pid, 0)


def _fork_nursery(kind: type[process._Nursery]) -> process._Nursery:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            ours.close()
            nursery.serve(theirs)
        finally:
            os._exit(0)
    theirs.close()
    return kind(ours, _Forked(pid), os.getpid())


def _prepare(order: dict[str, Any]) -> None:
    process._Nursery.start = classmethod(_fork_nursery)
    if "temp" in order:
        tempfile.tempdir = order["temp"]
    for name in order.get("unsynced", ()):
        _switch_off(name)


def _switch_off(name: str) -> None:
    """Make a way of syncing do nothing, in this worker only: the positive control of the power cut."""
    from jicha.store import delta_log, durable, recovery, runs

    match name:
        case "all":
            os.fsync = lambda descriptor: None
        case "folders":
            for module in (delta_log, durable, recovery, runs):
                module.sync_folder = lambda path: None
        case "files of others":
            for module in (delta_log, runs):
                module.sync_file = lambda path: None
        case unknown:
            raise ValueError(unknown)


def _worker(order: dict[str, Any]) -> int:
    try:
        _prepare(order)
        failpoint("begun")
        work(order)
        failpoint("done")
    except SystemExit as ended:
        return int(ended.code or 0)
    except JichaError as error:
        _answer({"error": type(error).__name__, "message": str(error)})
        return REFUSED
    return DONE


def _answer(message: dict[str, Any]) -> None:
    os.write(1, json.dumps(message).encode() + b"\n")


def main() -> None:
    """Serve orders until standard input ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pyarrow.compute.equal(pyarrow.array([1]), 1)
    formats()
    gc.freeze()  # else the collector of each fork looks at all of this again, and so copies it
    for line in sys.stdin:
        order = json.loads(line)
        if order["work"] == "command":
            _read_what_is_shipped()
        pid = os.fork()
        if pid == 0:
            status = BROKEN
            try:
                status = _worker(order)
            finally:
                if sys.exc_info()[0]:
                    traceback.print_exc()
                sys.stderr.flush()
                os._exit(status)
        _answer({"pid": pid})
        _, status = os.waitpid(pid, 0)
        _answer({"ended": os.waitstatus_to_exitcode(status)})


if __name__ == "__main__":
    main()
