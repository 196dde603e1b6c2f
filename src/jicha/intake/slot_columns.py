"""Which columns of a wide file hold the slots of a day: ``P1..P96``, or clock times such as ``0:15..24:00``.

Sources label a slot by its start or by its end, and some give 97 points: the day's midnight and the next one's. A point
at the end of a slot that stands under 0:00 closes the last slot of the day before, which no row of this day can hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jicha.terms.errors import JichaError

_NUMBERED = re.compile(r"^(?P<prefix>.*?)(?P<first>\d+)\.\.(?P=prefix)(?P<last>\d+)$")
_CLOCK = re.compile(r"^(?P<hour>\d{1,2}):(?P<minute>\d{2})\.\.(?P<last_hour>\d{2}):(?P<last_minute>\d{2})$")
_DAY = 24 * 60
_IN_A_DAY = (24, 48, 96, 144, 288, 1440)


class BadSlots(JichaError):
    """Columns that do not make up a day."""


@dataclass(frozen=True, slots=True)
class SlotColumns:
    """All columns in order; how many at the front and at the back belong to another day and are not kept.

    ``starts`` are the minutes of the clock at which the kept slots begin, where the columns say so; else nothing.
    """

    columns: tuple[str, ...]
    front: int = 0
    back: int = 0
    starts: tuple[int, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns whose values are the slots of the day."""
        return self.columns[self.front : len(self.columns) - self.back]


def slot_columns(written: str, *, at: str, minutes: int, zoned: bool = False) -> SlotColumns:
    """Read ``P1..P96`` or ``00:00..23:45``; ``at`` is start, end or blank, ``minutes`` 0 when not said.

    ``zoned``: days have their own lengths, so one column more may be the hour that comes twice.

    Raises BadSlots.

    >>> slot_columns("P1..P97", at="end", minutes=0).kept[0]
    'P2'
    >>> slot_columns("0:15..24:00", at="end", minutes=15).starts[0]
    0
    """
    if match := _CLOCK.match(written):
        first = int(match["hour"]) * 60 + int(match["minute"])
        last = int(match["last_hour"]) * 60 + int(match["last_minute"])
        return _by_clock(first, last, len(match["hour"]), at, minutes)
    match = _NUMBERED.match(written)
    if not match or int(match["first"]) > int(match["last"]):
        raise BadSlots(f"slots is {written!r}", "Write the first and the last: P1..P96, or 0:15..24:00.")
    width = len(match["first"])
    columns = tuple(f"{match['prefix']}{n:0{width}d}" for n in range(int(match["first"]), int(match["last"]) + 1))
    if len(columns) - 1 not in _IN_A_DAY or (zoned and not at):
        return SlotColumns(columns)
    if not at:
        raise BadSlots(
            f"{len(columns)} columns are one more than a day has",
            "Say at: start or at: end: the last belongs to the next day, or the first to the day before.",
        )
    return SlotColumns(columns, front=int(at == "end"), back=int(at == "start"))


def _by_clock(first: int, last: int, hour_width: int, at: str, minutes: int) -> SlotColumns:
    if not minutes or not at:
        raise BadSlots("columns named by the clock need their grid", "Add slot_minutes: 15 and at: start or at: end.")
    if (last - first) % minutes:
        raise BadSlots(
            f"{_label(first)}..{_label(last)} does not end on a grid of {minutes} minutes", "Correct slot_minutes."
        )
    labels = range(first, last + 1, minutes)
    columns = tuple(f"{one // 60:0{hour_width}d}:{one % 60:02d}" for one in labels)
    own = range(0, _DAY, minutes) if at == "start" else range(minutes, _DAY + 1, minutes)
    kept = [one for one in labels if one in own]
    if kept != list(own):
        lacks = next(one for one in own if one not in kept)
        raise BadSlots(
            f"the columns lack the slot labelled {_label(lacks)} at its {at}",
            "A day's slots begin at 0:00 and end at 24:00. If another row holds it, deliver one reading a row (curve).",
        )
    before = sum(1 for one in labels if one < own[0])
    shift = 0 if at == "start" else minutes
    return SlotColumns(columns, before, len(columns) - before - len(kept), tuple(one - shift for one in kept))


def _label(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
