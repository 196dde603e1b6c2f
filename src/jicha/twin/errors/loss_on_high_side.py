"""BIL-016: a customer who is metered above his transformer pays for its loss a second time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.tariffs.case import Loss
from jicha.twin.books.billing import Bill, no_load_loss_w
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import plain, same_steps, says, spared, sum_off

_HIGH, _LOW = "hv_metered_hv_supplied", "lv_metered_hv_supplied"


@error("高供高计客户计收变损", "BIL-016", "BIL-048")
def loss_on_high_side(desk: Desk) -> Iterator[Truth]:
    """Transformer loss charged to a customer metered on the high side."""
    books = desk.books

    def fits(bill: Bill) -> bool:
        return (
            plain(bill)
            and bill.place.side == _HIGH
            and bill.case.loss is None
            and same_steps(books, bill, loss=_second(bill))
        )

    for number in desk.bills("loss_on_high_side", fits):
        books.rebill(number, loss=_second(books.bills[number]))
        yield says(books, "BIL-016", number, money=books.bill_row(number)["loss_charge"])
        yield from sum_off(books, number)
    yield from spared(
        desk, "loss_on_high_side", "BIL-016", lambda bill: bill.place.side == _LOW and bill.case.loss is not None
    )


def _second(bill: Bill) -> Loss:
    """The loss that the customer's meter has counted already."""
    iron_w = sum((no_load_loss_w(one) for one in bill.account.machines), Decimal(0))
    return Loss("iron_copper", hours=Decimal(24 * bill.case.days), no_load_loss_w=iron_w, copper_percent=Decimal(2))
