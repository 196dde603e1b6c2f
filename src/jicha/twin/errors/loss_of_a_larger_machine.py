"""BIL-020: the loss of a transformer is computed with twice its no-load loss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jicha.tariffs.case import Loss
from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import plain, same_steps, says, spared, sum_off


@error("变损按更大变压器计收", "BIL-020", "BIL-048")
def loss_of_a_larger_machine(desk: Desk) -> Iterator[Truth]:
    """Transformer loss charged by the plate of a larger machine."""
    books = desk.books
    for number in desk.bills(
        "loss_of_a_larger_machine", lambda bill: _fits(bill) and same_steps(books, bill, loss=_larger(bill))
    ):
        bill = books.rebill(number, loss=_larger(books.bills[number]))
        yield says(books, "BIL-020", number, kwh=books.bill_row(number)["loss_kwh"] - _due(bill))
        yield from sum_off(books, number)
    yield from spared(desk, "loss_of_a_larger_machine", "BIL-020", _looks_like_it)


def _fits(bill: Bill) -> bool:
    return plain(bill) and bill.case.loss is not None and bill.case.loss.hours is not None and bill.case.loss.hours > 0


def _looks_like_it(bill: Bill) -> bool:
    return plain(bill) and bill.case.loss is not None and bill.case.kvarh is not None


def _larger(bill: Bill) -> Loss | None:
    loss = bill.case.loss
    if loss is None or loss.no_load_loss_w is None:
        return None
    return replace(loss, no_load_loss_w=2 * loss.no_load_loss_w)


def _due(bill: Bill) -> Decimal:
    """Iron loss of the hours and the share of copper loss of a bill, kWh, before it is rounded."""
    loss = bill.case.loss
    if loss is None or loss.no_load_loss_w is None or loss.hours is None or loss.copper_percent is None:
        return Decimal(0)
    metered = sum((one.kwh for one in bill.case.energy), Decimal(0))
    return round(loss.no_load_loss_w * loss.hours / 1000, 3) + round(metered * loss.copper_percent / 100, 3)
