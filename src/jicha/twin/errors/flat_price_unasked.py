"""BIL-029: a single household has the flat price of many behind one meter, without having asked for it."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, off_file, plain, price_to_the_end, says, spared


@error("单一居民户执行合表电价", "BIL-029", "BIL-057")
def flat_price_unasked(desk: Desk) -> Iterator[Truth]:
    """Flat price for a single household that did not choose it."""
    books = desk.books
    for number in price_to_the_end(desk, "flat_price_unasked", _fits, "99-HOME-FLAT"):
        yield says(books, "BIL-029", number, kwh=kwh_of(books.bills[number]))
        yield off_file(books, number)
    yield from spared(desk, "flat_price_unasked", "BIL-029", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype == "household"


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code == "99-HOME-FLAT"
