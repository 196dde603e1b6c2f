"""How many months a period is: whole ones, and parts of one by a named reading.

The 1996 text says months; published answers count a part as its days of 30. The other readings are months begun, and
the days of each calendar month, as the 2024 text has it for new and changed supply.
"""

from __future__ import annotations

from dataclasses import dataclass

from jicha.law.act_period import days_text
from jicha.terms.period import Period, add_months
from jicha.terms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Part:
    """Days of one calendar month that the period does not fill; ``taken`` of the month are of the whole act."""

    days: int
    of: int
    taken: int
    month: str


def thirtieths(sheet: Sheet, name: str, period: Period, act: Period | None = None) -> None:
    """Write ``name``: whole months, and each part as its days of 30.

    ``act`` is the whole act where the period is a piece of it: a month that the act fills is one month however it is
    cut, so its pieces count as their days of that month.
    """
    whole, parts = split(period, act)
    _write(sheet, name, period, whole, [(one, one.of if one.taken == one.of else 0) for one in parts])


def calendar_days(sheet: Sheet, name: str, period: Period, act: Period | None = None) -> None:
    """Write ``name``: whole months, and each part as its days of those of that month."""
    whole, parts = split(period, act)
    _write(sheet, name, period, whole, [(one, one.of) for one in parts])


def begun(sheet: Sheet, name: str, period: Period, act: Period | None = None) -> None:
    """Write ``name``: every calendar month that the act touches is one; its pieces share it by days."""
    whole, parts = split(period, act)
    shared = [(one, one.taken) for one in parts if one.days < one.taken]
    _write(sheet, name, period, whole + len(parts) - len(shared), shared, word="months_begun")


def split(period: Period, act: Period | None = None) -> tuple[int, tuple[Part, ...]]:
    """Whole calendar months of a period, and the parts at its ends.

    >>> from datetime import date
    >>> split(Period(date(2000, 8, 25), date(2000, 10, 1)))
    (1, (Part(days=7, of=31, taken=7, month='2000-08'),))
    """
    act = act or period
    whole, parts, day = 0, [], period.start
    while day < period.end:
        first = day.replace(day=1)
        following = add_months(first, 1)
        after = min(following, period.end)
        days, of = (after - day).days, (following - first).days
        if days == of:
            whole += 1
        else:
            taken = (min(following, act.end) - max(first, act.start)).days
            parts.append(Part(days, of, taken, f"{first:%Y-%m}"))
        day = after
    return whole, tuple(parts)


def _write(
    sheet: Sheet,
    name: str,
    period: Period,
    whole: int,
    parts: list[tuple[Part, int]],
    *,
    word: str = "months_whole",
) -> None:
    """``parts`` come with the days that they are divided by, 0 for the thirty of a month that no calendar has."""
    about, terms = days_text(period.start, period.end), [word.replace("months", name, 1)]
    sheet.given(terms[0], whole, "month", origin="case", word=word, about=about)
    for number, (part, divisor) in enumerate(parts, start=1):
        days, of = f"{name}_days_{number}", f"{name}_of_{number}" if divisor else "days_of_month"
        sheet.given(days, part.days, "day", origin="case", word="days_of_part", about=part.month)
        if divisor:
            sheet.given(of, divisor, "day/month", origin="case", word=_WORDS[divisor == part.of], about=part.month)
        else:
            sheet.remark("capacity_month_part_thirtieths")
            if not sheet.holds(of):
                sheet.given(of, 30, "day/month", origin="definition")
        terms.append(f"{days} / {of}")
    sheet.step(name, " + ".join(terms), "month", word="months", about=about)


_WORDS = {True: "days_of_that_month", False: "days_of_act_in_month"}
