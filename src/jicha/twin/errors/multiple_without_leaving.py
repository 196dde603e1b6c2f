"""BIL-036: who never was in the market pays 1.5 times the agency price."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import CENT, by_terms, part_off, plain, says, spared


@error("正常代理购电用户误执行1.5倍", "BIL-036")
def multiple_without_leaving(desk: Desk) -> Iterator[Truth]:
    """The multiple of leavers charged to who never left the market."""
    books = desk.books
    for number in desk.bills("multiple_without_leaving", _fits):
        by_terms(books, number, purchase_ratio=Decimal("1.5"))
        yield says(books, "BIL-036", number, money=part_off(books, number, "market_energy"), tolerance=5 * CENT)
    yield from spared(desk, "multiple_without_leaving", "BIL-036", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.account.file.get("market_class") == "agency"
        and bill.account.archetype in ("hotel", "works_by_capacity")
    )


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.account.file.get("market_class") == "agency" and bill.case.purchase_ratio == 1
