"""In which period of the day each quarter hour lies, by the calendar that a meter is set to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jicha.tariffs.book import Book
from jicha.tariffs.hours import segments
from jicha.terms.errors import JichaError
from jicha.twin.load.window import Window

RATES = ("sharp", "peak", "flat", "valley", "deep")
FLAT = RATES.index("flat")
_SLOT_MINUTES = 15


class NoHours(JichaError):
    """A day for which the calendar of a price has no hours."""


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """The rate of every quarter hour of a window: ``place`` in ``RATES``, (days, 96), and the days of equal hours."""

    place: NDArray[np.int8]
    groups: tuple[tuple[NDArray[np.intp], NDArray[np.float64]], ...]

    @classmethod
    def of(cls, place: NDArray[np.int8]) -> Rates:
        """Days with the same hours are summed together."""
        used, which = np.unique(place, axis=0, return_inverse=True)
        return cls(
            place,
            tuple(
                (np.flatnonzero(which == number), (row[:, np.newaxis] == np.arange(len(RATES))).astype(np.float64))
                for number, row in enumerate(used)
            ),
        )

    def sums(self, energy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums of each day and rate, (..., days, rates), of values of quarter hours, (..., days, 96)."""
        found = np.zeros((*energy.shape[:-1], len(RATES)))
        for days, to_rate in self.groups:
            found[..., days, :] = energy[..., days, :] @ to_rate
        return found


def rates_of(book: Book, calendar: str, window: Window) -> Rates:
    """The rate of every quarter hour of the window; all flat where the price has no hours. Raises NoHours.

    The hours of a working day hold for every day: the province of the twin has the same on all.
    """
    found = np.full((len(window), 96), FLAT, np.int8)
    for place, day in enumerate(window.dates if calendar else ()):
        found[place] = _day(book, calendar, day.year, day.month)
    return Rates.of(found)


@cache
def _day(book: Book, calendar: str, year: int, month: int) -> tuple[int, ...]:
    day = date(year, month, 1)
    for one in book.calendars:
        holds = one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
        if one.calendar == calendar and holds and month in one.months and "workday" in one.days:
            slots = [FLAT] * 96
            for part in segments(one):
                for slot in range(part.minute_from // _SLOT_MINUTES, part.minute_to // _SLOT_MINUTES):
                    slots[slot] = RATES.index(part.period)
            return tuple(slots)
    raise NoHours(f"calendar {calendar} has no hours in {day:%Y-%m}", "Add them to the book.")
