"""A small process that has the parsers loaded and forks a child for every file: a fresh start costs half a second.

It never opens a file itself. The owner hands it the open file, one end of a socket and the limits; it ends when its
owner does.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import socket
import sys

from jicha.intake.sources.child import attend
from jicha.intake.sources.formats import formats, open_format
from jicha.intake.sources.formats.grid import Asked
from jicha.intake.sources.wire import Wire

_LONGEST_REQUEST = 4096


def serve(control: socket.socket) -> None:
    """Answer requests to spawn a child or to wait for one, until the owner hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's affair
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _LONGEST_REQUEST, 2)
        if not message:
            return
        asked = json.loads(message)
        answer = _wait(asked["wait"]) if "wait" in asked else _spawn(control, asked, descriptors)
        control.sendall(json.dumps(answer).encode() + b"\n")


def _spawn(control: socket.socket, asked: dict[str, int], descriptors: list[int]) -> dict[str, int]:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            control.close()
            _be_silent()
            _limit(**asked)
            attend(descriptors[0], Wire(socket.socket(fileno=descriptors[1])))
            status = 0
        finally:
            os._exit(status)
    for descriptor in descriptors:
        os.close(descriptor)
    return {"pid": pid}


def _be_silent() -> None:
    """A parser that fails prints where in its own code; that is nobody's concern, and the owner names the fault."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _wait(pid: int) -> dict[str, int]:
    _, status, usage = os.wait4(pid, 0)
    return {"status": status, "peak_kib": usage.ru_maxrss}


def _limit(memory_mib: int, cpu_seconds: int) -> None:
    """Bound what a child may take: memory beyond what it was born with, time, and no file of its own to write."""
    with open("/proc/self/statm", encoding="ascii") as file:
        born_with = int(file.read().split()[0]) * resource.getpagesize()
    for what, most in (
        (resource.RLIMIT_AS, born_with + (memory_mib << 20)),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        hard = resource.getrlimit(what)[1]
        bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bounded, bounded))


def _leave_the_network() -> None:
    """Enter a network of its own where the kernel allows it; a parser has nobody to talk to. Children inherit it."""
    new_user, new_network = 0x10000000, 0x40000000
    call = getattr(_libc(), "unshare", None)
    if call is not None and call(new_network) != 0:
        call(new_user | new_network)


def _libc() -> object:
    import ctypes  # the only place that needs it, after the fork

    return ctypes.CDLL(None)


class _NoPandas:
    """Says that pandas is not there, installed or not."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        """Nothing for any module, and no pandas. Raises ModuleNotFoundError."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _rehearse() -> None:
    """Read a small text once, so that whatever is loaded at first use is loaded before the fork.

    Arrow looks for pandas at first use, and importing that takes longer than any file here; it is not needed.
    """
    sys.meta_path.insert(0, _NoPandas())
    text = io.BytesIO(b'a,b\n1,"x"\n\xe5\x90\x88 \xe8\xae\xa1,2\n')
    for _ in open_format(text, "rehearsal").read(Asked(table=0, after_line=1, width=2, words=["a", "b"])):
        pass


if __name__ == "__main__":
    formats()  # loaded once, for all children
    _leave_the_network()
    _rehearse()
    serve(socket.socket(fileno=int(sys.argv[1])))
