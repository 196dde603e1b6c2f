"""From the first moment on: any text can be printed, Ctrl-C is answered in words, an error says what to do.

Only what is needed for that is loaded here; the commands, with all that they stand on, are loaded within `main`.
"""

from __future__ import annotations

import io
import signal
import sys
from contextlib import AbstractContextManager
from types import FrameType, TracebackType

_STOPPED = 130
_LOADING = ("intake", "demo")  # verbs that bring deliveries in


def main() -> None:
    """Run the command line. The exit code is 0 when done, 1 when something needs a person, 2 for what cannot be done.

    130 is for a command that was stopped: whatever the interruption became on its way through the libraries.
    """
    _print_any_text()
    with _Stop() as stop:
        signal.signal(signal.SIGINT, stop)
        _run()


class _Stop(AbstractContextManager["_Stop"]):
    """What Ctrl-C does: interrupts, and is remembered, since a library may make another error of it."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        raise KeyboardInterrupt

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._asked or (isinstance(error, SystemExit) and error.code != _STOPPED):
            return  # never stopped, or done all the same
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # twice stopped is stopped, not a traceback
        _say_stopped()
        sys.exit(_STOPPED)


def _run() -> None:
    from jicha.cli.commands import app
    from jicha.cli.screen import complain
    from jicha.store.disk_faults import naming_disk_faults
    from jicha.terms.errors import JichaError

    try:
        with naming_disk_faults():  # of any path that a person gave, whatever the command does with it
            app()
    except JichaError as error:
        complain(error)
        sys.exit(2)


def _say_stopped() -> None:
    from jicha.cli.screen import spoken
    from jicha.press.say import say

    word = "stopped.intake" if sys.argv[1:2] and sys.argv[1] in _LOADING else "stopped.other"
    sys.stderr.write(f"\n{say(word, spoken())}\n")


def _print_any_text() -> None:
    """Write out what the encoding of the terminal has no signs for, instead of failing at it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
