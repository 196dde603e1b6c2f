"""A failpoint is nothing without a listener, and holds the process where one is."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from jicha.store import failpoint as module
from jicha.store.failpoint import failpoint

PROGRAM = "from jicha.store.failpoint import failpoint\nfailpoint('first')\nfailpoint('second')\n"


def test_without_a_listener_nothing_happens() -> None:
    assert module._LISTENER == ""
    failpoint("anything")


def test_with_a_listener_the_process_waits_at_each_point_for_the_word_to_go_on(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "points"))
        listener.listen()
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], env={**os.environ, "JICHA_FAILPOINTS": str(tmp_path / "points")}
        )
        connection, _ = listener.accept()
        with connection:
            for name in (b"first\n", b"second\n"):
                assert connection.recv(100) == name
                connection.settimeout(0.1)
                assert process.poll() is None
                connection.settimeout(None)
                connection.sendall(b".")
            assert connection.recv(100) == b""
        assert process.wait() == 0
