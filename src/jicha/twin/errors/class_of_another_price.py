"""BIL-002: the bill of a household names commerce as its class, under the price code of households."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, plain, says, spared


@error("账单用电类别与电价代码不符", "BIL-002", "BIL-001")
def class_of_another_price(desk: Desk) -> Iterator[Truth]:
    """Another class of use written on the bill than that of its price."""
    books = desk.books
    for number in desk.bills("class_of_another_price", _fits):
        books.bill_row(number)["price_class"] = "commercial_industrial"
        yield says(books, "BIL-002", number, kwh=kwh_of(books.bills[number]))
        yield says(books, "BIL-001", number, kwh=kwh_of(books.bills[number]))
    yield from spared(desk, "class_of_another_price", "BIL-002", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code == "99-HOME" and bill.account.cycle_months == 1


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code in ("99-HOME-INST", "99-PUMP")
