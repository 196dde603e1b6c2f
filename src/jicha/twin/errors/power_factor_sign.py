"""BIL-013: what a good power factor earns was added to the bill instead of taken off, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import plain, says, spared, sum_off

_LEAST = 1  # CNY: what is wrong is twice of it, and the rule's tolerance is one


@error("力调电费正负号错误", "BIL-013", "BIL-048")
def power_factor_sign(desk: Desk) -> Iterator[Truth]:
    """Money of the power factor with the wrong sign."""
    books = desk.books
    for number in desk.bills("power_factor_sign", _fits):
        right = books.bills[number].rated.money("power_factor")
        books.put_sum(number, "power_factor", -right)
        yield says(books, "BIL-013", number, money=2 * abs(right))
        yield from sum_off(books, number)
    yield from spared(desk, "power_factor_sign", "BIL-013", _fits)


def _fits(bill: Bill) -> bool:
    return plain(bill) and abs(bill.rated.money("power_factor")) > _LEAST
