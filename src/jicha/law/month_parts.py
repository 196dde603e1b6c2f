"""How many months a period is: whole ones, and parts of one by a named reading.

The 1996 text says months; published answers count a part as its days of 30. The other readings are months begun, and
the days of each calendar month, as the 2024 text has it for new and changed supply.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from jicha.terms.period import Period, add_months
from jicha.terms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Part:
    """Days of one calendar month that the period does not fill."""

    days: int
    of: int
    month: str


def thirtieths(sheet: Sheet, name: str, period: Period) -> None:
    """Write ``name``: whole months, and each part as its days of 30."""
    _write(sheet, name, period, thirty=True)


def calendar_days(sheet: Sheet, name: str, period: Period) -> None:
    """Write ``name``: whole months, and each part as its days of those of that month."""
    _write(sheet, name, period, thirty=False)


def begun(sheet: Sheet, name: str, period: Period) -> None:
    """Write ``name``: every calendar month that the period touches."""
    whole, parts = split(period)
    sheet.given(f"{name}_begun", whole + len(parts), "month", origin="case", word="months_begun", about=_days(period))
    sheet.step(name, f"{name}_begun", "month", word="months", about=_days(period))


def split(period: Period) -> tuple[int, tuple[Part, ...]]:
    """Whole calendar months of a period, and the parts at its ends.

    >>> from datetime import date
    >>> split(Period(date(2000, 8, 25), date(2000, 10, 1)))
    (1, (Part(days=7, of=31, month='2000-08'),))
    """
    whole, parts, day = 0, [], period.start
    while day < period.end:
        first = day.replace(day=1)
        following = add_months(first, 1)
        after = min(following, period.end)
        days, of = (after - day).days, (following - first).days
        if days == of:
            whole += 1
        else:
            parts.append(Part(days, of, f"{first:%Y-%m}"))
        day = after
    return whole, tuple(parts)


def _write(sheet: Sheet, name: str, period: Period, *, thirty: bool) -> None:
    whole, parts = split(period)
    sheet.given(f"{name}_whole", whole, "month", origin="case", word="months_whole", about=_days(period))
    terms = [f"{name}_whole"]
    if thirty and parts:
        sheet.remark("capacity_month_part_thirtieths")
        if not sheet.holds("days_of_month"):
            sheet.given("days_of_month", 30, "day/month", origin="definition")
    for number, part in enumerate(parts, start=1):
        days, of = f"{name}_days_{number}", "days_of_month"
        sheet.given(days, part.days, "day", origin="case", word="days_of_part", about=part.month)
        if not thirty:
            of = f"{name}_of_{number}"
            sheet.given(of, part.of, "day/month", origin="case", word="days_of_that_month", about=part.month)
        terms.append(f"{days} / {of}")
    sheet.step(name, " + ".join(terms), "month", word="months", about=_days(period))


def _days(period: Period) -> str:
    return f"{period.start}..{period.end - timedelta(days=1)}"
