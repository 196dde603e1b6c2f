"""BIL-031: a business has the price of irrigation, and uses more than pumps do."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, off_file, plain, price_to_the_end, says, spared


@error("大电量用户执行排灌电价", "BIL-031", "BIL-001", "BIL-057")
def business_on_pumping_price(desk: Desk) -> Iterator[Truth]:
    """A supermarket billed at the price of irrigation."""
    books = desk.books
    for number in price_to_the_end(desk, "business_on_pumping_price", _fits, "99-PUMP"):
        yield says(books, "BIL-031", number, kwh=kwh_of(books.bills[number]))
        yield says(books, "BIL-001", number, kwh=kwh_of(books.bills[number]))
        yield off_file(books, number)
    yield from spared(desk, "business_on_pumping_price", "BIL-031", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code == "99-ONE-LV" and kwh_of(bill) > 10000


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.item.price_class == "irrigation"
