"""BIL-001: a shop is billed at the price of households, which its industry may not have."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, off_file, plain, price_to_the_end, says, spared

_TRADES = ("shop", "workshop_low_voltage", "office_low_voltage")


@error("经营性用电执行居民电价", "BIL-001", "BIL-057")
def price_of_another_use(desk: Desk) -> Iterator[Truth]:
    """Commerce billed at the price of households."""
    books = desk.books
    for number in price_to_the_end(desk, "price_of_another_use", _fits, "99-HOME-FLAT"):
        yield says(books, "BIL-001", number, kwh=kwh_of(books.bills[number]))
        yield off_file(books, number)
    yield from spared(desk, "price_of_another_use", "BIL-001", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code == "99-ONE-LV" and bill.account.archetype in _TRADES


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code in ("99-HOME-INST", "99-FARM", "99-PUMP")
