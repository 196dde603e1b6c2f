"""BIL-027: the energy of the year until then was lost, so the bill is in the first tier again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import part_off, plain, says, spared, sum_off


@error("阶梯年度内重新起算", "BIL-027", "BIL-048")
def tiers_begun_anew(desk: Desk) -> Iterator[Truth]:
    """Tiers counted anew within the year."""
    books = desk.books
    for number in desk.bills("tiers_begun_anew", _fits):
        books.rebill(number, used_before=Decimal(0))
        yield says(books, "BIL-027", number, money=part_off(books, number, "tier"))
        yield from sum_off(books, number)
    yield from spared(desk, "tiers_begun_anew", "BIL-027", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.rated.money("tier") >= 1 and bill.case.used_before is not None


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.rated.money("tier") > 0
