"""BIL-010: the power factor of a business of 100 kVA is not assessed."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import by_terms, plain, says, spared


@error("100千伏安及以上未考核力率", "BIL-010")
def power_factor_left_out(desk: Desk) -> Iterator[Truth]:
    """Power factor not assessed although the capacity is 100 kVA or more."""
    books = desk.books
    for number in desk.bills("power_factor_left_out", _fits):
        by_terms(books, number, standard="not_assessed")
        yield says(books, "BIL-010", number)
    yield from spared(desk, "power_factor_left_out", "BIL-010", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.case.power_factor_standard == "std_085"
        and bill.item.price_class == "commercial_industrial"
    )


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype in ("hotel_small", "shop", "workshop_low_voltage")
