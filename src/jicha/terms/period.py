"""Half-open periods of local business days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jicha.terms.errors import Fault, JichaError, Words

_MONTH = re.compile(r"^(\d{4})-(\d{2})$")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` (in) to ``end`` (out), local dates of the organisation."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            message = Words(
                f"the period {self.start}..{self.end} is empty", f"期间 {self.start} 至 {self.end} 没有任何一天"
            )
            raise JichaError(Fault.of(message, Words("Give an end after the start.", "截止日应晚于起始日。")))

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d}..{self.end:%Y-%m-%d}"


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later; a day that the month lacks becomes its last (2024-01-31 + 1 = 2024-02-29).

    Raises OverflowError beyond the calendar, as arithmetic of dates does.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year < date.max.year:
        raise OverflowError("date value out of range")
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))


def month(text: str) -> Period:
    """The calendar month written ``2024-05``."""
    match = _MONTH.match(text)
    if not match or not 1 <= int(match[2]) <= 12:
        raise JichaError(f"{text!r} is not a month", "Write it as 2024-05.")
    start = date(int(match[1]), int(match[2]), 1)
    return Period(start, add_months(start, 1))
