"""The owner's side of the parsing processes: one nursery for this process, one child for each open file."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from jicha.intake import errors
from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.grid import AsideRow, Asked, Cut, HeadRow, Note, TableHead, TornRow
from jicha.intake.sources.refusals import SPLIT, cannot_be_read
from jicha.intake.sources.wire import Closed, Wire
from jicha.terms.errors import Fault, JichaError, Words

MEMORY_MIB = 1024  # what a child may take beyond what it was born with
_CPU_SECONDS = 60  # and what a file of any size may take
_CPU_SECONDS_PER_MIB = 2.0


class ParsedFile:
    """One file, opened in a child. ``close`` ends the child; so does leaving it as a context."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises UnreadableFile, EmptyFile, BadHeader, as the format says."""
        self.path = path
        self._ended: Mapping[str, int] | None = None
        self._unfinished: Iterator[Cut] = iter(())
        try:
            with open(path, "rb", opener=_without_waiting) as file:
                told = os.fstat(file.fileno())
                if not stat.S_ISREG(told.st_mode):
                    message = Words(
                        "this is no ordinary file but a pipe, a device or a socket",
                        "这不是普通文件，而是管道、设备或套接字",
                    )
                    remedy = Words("Save what it gives as a file first.", "请先把内容保存成文件，再导入。")
                    raise UnreadableFile(Fault.of(message, remedy, str(path)))
                seconds = int(_CPU_SECONDS + _CPU_SECONDS_PER_MIB * (told.st_size >> 20))
                self._pid, self._wire = _nursery().spawn(file.fileno(), cpu_seconds=seconds)
        except OSError as error:
            raise UnreadableFile(cannot_be_read(error, path)) from error
        opened = self._ask({"open": str(path)})
        self.format: str = opened["format"]
        self.encoding: str = opened["encoding"]
        self.tables = tuple(_head(one) for one in opened["tables"])

    def read(self, asked: Asked) -> Iterator[Cut]:
        """The records of one table, in order. Another read ends this one."""
        for _ in self._unfinished:  # what an earlier reader left unread would be taken for ours
            pass
        self._tell({"read": asdict(asked)})
        self._unfinished = self._cuts()
        for cut in self._unfinished:  # noqa: UP028  (``yield from`` would close it with us, and leave the rest unread)
            yield cut

    def _cuts(self) -> Iterator[Cut]:
        while "end" not in (message := self._hear()):
            try:
                batch = self._wire.receive_batch()
            except (Closed, ValueError, pa.ArrowException) as error:
                raise self._died() from error
            torn = tuple(TornRow(**one) for one in message["torn"])
            yield Cut(batch, torn, tuple(AsideRow(**one) for one in message["aside"]))

    @property
    def peak_kib(self) -> int:
        """The most memory the child had, once it is closed."""
        return (self._ended or {}).get("peak_kib", 0)

    def close(self) -> None:
        """End the child."""
        if self._ended is None:
            self._wire.close()
            self._ended = _nursery().wait(self._pid)

    def __del__(self) -> None:
        with suppress(Exception):  # at the end of the interpreter parts of it are gone already
            self.close()

    def _ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        self._tell(message)
        return self._hear()

    def _tell(self, message: Mapping[str, Any]) -> None:
        try:
            self._wire.send(message)
        except Closed as error:
            raise self._died() from error

    def _hear(self) -> dict[str, Any]:
        try:
            message = self._wire.receive()
        except (Closed, ValueError) as error:
            raise self._died() from error
        if "fault" in message:
            self.close()
            raise _fault(message)
        return message

    def _died(self) -> UnreadableFile:
        """What to say of a child that ended without a word."""
        self.close()
        assert self._ended is not None
        ended = os.waitstatus_to_exitcode(self._ended["status"])
        if ended == -signal.SIGXCPU or ended == -signal.SIGKILL:
            message = Words("reading the file took more time than one file is given", "读取该文件超过了时间上限")
        else:
            message = Words(
                "the file made its parser fail, or reading it would take more memory than one file is given",
                "该文件使解析程序出错，或读取所需内存超过上限",
            )
        return UnreadableFile(Fault.of(message, SPLIT, str(self.path)))


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; of a pipe, without waiting until somebody writes into it."""
    return os.open(path, flags | os.O_NONBLOCK)


def _head(values: dict[str, Any]) -> TableHead:
    return TableHead(
        name=values["name"],
        words=None if values["words"] is None else tuple(values["words"]),
        head=tuple(
            HeadRow(one["line"], tuple(one["cells"]), one["last_line"], tuple((a, b) for a, b in one["spans"]))
            for one in values["head"]
        ),
        rows_expected=values["rows_expected"],
        notes=tuple(Note(**one) for one in values["notes"]),
    )


def _fault(message: Mapping[str, Any]) -> JichaError:
    kind = getattr(errors, message["fault"], UnreadableFile)
    return kind([Fault(**one) for one in message["faults"]])


@dataclass(slots=True)
class _Nursery:
    """The process that forks the children; see nursery.py."""

    control: socket.socket
    process: subprocess.Popen[bytes]
    owner: int
    turn: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def start(cls) -> _Nursery:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-E", "-s", "-m", "jicha.intake.sources.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # an interrupt at the keyboard is for its owner, with whom it ends
                # One allocator without tricks, and no threads: the children are forked, and their memory is counted.
                env={**_plain_environment(), "ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1",
                     "OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip
        return cls(ours, process, os.getpid())

    def spawn(self, file: int, *, cpu_seconds: int) -> tuple[int, Wire]:
        ours, theirs = socket.socketpair()
        with theirs:
            limits = {"memory_mib": MEMORY_MIB, "cpu_seconds": cpu_seconds}
            with self.turn:
                socket.send_fds(self.control, [json.dumps(limits).encode()], [file, theirs.fileno()])
                pid = self._answer()["pid"]
        return pid, Wire(ours)

    def wait(self, pid: int) -> dict[str, int]:
        with self.turn:
            self.control.sendall(json.dumps({"wait": pid}).encode())
            return self._answer()

    def _answer(self) -> dict[str, int]:
        line = b""
        while not line.endswith(b"\n"):
            part = self.control.recv(4096)
            if not part:
                message = Words("the process that parses files has ended", "读取文件的进程已退出")
                raise UnreadableFile(Fault.of(message, Words("Run the command again.", "请重新执行该命令。")))
            line += part
        answer: dict[str, int] = json.loads(line)
        return answer

    def stop(self) -> None:
        self.control.close()
        self.process.wait()


def _plain_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "HOME", "VIRTUAL_ENV") if name in os.environ}


def _nursery() -> _Nursery:
    return _nursery_of(os.getpid())


@cache
def _nursery_of(owner: int) -> _Nursery:
    """One for each process: a fork of ours must not share the line to it."""
    nursery = _Nursery.start()
    atexit.register(nursery.stop)
    return nursery
