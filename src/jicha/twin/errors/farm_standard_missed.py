"""BIL-011: a farm from 100 kVA on is held to the 0.85 of commerce instead of 0.80."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import CENT, by_terms, part_off, plain, says, spared


@error("农业用户力率标准错误", "BIL-011", early=True)
def farm_standard_missed(desk: Desk) -> Iterator[Truth]:
    """A farm from 100 kVA on held to a power factor of 0.85."""
    books = desk.books
    for number in desk.bills("farm_standard_missed", _fits, desk.scarce):
        by_terms(books, number, standard="std_085")
        off = part_off(books, number, "power_factor")
        yield says(books, "BIL-011", number, money=off, tolerance=CENT)
    yield from spared(desk, "farm_standard_missed", "BIL-011", _looks_like_it, desk.scarce)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.power_factor_standard == "std_080"


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.item.price_class == "agricultural" and bill.case.power_factor_standard == "not_assessed"
