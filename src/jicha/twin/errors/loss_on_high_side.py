"""BIL-016: a customer who is metered above his transformer pays for its loss a second time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.tariffs.case import Loss
from jicha.twin.books.billing import no_load_loss_w
from jicha.twin.error import Desk, Truth, error, near, of_bill

_HIGH, _LOW = "hv_metered_hv_supplied", "lv_metered_hv_supplied"


@error("高供高计客户计收变损", "BIL-016", "BIL-048")
def loss_on_high_side(desk: Desk) -> Iterator[Truth]:
    """Transformer loss charged to a customer metered on the high side."""
    books = desk.books
    for number in desk.bills("loss_on_high_side", lambda bill: bill.place.side == _HIGH and bill.case.loss is None):
        bill = books.bills[number]
        iron_w = sum((no_load_loss_w(one) for one in bill.account.machines), Decimal(0))
        hours = Decimal(24 * bill.case.days)
        books.rebill(number, loss=Loss("iron_copper", hours=hours, no_load_loss_w=iron_w, copper_percent=Decimal(2)))
        yield of_bill(books, "BIL-016", number)
        yield of_bill(books, "BIL-048", number)
    for number in desk.bills(
        "loss_on_high_side near", lambda bill: bill.place.side == _LOW and bill.case.loss is not None
    ):
        yield near("BIL-016", "bill", number, books.bill_row(number)["month"])
