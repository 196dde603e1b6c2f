"""Column words that count: ``P1..P96`` and ``00:00..23:45/15`` stand for a column per slot."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"^(?P<prefix>.*?)(?P<first>\d+)\.\.(?P=prefix)(?P<last>\d+)$")
_CLOCK = re.compile(r"^(?P<h1>\d\d):(?P<m1>\d\d)\.\.(?P<h2>\d\d):(?P<m2>\d\d)/(?P<step>\d{1,3})$")


def expanded(written: str) -> tuple[str, ...]:
    """The words that a range stands for, in order; a plain word stands for itself, a range upside down for nothing.

    >>> expanded("P01..P03")
    ('P01', 'P02', 'P03')
    >>> expanded("23:30..24:00/15")
    ('23:30', '23:45', '24:00')
    >>> expanded("户号")
    ('户号',)
    """
    clock = _CLOCK.match(written)
    if clock:
        first, last = (int(clock[f"h{end}"]) * 60 + int(clock[f"m{end}"]) for end in "12")
        minutes = range(first, last + 1, int(clock["step"]) or 1)
        return tuple(f"{one // 60:02d}:{one % 60:02d}" for one in minutes)
    numbered = _NUMBERED.match(written)
    if numbered:
        width = len(numbered["first"])
        numbers = range(int(numbered["first"]), int(numbered["last"]) + 1)
        return tuple(f"{numbered['prefix']}{number:0{width}d}" for number in numbers)
    return (written,)
