"""BIL-030: a restaurant was entered as a household, so file and bills agree, and only its energy tells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jicha.twin.account import Account
from jicha.twin.error import Desk, Truth, error, near
from jicha.twin.misbilled import by_terms, kwh_of, plain

_MOST_KWH = Decimal(1000)  # a month, from which on a home is looked at
_PRICE_CODE = "99-HOME"
_FILE: dict[str, Any] = {
    "customer_class": "lv_resident",
    "price_class": "residential",
    "industry_code": "9900",
    "market_class": "not_in_market",
}
_ACCOUNTS_OF_A_COUNT = 3


@error("经营性客户按居民建档", "BIL-030", early=True)
def business_entered_as_home(desk: Desk) -> Iterator[Truth]:
    """A business entered in the files as a household."""
    books = desk.books

    def fits(account: Account) -> bool:
        own = books.bill_numbers(account.places[0])
        return (
            account.archetype == "shop_by_hours"
            and bool(own)
            and all(
                desk.is_free(one) and plain(books.bills[one]) and kwh_of(books.bills[one]) > _MOST_KWH for one in own
            )
        )

    for account in desk.accounts("business_entered_as_home", fits, -(-desk.count // _ACCOUNTS_OF_A_COUNT)):
        own = books.bill_numbers(account.places[0])
        desk.taken.update(own)
        _enter(desk, account)
        for number in own:
            by_terms(books, number, price_code=_PRICE_CODE)
            books.bill_row(number).update({name: _FILE[name] for name in _FILE if name != "price_class"})
            row = books.bill_row(number)
            yield Truth("BIL-030", "customer", account.number, row["month"], None, row["kwh"])
    for account in desk.accounts("business_entered_as_home near", lambda one: one.archetype == "household"):
        small = [
            one for one in books.bill_numbers(account.places[0]) if books.bill_row(one)["kwh"] < _MOST_KWH * 4 / 10
        ]
        for number in small[:1]:
            yield near("BIL-030", "customer", account.number, books.bill_row(number)["month"])


def _enter(desk: Desk, account: Account) -> None:
    """The files as somebody typed them in, without the application for prices by the hour."""
    records = desk.books.records
    for table in ("customer", "customer_history"):
        for row in records.of(table, customer_id=account.number):
            row.update({name: value for name, value in _FILE.items() if name in row})
    for table in ("point", "point_history"):
        for row in records.of(table, point_id=account.places[0].number):
            row.update(price_code=_PRICE_CODE, price_class="residential", time_of_use=False)
    for row in records.of("price_choice", customer_id=account.number):
        records.drop("price_choice", row)
