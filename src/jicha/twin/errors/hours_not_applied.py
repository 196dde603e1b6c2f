"""BIL-006: a business that applied for prices by the hour is billed without them."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, off_file, plain, price_to_the_end, says, spared


@error("已申请分时未执行", "BIL-006", "BIL-057")
def hours_not_applied(desk: Desk) -> Iterator[Truth]:
    """Price without hours for who applied for hours."""
    books = desk.books
    for number in price_to_the_end(desk, "hours_not_applied", _fits, "99-ONE-LV"):
        yield says(books, "BIL-006", number, kwh=kwh_of(books.bills[number]))
        yield off_file(books, number)
    yield from spared(desk, "hours_not_applied", "BIL-006", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code == "99-ONE-LV-T"


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.account.archetype == "shop_chosen_out_of_hours"
