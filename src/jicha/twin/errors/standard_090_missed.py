"""BIL-009: high-voltage industry from 160 kVA on is held to a power factor of 0.85 instead of 0.90."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import CENT, by_terms, part_off, plain, says, spared


@error("160千伏安及以上工业力率标准错误", "BIL-009")
def standard_090_missed(desk: Desk) -> Iterator[Truth]:
    """Industry from 160 kVA on held to a power factor of 0.85."""
    books = desk.books
    for number in desk.bills("standard_090_missed", _fits):
        by_terms(books, number, standard="std_085")
        off = part_off(books, number, "power_factor")
        yield says(books, "BIL-009", number, money=off, tolerance=CENT)
    yield from spared(desk, "standard_090_missed", "BIL-009", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.power_factor_standard == "std_090" and bill.place.side.endswith("hv_supplied")


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.case.power_factor_standard == "std_085" and bill.place.side.endswith("hv_supplied")
