"""BIL-004: who may choose and chose two parts is billed by one."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, off_file, plain, price_to_the_end, says, spared


@error("已选两部制仍按单一制计费", "BIL-004", "BIL-057", early=True)
def two_part_choice_forgotten(desk: Desk) -> Iterator[Truth]:
    """Single-part price for who chose two parts."""
    books = desk.books
    for number in price_to_the_end(desk, "two_part_choice_forgotten", _fits, "99-ONE-10KV-T", months=6, mode="none"):
        yield says(books, "BIL-004", number, kwh=kwh_of(books.bills[number]))
        yield off_file(books, number)
    yield from spared(desk, "two_part_choice_forgotten", "BIL-004", _looks_like_it, desk.scarce)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype == "hotel_chosen_two_part"


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype == "hotel"
