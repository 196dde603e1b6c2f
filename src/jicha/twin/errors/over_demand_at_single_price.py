"""BIL-023: what exceeds 105 % of the agreed demand is charged as the rest, not double."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import half_of, part_off, plain, says, spared, sum_off


@error("超核定需量未加倍计收", "BIL-023", "BIL-048", early=True)
def over_demand_at_single_price(desk: Desk) -> Iterator[Truth]:
    """Demand above the agreed one charged once."""
    books = desk.books
    for number in desk.bills("over_demand_at_single_price", _fits, half_of(desk, _fits)):
        real = books.bills[number].case
        books.rebill(number, demand_contract=real.demand_actual)
        books.bill_row(number)["demand_contract"] = real.demand_contract
        yield says(books, "BIL-023", number, money=part_off(books, number, "demand"))
        yield from sum_off(books, number)
    yield from spared(desk, "over_demand_at_single_price", "BIL-023", _looks_like_it, desk.scarce)


def _fits(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.case.capacity_mode == "demand_contract"
        and bill.case.demand_actual is not None
        and bill.case.demand_contract is not None
        and 100 * bill.case.demand_actual > 106 * bill.case.demand_contract
    )


def _looks_like_it(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.case.capacity_mode == "demand_contract"
        and bill.case.demand_actual is not None
        and bill.case.demand_contract is not None
        and bill.case.demand_actual > bill.case.demand_contract
    )
