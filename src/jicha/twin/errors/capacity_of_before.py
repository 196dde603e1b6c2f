"""BIL-021: the charge is for four fifths of the capacity in operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import CENT, part_off, plain, says, spared, sum_off


@error("按旧容量计收容量电费", "BIL-021", "BIL-048")
def capacity_of_before(desk: Desk) -> Iterator[Truth]:
    """Capacity charged as it was before it grew."""
    books = desk.books
    for number in desk.bills("capacity_of_before", _fits):
        [piece] = books.bills[number].case.capacity
        books.rebill(number, capacity=(replace(piece, kva=piece.kva * 4 / 5),))
        yield says(books, "BIL-021", number, money=part_off(books, number, "capacity"), tolerance=CENT)
        yield from sum_off(books, number)
    yield from spared(desk, "capacity_of_before", "BIL-021", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.item.price_class == "large_industry"
        and len(bill.case.capacity) == 1
        and bill.case.capacity[0].kva == bill.case.contract_capacity
    )


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.case.capacity_mode == "capacity"
