"""BIL-010: commerce from 100 kVA on is held to the 0.80 of farming."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import CENT, by_terms, part_off, plain, says, spared


@error("100千伏安及以上商业力率标准错误", "BIL-010")
def standard_085_missed(desk: Desk) -> Iterator[Truth]:
    """Commerce from 100 kVA on held to a power factor of 0.80."""
    books = desk.books
    for number in desk.bills("standard_085_missed", _fits):
        by_terms(books, number, standard="std_080")
        off = part_off(books, number, "power_factor")
        yield says(books, "BIL-010", number, money=off, tolerance=CENT)
    yield from spared(desk, "standard_085_missed", "BIL-010", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.case.power_factor_standard == "std_085"
        and bill.item.price_class == "commercial_industrial"
    )


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype in ("hotel_small", "shop", "workshop_low_voltage")
