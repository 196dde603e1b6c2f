"""The price period of a minute of the day, over midnight too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jicha.terms.errors import JichaError

DAY_MINUTES = 24 * 60


class BadPeriods(JichaError):
    """Periods that leave a minute of the day without a name, or give it two."""


@dataclass(frozen=True, slots=True)
class DayPeriod:
    """A named period from one minute of the day to another; one that ends before it begins goes over midnight."""

    name: str
    start_minute: int
    end_minute: int

    def holds(self, minute: int) -> bool:
        """Whether a minute (0 to 1439) lies in it."""
        if self.start_minute < self.end_minute:
            return self.start_minute <= minute < self.end_minute
        return minute >= self.start_minute or minute < self.end_minute


def period_of(minute: int, periods: Sequence[DayPeriod]) -> str:
    """The name of the period that a minute lies in. Raises BadPeriods.

    >>> night = DayPeriod("valley", 22 * 60, 8 * 60)
    >>> [period_of(minute, [night, DayPeriod("flat", 8 * 60, 22 * 60)]) for minute in (0, 479, 480, 1319, 1320)]
    ['valley', 'valley', 'flat', 'flat', 'valley']
    """
    names = [one.name for one in periods if one.holds(minute % DAY_MINUTES)]
    if len(names) != 1:
        at = f"{minute // 60 % 24:02d}:{minute % 60:02d}"
        what = "no period" if not names else " and ".join(names)
        raise BadPeriods(f"{at} lies in {what}", "Give every minute of the day one period.")
    return names[0]
