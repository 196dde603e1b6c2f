"""BIL-004: who must have two parts is billed their cheaper energy and no capacity."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill, running_kva
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, plain, says, spared


@error("两部制用户漏计容量电费", "BIL-004")
def two_part_without_capacity(desk: Desk) -> Iterator[Truth]:
    """A two-part bill without the charge for capacity."""
    books = desk.books
    for number in desk.bills("two_part_without_capacity", _fits):
        books.rebill(number, capacity_mode="none", capacity=())
        yield says(books, "BIL-004", number, kwh=kwh_of(books.bills[number]))
    yield from spared(desk, "two_part_without_capacity", "BIL-004", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.case.capacity_mode == "capacity"
        and bill.item.price_class == "large_industry"
        and bill.case.contract_capacity == running_kva(bill.account, bill.case.period_start)
        and not bill.terms.preferences
    )


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and (bool(bill.terms.preferences) or bill.account.archetype == "hotel_grandfathered")
