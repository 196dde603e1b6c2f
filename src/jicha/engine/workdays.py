"""The calendar of working days: exceptions to Monday-to-Friday as dated data, and the running count built from it.

``calendar/cn.csv`` lists, from the State Council's yearly notices, each holiday that falls on a weekday and each
weekend day that is worked instead; ``calendar/cn_years.csv`` says which years are known, from which notice and how
surely. A year that is not listed is not guessed: outside the covered days ``workdays_between`` is NULL.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from jicha.engine.errors import EngineError


@dataclass(frozen=True)
class WorkCalendar:
    """Covered days and, for each from ``first_day`` on, how many working days lie up to and including it."""

    name: str
    first_day: date
    last_day: date
    counts: npt.NDArray[np.int32]

    def between(self, a: date, b: date) -> int | None:
        """Working days in (a, b]; the plain twin of what the engines compute. None outside the covered days."""
        if not (self.first_day <= a <= self.last_day and self.first_day <= b <= self.last_day):
            return None
        return int(self.counts[(b - self.first_day).days] - self.counts[(a - self.first_day).days])


@cache
def work_calendar(name: str = "cn") -> WorkCalendar:
    """Read a calendar that ships with the package. Raises EngineError when its data contradicts itself."""
    years = _rows(f"{name}_years.csv")
    first, last = (date.fromisoformat(row[end]) for row, end in ((years[0], "covered_from"), (years[-1], "covered_to")))
    _refuse_gaps(name, years)
    exceptions = {date.fromisoformat(row["date"]): row["kind"] for row in _rows(f"{name}.csv")}
    for day, kind in exceptions.items():
        if (kind == "holiday") == (day.weekday() >= 5) or kind not in ("holiday", "workday"):
            raise EngineError(
                f"calendar {name}: {day} is a {day:%A} and cannot be an exception of kind {kind!r}",
                "A holiday falls on a weekday and a workday on a weekend; other days need no line.",
            )
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    worked = np.is_busday(
        days, holidays=[np.datetime64(day, "D") for day, kind in exceptions.items() if kind == "holiday"]
    )
    worked |= np.isin(days, np.array([day for day, kind in exceptions.items() if kind == "workday"], "datetime64[D]"))
    return WorkCalendar(name, first, last, np.cumsum(worked, dtype=np.int32))


def _rows(file_name: str) -> list[dict[str, str]]:
    text = files("jicha.engine").joinpath("calendar", file_name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _refuse_gaps(name: str, years: list[dict[str, str]]) -> None:
    for earlier, later in pairwise(years):
        if date.fromisoformat(earlier["covered_to"]) + timedelta(days=1) != date.fromisoformat(later["covered_from"]):
            raise EngineError(
                f"calendar {name}: covered days stop at {earlier['covered_to']} and go on at {later['covered_from']}",
                f"Add the missing year to {name}_years.csv and its exceptions to {name}.csv.",
            )
