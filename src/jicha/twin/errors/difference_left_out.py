"""BIL-033: who is on the list of restricted trades is billed without the addition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import half_of, part_off, plain, says, spared, sum_off


@error("差别电价漏收", "BIL-033", "BIL-048", early=True)
def difference_left_out(desk: Desk) -> Iterator[Truth]:
    """Addition for restricted industry left out."""
    books = desk.books
    for number in desk.bills("difference_left_out", _fits, half_of(desk, _fits)):
        books.rebill(number, difference_price=Decimal(0))
        yield says(books, "BIL-033", number, money=part_off(books, number, "difference"))
        yield from sum_off(books, number)
    yield from spared(desk, "difference_left_out", "BIL-033", _looks_like_it, desk.scarce)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.difference_price > 0


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.case.difference_price > 0
