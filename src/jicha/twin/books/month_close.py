"""The closing of each month in the accounts, before the day on which it is due."""

from __future__ import annotations

from datetime import date

from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.office_hours import at, months_from, workdays_after, workdays_before

_DUE_AFTER, _BEFORE_DUE = 8, 1  # working days after the month's end; of them left when it is closed


def write_month_close(books: Books) -> None:
    """By a billing clerk of the station."""
    clerk = crew_of(books.station).clerks[0]
    for month in months_from(books.world.first, books.world.last):
        last = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        due = workdays_after(last, _DUE_AFTER)
        closed = workdays_before(due, _BEFORE_DUE)
        books.records.put(
            "month_close", closed, org_id=books.org, month=month, due_on=due, closed_at=at(closed, 17),
            operator_id=clerk,
        )  # fmt: skip
