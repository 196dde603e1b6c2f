"""BIL-017: who is supplied at low voltage pays for the loss of a transformer that is not his."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.tariffs.case import Loss
from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import plain, says, spared, sum_off

_IRON_W = Decimal(190)  # of the public transformer


@error("低压供电用户计收变损", "BIL-017", "BIL-048")
def loss_at_low_voltage(desk: Desk) -> Iterator[Truth]:
    """Transformer loss charged to a customer of the public network."""
    books = desk.books
    for number in desk.bills("loss_at_low_voltage", _fits):
        bill = books.bills[number]
        loss = Loss(
            "iron_copper", hours=Decimal(24 * bill.case.days), no_load_loss_w=_IRON_W, copper_percent=Decimal(2)
        )
        books.rebill(number, loss=loss)
        yield says(books, "BIL-017", number, money=books.bill_row(number)["loss_charge"])
        yield from sum_off(books, number)
    yield from spared(desk, "loss_at_low_voltage", "BIL-017", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.price_code == "99-ONE-LV" and bill.case.loss is None


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.place.side == "lv_metered_hv_supplied" and bill.case.loss is not None
