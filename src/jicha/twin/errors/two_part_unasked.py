"""BIL-005: who may choose between one part and two, and chose nothing, is billed by two."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, off_file, plain, price_to_the_end, says, spared


@error("未申请而执行两部制", "BIL-005", "BIL-057", early=True)
def two_part_unasked(desk: Desk) -> Iterator[Truth]:
    """Two-part price for who did not choose it."""
    books = desk.books
    for number in price_to_the_end(desk, "two_part_unasked", _fits, "99-TWO-10KV", months=6, mode="capacity"):
        charged = books.bills[number].rated.money("capacity")
        yield says(books, "BIL-005", number, money=charged, kwh=kwh_of(books.bills[number]))
        yield off_file(books, number)
    yield from spared(desk, "two_part_unasked", "BIL-005", _looks_like_it, desk.scarce)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype in ("works_about_160", "works_reduced")


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype == "hotel_chosen_two_part"
