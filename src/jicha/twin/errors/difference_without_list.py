"""BIL-033: who is on no list of restricted trades pays their addition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import part_off, plain, says, spared, sum_off


@error("未列入名单而加收差别电价", "BIL-033", "BIL-048")
def difference_without_list(desk: Desk) -> Iterator[Truth]:
    """Addition for restricted industry charged to who is on no list."""
    books = desk.books
    for number in desk.bills("difference_without_list", _fits):
        books.rebill(number, difference_price=Decimal("0.1"))
        yield says(books, "BIL-033", number, money=part_off(books, number, "difference"))
        yield from sum_off(books, number)
    yield from spared(desk, "difference_without_list", "BIL-033", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.item.price_class == "large_industry" and not bill.case.difference_price


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.item.price_class == "large_industry"
