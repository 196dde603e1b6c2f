"""In which period of the day each quarter hour lies, by the calendar that a meter is set to."""

from __future__ import annotations

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


def rates_of(book: Book, calendar: str, window: Window) -> NDArray[np.int8]:
    """The place in ``RATES`` of every quarter hour, (days, 96); all flat where the price has no hours. Raises NoHours.

    The hours of a working day hold for every day: the province of the twin has the same on all.
    """
    found = np.full((len(window), 96), FLAT, np.int8)
    if not calendar:
        return found
    for place, day in enumerate(window.dates):
        found[place] = _day(book, calendar, day.year, day.month)
    return found


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


def by_rate(energy: NDArray[np.float64], rates: NDArray[np.int8]) -> NDArray[np.float64]:
    """Sums of each day and rate, (..., days, rates), of values of quarter hours, (..., days, 96)."""
    found = np.zeros((*energy.shape[:-1], len(RATES)))
    used, which = np.unique(rates, axis=0, return_inverse=True)
    for place, row in enumerate(used):
        days = np.flatnonzero(which == place)
        to_rate = (row[:, np.newaxis] == np.arange(len(RATES))).astype(np.float64)
        found[..., days, :] = energy[..., days, :] @ to_rate
    return found
