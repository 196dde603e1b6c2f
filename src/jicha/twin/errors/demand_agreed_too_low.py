"""BIL-022: an agreed demand of 30 % of the capacity was let through."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill, running_kva
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import by_terms, plain, says, spared
from jicha.twin.records import Row


@error("核定需量低于容量四成", "BIL-022")
def demand_agreed_too_low(desk: Desk) -> Iterator[Truth]:
    """Agreed demand below 40 percent of the capacity."""
    books = desk.books
    for number in desk.bills("demand_agreed_too_low", _fits):
        kva = running_kva(books.bills[number].account, books.bills[number].case.period_start)
        agreed = Decimal(0 if kva is None else kva) * 3 / 10
        by_terms(books, number, demand_contract=agreed)
        yield says(books, "BIL-022", number, money=_too_little(books.bill_row(number), agreed * 4 / 3))
    yield from spared(desk, "demand_agreed_too_low", "BIL-022", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.capacity_mode == "demand_contract"


def _looks_like_it(bill: Bill) -> bool:
    return _fits(bill)


def _too_little(row: Row, least_kw: Decimal) -> Decimal:
    """What the demand that is missing to the least one would cost at the bill's price; 0 where more is billed."""
    billed: Decimal = row["demand_billed"]
    if billed >= least_kw:
        return Decimal("0.00")
    charged: Decimal = row["capacity_charge"]
    return round(charged * (least_kw - billed) / billed, 2)
