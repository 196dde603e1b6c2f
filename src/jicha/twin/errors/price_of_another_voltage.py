"""BIL-003: who is supplied at 10 kV has the cheaper price of 35 kV."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import kwh_of, off_file, plain, price_to_the_end, says, spared


@error("执行电价电压等级高于受电电压", "BIL-003", "BIL-057", early=True)
def price_of_another_voltage(desk: Desk) -> Iterator[Truth]:
    """Price of 35 kV for who is supplied at 10 kV."""
    books = desk.books
    for number in price_to_the_end(desk, "price_of_another_voltage", _fits, "99-TWO-35KV"):
        books.bill_row(number)["supply_voltage"] = "ac_35_kv"
        yield says(books, "BIL-003", number, kwh=kwh_of(books.bills[number]))
        yield off_file(books, number)
    yield from spared(desk, "price_of_another_voltage", "BIL-003", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code == "99-TWO-10KV" and bill.account.file["supply_voltage"] == "ac_10_kv"


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.account.file["supply_voltage"] in ("ac_20_kv", "ac_35_kv", "ac_110_kv")
