"""The hours of a calendar as minutes of the day: over midnight, with a rest, later hours laid over earlier ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from jicha.tariffs.book import Calendar, in_force
from jicha.tariffs.case import PERIODS
from jicha.tariffs.time_of_use import DAY_MINUTES, BadPeriods, DayPeriod
from jicha.terms.errors import Fault, Words

_SPAN = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Segment:
    """The minutes [``minute_from``, ``minute_to``) of the day, which lie in one period. Never over midnight."""

    period: str
    minute_from: int
    minute_to: int

    @property
    def text(self) -> str:
        """The hours as a book writes them."""
        return f"{clock(self.minute_from)}-{clock(self.minute_to)}"


def segments(calendar: Calendar) -> tuple[Segment, ...]:
    """The day cut into periods, from the first minute to the last.

    Raises BadPeriods with every stretch that has no period, or two where the later does not win.

    >>> from datetime import date
    >>> from jicha.tariffs.book import Hours
    >>> night = Calendar("c", date(2020, 1, 1), (Hours("valley", ("22:00-08:00",)),), rest="flat")
    >>> [(one.period, one.text) for one in segments(night)]
    [('valley', '00:00-08:00'), ('flat', '08:00-22:00'), ('valley', '22:00-24:00')]
    """
    periods = [day_period(hours.period, span) for hours in calendar.hours for span in hours.spans]
    edges = {0, DAY_MINUTES, *(edge % DAY_MINUTES for one in periods for edge in (one.start_minute, one.end_minute))}
    starts = sorted(edges)
    found: list[Segment] = []
    faults: list[Fault] = []
    for start, end in pairwise(starts):
        names = [one.name for one in periods if one.holds(start)]
        if len(names) > 1 and not calendar.later_wins:
            faults.append(_twice(start, end, names))
        name = names[-1] if names else calendar.rest
        if not name:
            faults.append(_without(start, end))
        if found and found[-1].period == name:
            found[-1] = Segment(name, found[-1].minute_from, end)
        else:
            found.append(Segment(name, start, end))
    if faults:
        raise BadPeriods(faults)
    return tuple(found)


def day_period(period: str, span: str) -> DayPeriod:
    """A span such as ``22:00-08:00`` or ``20:30-24:00`` of a period. Raises BadPeriods."""
    match = _SPAN.fullmatch(span)
    hour, minute, until_hour, until_minute = (int(one) for one in match.groups()) if match else (0, 0, 0, 0)
    start, end = hour * _HOUR + minute, until_hour * _HOUR + until_minute
    if match is None or start >= DAY_MINUTES or end > DAY_MINUTES or start == end:
        raise BadPeriods(
            Fault.of(
                Words(f"{span!r} are no hours", f"“{span}”不是时段"),
                Words(
                    'Write "08:00-11:30"; over midnight "22:00-06:00".',
                    "请写作“08:00-11:30”，跨零点的写作“22:00-06:00”。",
                ),
            )
        )
    return DayPeriod(period, start, end)


def hours_text(calendar: Calendar) -> Iterator[tuple[str, str]]:
    """Each period with its hours in one text, in the order of the day. Raises BadPeriods."""
    cut = segments(calendar)
    for period in dict.fromkeys(one.period for one in cut):
        yield period, ", ".join(one.text for one in cut if one.period == period)


def periods_of(calendars: Iterable[Calendar], day: date) -> tuple[str, ...]:
    """The periods that the hours of a day give to any month, in the usual order."""
    named = {
        period for one in in_force(calendars, day) for period in (*(hours.period for hours in one.hours), one.rest)
    }
    return tuple(period for period in PERIODS if period in named)


def clock(minute: int) -> str:
    """A minute of the day as a clock shows it; 24:00 for the end."""
    return f"{minute // _HOUR:02d}:{minute % _HOUR:02d}"


def _twice(start: int, end: int, names: list[str]) -> Fault:
    hours = f"{clock(start)}-{clock(end)}"
    return Fault.of(
        Words(f"{hours} lies in {' and '.join(names)}", f"{hours} 同属 {'、'.join(names)}"),
        Words(
            "Correct the hours, or write later_wins: true if the later is laid over the earlier.",
            "请改正时段；若后者叠加于前者之上，请写 later_wins: true。",
        ),
    )


def _without(start: int, end: int) -> Fault:
    hours = f"{clock(start)}-{clock(end)}"
    return Fault.of(
        Words(f"{hours} lies in no period", f"{hours} 未划入任何时段"),
        Words("Give these hours, or name a rest.", "请补全该时段，或用 rest 指定其余时段。"),
    )
