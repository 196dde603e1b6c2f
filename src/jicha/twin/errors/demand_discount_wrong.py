"""BIL-024: demand is charged at 90 % though too little was used for it, or in full though enough was."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, part_off, plain, says, spared, sum_off


@error("需量电价优惠条件不符", "BIL-024", "BIL-048")
def demand_discount_wrong(desk: Desk) -> Iterator[Truth]:
    """Reduced price of demand without the use that earns it, or not given with it."""
    books = desk.books
    for number in desk.bills("demand_discount_wrong", _fits):
        bill = books.bills[number]
        earned = books.bill_row(number)["demand_discount"]
        books.rebill(number, customer_kwh=Decimal(0) if earned else kwh_of(bill) * 1000)
        yield says(books, "BIL-024", number, money=part_off(books, number, "demand"))
        yield from sum_off(books, number)
    yield from spared(desk, "demand_discount_wrong", "BIL-024", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.capacity_mode in ("demand_contract", "demand_actual")


def _looks_like_it(bill: Bill) -> bool:
    return _fits(bill)
