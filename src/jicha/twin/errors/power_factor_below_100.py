"""BIL-012: the power factor of a business below 100 kVA is assessed."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import by_terms, part_off, plain, says, spared


@error("100千伏安以下考核力率", "BIL-012", early=True)
def power_factor_below_100(desk: Desk) -> Iterator[Truth]:
    """Power factor assessed below 100 kVA."""
    books = desk.books
    for number in desk.bills("power_factor_below_100", _fits):
        by_terms(books, number, standard="std_085")
        yield says(books, "BIL-012", number, money=part_off(books, number, "power_factor"))
    yield from spared(desk, "power_factor_below_100", "BIL-012", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.account.archetype in ("hotel_small", "shop", "workshop_low_voltage", "office_low_voltage")
        and bill.case.power_factor_standard == "not_assessed"
    )


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.case.power_factor_standard == "std_085" and bill.case.contract_capacity == 100
