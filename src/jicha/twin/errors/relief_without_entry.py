"""BIL-034: a household that the register does not know has free energy."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, part_off, plain, says, spared, sum_off


@error("无登记减免低保电量", "BIL-034", "BIL-048")
def relief_without_entry(desk: Desk) -> Iterator[Truth]:
    """Relief for a household that is on no list."""
    books = desk.books
    for number in desk.bills("relief_without_entry", _fits):
        books.rebill(number, relief_kwh=Decimal(10))
        yield says(books, "BIL-034", number, money=part_off(books, number, "relief"))
        yield from sum_off(books, number)
    yield from spared(desk, "relief_without_entry", "BIL-034", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype == "household"


def _looks_like_it(bill: Bill) -> bool:
    return bill.terms.relief_kwh > 0 and kwh_of(bill) > 0
