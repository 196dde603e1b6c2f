"""Workers that load and audit in processes of their own, watched and killed from here.

A worker stops at every failpoint and waits for our word, so we know what it was doing when it was killed: that it had
begun and had not said that it was done is the proof that a kill hit its work.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

_HERE = Path(__file__).parent
_PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Ended:
    """How a worker ended: what it said at its points (and when, in seconds since the first), and its exit code.

    ``words`` are what it wrote to the screen.
    """

    points: tuple[str, ...]
    seconds: tuple[float, ...]
    status: int
    refusal: Mapping[str, str] = field(default_factory=dict)
    words: str = ""

    @property
    def was_killed(self) -> bool:
        """Whether it ended by SIGKILL."""
        return self.status == -signal.SIGKILL

    @property
    def was_mid_work(self) -> bool:
        """Whether it was killed after it had begun and before it was done."""
        return self.was_killed and "begun" in self.points and "done" not in self.points

    @property
    def is_done(self) -> bool:
        """Whether it did what it was asked."""
        return self.status == 0 and self.points[-1] == "done"


class Workers:
    """One zygote and the worker that it runs at the moment."""

    def __init__(self, process: subprocess.Popen[str], listener: socket.socket, complaints: IO[str]) -> None:
        self._process = process
        self._listener = listener
        self._complaints = complaints

    def run(
        self,
        work: str,
        *,
        kill_at: int | None = None,
        after_seconds: float = 0.0,
        watch: Callable[[str], None] = lambda point: None,
        **order: Any,
    ) -> Ended:
        """Run one worker to its end. ``kill_at`` is the number of the point (from 0) at which it is killed, at once or
        ``after_seconds`` of further work; ``watch`` is told each point while it waits there."""
        said_before = len(self.complaints())
        self._send({"work": work, **{name: _plain(value) for name, value in order.items()}})
        pid = self._hear()["pid"]
        points, seconds = self._watch(pid, kill_at, after_seconds, watch)
        refusal: Mapping[str, str] = {}
        while "ended" not in (answer := self._hear()):
            refusal = answer
        words = self.complaints()[said_before:]
        return Ended(tuple(points), tuple(seconds), answer["ended"], refusal, words)

    def complaints(self) -> str:
        """What zygote and workers wrote to standard error."""
        self._complaints.seek(0)
        return self._complaints.read()

    def _watch(
        self, pid: int, kill_at: int | None, after_seconds: float, watch: Callable[[str], None]
    ) -> tuple[list[str], list[float]]:
        points: list[str] = []
        seconds: list[float] = []
        started = time.monotonic()
        deadline = started + _PATIENCE_SECONDS
        is_doomed = False
        self._listener.settimeout(_PATIENCE_SECONDS)
        connection, _ = self._listener.accept()
        with connection, selectors.DefaultSelector() as selector:
            selector.register(connection, selectors.EVENT_READ)
            said = b""
            while True:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    os.kill(pid, signal.SIGKILL)  # the moment has come, or it hangs
                    deadline = time.monotonic() + _PATIENCE_SECONDS
                    continue
                part = _received(connection)
                if not part:
                    return points, seconds
                said += part
                while b"\n" in said:
                    line, said = said.split(b"\n", 1)
                    points.append(line.decode())
                    seconds.append(time.monotonic() - started)
                    watch(points[-1])
                    if len(points) - 1 == kill_at and not is_doomed:
                        is_doomed = True
                        deadline = time.monotonic() + after_seconds
                        if after_seconds == 0:
                            os.kill(pid, signal.SIGKILL)
                            deadline = time.monotonic() + _PATIENCE_SECONDS
                            continue
                    _let_go_on(connection)

    def _send(self, order: Mapping[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, f"the zygote has ended: {self.complaints()}"
        heard: dict[str, Any] = json.loads(line)
        return heard


@contextmanager
def workers(folder: Path, *, environment: Mapping[str, str] | None = None) -> Iterator[Workers]:
    """Start a zygote; ``folder`` holds its socket, and ``environment`` is added to its own."""
    path = folder / "failpoints"
    full_environment = {
        **os.environ,
        **(environment or {}),
        "JICHA_FAILPOINTS": str(path),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONFAULTHANDLER": "1",
    }
    with socket.socket(socket.AF_UNIX) as listener, TemporaryFile("w+", encoding="utf-8") as complaints:
        listener.bind(str(path))
        listener.listen()
        process = subprocess.Popen(
            [sys.executable, str(_HERE / "zygote.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, text=True, env=full_environment,
        )  # fmt: skip
        try:
            yield Workers(process, listener, complaints)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait()


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(4096)
    except ConnectionResetError:  # it died with our word unread
        return b""


def _let_go_on(connection: socket.socket) -> None:
    try:
        connection.sendall(b".")
    except (BrokenPipeError, ConnectionResetError):
        return


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value
