"""BIL-036: who left the market without reason pays the agency price once instead of 1.5 times."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import CENT, by_terms, half_of, part_off, plain, says, spared


@error("无正当理由退市用户未执行1.5倍", "BIL-036", early=True)
def leaver_at_single_price(desk: Desk) -> Iterator[Truth]:
    """Who left the market without reason billed the purchase price once."""
    books = desk.books
    for number in desk.bills("leaver_at_single_price", _fits, half_of(desk, _fits)):
        by_terms(books, number, purchase_ratio=Decimal(1))
        yield says(books, "BIL-036", number, money=part_off(books, number, "market_energy"), tolerance=5 * CENT)
    yield from spared(desk, "leaver_at_single_price", "BIL-036", _looks_like_it, desk.scarce)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.purchase_ratio > 1


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and (bill.case.purchase_ratio > 1 or bill.account.archetype == "works_back_from_market")
