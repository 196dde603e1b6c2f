"""BIL-008: the bill of a business names the hours of households."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, plain, says, spared


@error("账单所载峰谷时段表与电价不符", "BIL-008")
def hours_of_another_table(desk: Desk) -> Iterator[Truth]:
    """The table of hours of another price."""
    books = desk.books
    for number in desk.bills("hours_of_another_table", _fits):
        books.bill_row(number)["period_table"] = "household"
        yield says(books, "BIL-008", number, kwh=kwh_of(books.bills[number]))
    yield from spared(desk, "hours_of_another_table", "BIL-008", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.item.calendar == "business"


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.item.calendar == "household"
