"""BIL-025: a transformer was sealed for a month, and its capacity is charged all the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.tariffs.case import CapacityPiece
from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error
from jicha.twin.misbilled import CENT, half_of, part_off, says, spared, sum_off


@error("暂停容量未扣减", "BIL-025", "BIL-048", early=True)
def stop_not_deducted(desk: Desk) -> Iterator[Truth]:
    """Capacity of a sealed transformer charged on."""
    books = desk.books
    for number in desk.bills("stop_not_deducted", _fits, half_of(desk, _fits), under_orders=True):
        bill = books.bills[number]
        whole = CapacityPiece(
            Decimal(sum(one.kva for one in bill.account.machines)), bill.case.period_start, bill.case.period_end
        )
        books.rebill(number, capacity=(whole,))
        yield says(books, "BIL-025", number, money=part_off(books, number, "capacity"), tolerance=CENT)
        if not desk.under_order(number):  # the new computation leaves bills around an order alone
            yield from sum_off(books, number)
    yield from spared(desk, "stop_not_deducted", "BIL-025", _looks_like_it, desk.scarce, under_orders=True)


def _fits(bill: Bill) -> bool:
    return len(bill.account.places) == 1 and bill.case.capacity_mode == "capacity" and _sealed(bill)


def _looks_like_it(bill: Bill) -> bool:
    return _fits(bill)


def _sealed(bill: Bill) -> bool:
    running = sum(one.kva for one in bill.account.machines)
    return sum(one.kva * (one.valid_to - one.valid_from).days for one in bill.case.capacity) < running * bill.case.days
