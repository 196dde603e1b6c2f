"""Named points of a write at which a test may hold the process, to kill it exactly there.

They are nothing unless JICHA_FAILPOINTS names a listening socket when this module is imported. Then each point tells
its name there and waits for the word to go on, so whoever listens knows what the process is doing when it is killed.
"""

from __future__ import annotations

import os
import socket
from functools import cache

_LISTENER = os.environ.get("JICHA_FAILPOINTS", "")


def failpoint(name: str) -> None:
    """Say that ``name`` is reached and wait until the listener lets us go on; without a listener, nothing."""
    if _LISTENER:
        line = _line(os.getpid())
        line.sendall(f"{name}\n".encode())
        line.recv(1)


@cache
def _line(process: int) -> socket.socket:
    """The connection of this process; a fork of it makes its own."""
    line = socket.socket(socket.AF_UNIX)
    line.connect(_LISTENER)
    return line
