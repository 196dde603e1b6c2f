"""Lines of text that carry a frame each: hex with or without a time before it, or a JSON object."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import NamedTuple

from jicha.intake.frames.bad_frame import BadFrame

_TIME = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)[\s,;]+")
_NOT_HEX = re.compile(r"[^0-9A-Fa-f\s]")
_FRAME, _RECEIVED = "frame", "received_at"


class Carried(NamedTuple):
    """The bytes of a line, and when they were received where the line says so (as written: local or with offset)."""

    frame: bytes
    received_at: datetime | None = None


def carried(text: str) -> Carried | None:
    """What a line carries; None for a blank line. Raises BadFrame.

    >>> carried("2026-01-15 00:05:00, 68 99").frame.hex()
    '6899'
    >>> carried('{"frame": "6899", "received_at": "2026-01-15T00:05:00"}').received_at.minute
    5
    """
    text = text.strip().lstrip("\ufeff")
    if not text:
        return None
    if text.startswith("{"):
        return _from_json(text)
    match = _TIME.match(text)
    received_at = _time(match[1]) if match else None
    return Carried(_bytes(text, match.end() if match else 0), received_at)


def _from_json(text: str) -> Carried:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFrame("not_hex", 0, expected="JSON", found=text[:20]) from error
    frame, received = (found.get(_FRAME), found.get(_RECEIVED)) if isinstance(found, dict) else (None, None)
    if not isinstance(frame, str):
        raise BadFrame("not_hex", 0, expected=f'JSON "{_FRAME}": "..."', found=text[:20])
    if received is not None and not isinstance(received, str):
        raise BadFrame("not_hex", 0, expected=f'JSON "{_RECEIVED}": "2026-01-15T00:05:00"', found=str(received)[:20])
    return Carried(_bytes(frame, 0), _time(received) if received else None)


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadFrame("not_hex", 0, expected="2026-01-15T00:05:00", found=text[:32]) from error


def _bytes(text: str, start: int) -> bytes:
    wrong = _NOT_HEX.search(text, start)
    if wrong:
        raise BadFrame("not_hex", wrong.start(), expected="0-9 A-F", found=wrong[0])
    digits = "".join(text[start:].split())
    if len(digits) % 2:
        raise BadFrame("not_hex", len(text), expected="2n", found=f"{len(digits)}")
    return bytes.fromhex(digits)
