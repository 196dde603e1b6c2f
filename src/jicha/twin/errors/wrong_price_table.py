"""BIL-048: one figure of a price table is wrong in the system for two months, and with it all bills of that price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from jicha.tariffs.book import Book
from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, plain, spared, sum_off

_CODE = "99-ONE-LV"
_TYPED = Decimal("0.2850")  # CNY/kWh of transport: 0.1850 with one digit wrong
CAUSE = "price table 99-ONE-LV"


@error("电价表录入错误", "BIL-048", early=True)
def wrong_price_table(desk: Desk) -> Iterator[Truth]:
    """One figure of a price table typed wrong, so that all bills of that price are."""
    books = desk.books
    months = _months(desk)
    wrong = _typed(books.prices)

    def touched(bill: Bill) -> bool:
        return bill.case.price_code == _CODE and bill.case.period_start in months and kwh_of(bill) > 0

    for number in desk.bills("wrong_price_table", touched, len(books.bills) if desk.count else 0):
        books.rebill(number, prices=wrong)
        yield from sum_off(books, number, cause=CAUSE)
    if months:
        yield from spared(desk, "wrong_price_table", "BIL-048", lambda bill: plain(bill) and _before(bill, months[0]))


def _months(desk: Desk) -> tuple[date, ...]:
    """Two months in the middle of those that have bills."""
    begun = sorted({bill.case.period_start for bill in desk.books.bills.values() if bill.case.price_code == _CODE})
    first = [one for one in begun if one.day == 1]
    return tuple(first[len(first) // 2 :][:2])


def _typed(prices: Book) -> Book:
    items = tuple(
        replace(
            one,
            prices=tuple(
                replace(price, price=_TYPED) if price.component == "transport" else price for price in one.prices
            ),
        )
        if one.code == _CODE
        else one
        for one in prices.items
    )
    return replace(prices, items=items)


def _before(bill: Bill, month: date) -> bool:
    return bill.case.price_code == _CODE and bill.case.period_end == month
