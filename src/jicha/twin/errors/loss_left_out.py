"""BIL-018: who is metered on the low side of his own transformer pays nothing for its loss."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.books.billing import Bill, no_load_loss_w
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import plain, same_steps, says, spared, sum_off


@error("高供低计漏计变损", "BIL-018", "BIL-048")
def loss_left_out(desk: Desk) -> Iterator[Truth]:
    """No transformer loss charged to who is metered behind his own transformer."""
    books = desk.books
    for number in desk.bills("loss_left_out", lambda bill: _fits(bill) and same_steps(books, bill, loss=None)):
        machine, days = books.bills[number].account.machines[0], books.bills[number].case.days
        books.rebill(number, loss=None)
        iron = round(no_load_loss_w(machine) * 24 * days / 1000, 3)
        yield says(books, "BIL-018", number, kwh=iron)
        yield from sum_off(books, number)
    yield from spared(desk, "loss_left_out", "BIL-018", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return (
        plain(bill)
        and bill.case.loss is not None
        and len(bill.account.machines) == 1
        and not bill.account.machines[0].sealed
    )


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.place.side == "hv_metered_hv_supplied"
