"""BIL-019: the copper loss of the month before stays on the bill although nothing was used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jicha.tariffs.case import Loss
from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import half_of, says, spared, sum_off

_LEFT_OVER = Decimal(40)  # kWh of copper loss that the program went on with


@error("无用电量仍计铜损", "BIL-019", "BIL-009", "BIL-020", "BIL-048", early=True)
def copper_loss_without_use(desk: Desk) -> Iterator[Truth]:
    """Copper loss charged although no energy was metered."""
    books = desk.books
    for number in desk.bills("copper_loss_without_use", _fits, half_of(desk, _fits)):
        iron = books.bill_row(number)["loss_kwh"]
        books.rebill(number, loss=_left(books.bills[number], iron + _LEFT_OVER))
        books.bill_row(number).update(loss_iron_kwh=iron, loss_copper_kwh=_LEFT_OVER)
        yield says(books, "BIL-019", number, kwh=_LEFT_OVER)
        hours = _left(books.bills[number], iron).hours
        if hours:  # else no machine ran, and both rules leave open what its loss is
            yield says(books, "BIL-020", number, kwh=iron + _LEFT_OVER - _iron(books.bills[number]))
            yield from sum_off(books, number)
        if books.bills[number].terms.standard == "std_090" and _unassessed(books.bills[number]):
            yield says(books, "BIL-009", number)  # energy is charged now, and no power factor is assessed with it
    yield from spared(desk, "copper_loss_without_use", "BIL-019", _fits, desk.scarce)


def _fits(bill: Bill) -> bool:
    return bill.case.loss is not None and len(bill.account.places) == 1 and not sum(one.kwh for one in bill.case.energy)


def _unassessed(bill: Bill) -> bool:
    return bill.case.power_factor_standard == "not_assessed"


def _left(bill: Bill, kwh: Decimal) -> Loss:
    """The loss that the program goes on with."""
    return replace(bill.case.loss or Loss("fixed_quantity"), method="fixed_quantity", kwh=kwh)


def _iron(bill: Bill) -> Decimal:
    loss = bill.case.loss
    if loss is None or loss.no_load_loss_w is None or loss.hours is None:
        return Decimal(0)
    return round(loss.no_load_loss_w * loss.hours / 1000, 3)
