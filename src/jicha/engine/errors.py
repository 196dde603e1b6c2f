"""What goes wrong in an engine, with the SQL it happened in and what to do."""

from __future__ import annotations

from jicha.terms.errors import Fault, JichaError

_SHOWN_LINES = 8
_SHOWN_WIDTH = 160


class EngineError(JichaError):
    """SQL that an engine refuses or fails on, a file it may not read, or an engine that cannot start."""


class NotPortable(EngineError):
    """SQL that would not mean the same on every engine: more than one SELECT, an unknown function, a file name."""


def failed(engine: str, what: str, sql: str, hint: str) -> EngineError:
    """An EngineError that shows the first line of the engine's complaint and the first lines of the SQL."""
    complaint = next((line.strip() for line in what.splitlines() if line.strip()), "no message")
    return EngineError(Fault(f"{engine}: {complaint.rstrip('.')}", hint, code="engine", shown=first_lines(sql)))


def first_lines(sql: str) -> str:
    """The head of a statement, indented, for a message."""
    lines = [line.rstrip() for line in sql.strip().splitlines()]
    shown = [f"    {line[:_SHOWN_WIDTH]}{'…' if len(line) > _SHOWN_WIDTH else ''}" for line in lines[:_SHOWN_LINES]]
    rest = len(lines) - _SHOWN_LINES
    return "\n".join([*shown, f"    … {rest} more lines"] if rest > 0 else shown)
