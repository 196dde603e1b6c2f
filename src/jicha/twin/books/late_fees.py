"""The late fee by law and contract, from the day after the last to pay to the day of payment.

Households agree on one permille a day in their contracts. Of the others contracts say nothing, so that the supply
rules hold: two permille, and three for the days of arrears that are carried into another year (the simulated province
splits the days at the turn of the year, see ``prices.book.SETTLED``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

HOUSEHOLD, OTHERS, OTHERS_LATER = Decimal(1), Decimal(2), Decimal(3)  # permille a day


@dataclass(frozen=True, slots=True)
class LateFee:
    """``days`` in all, of them ``later_days`` after the year in which the arrears arose; ``permille`` of the others."""

    days: int
    later_days: int
    permille: Decimal
    money: Decimal


def late_fee(customer_class: str, arrears: Decimal, due_on: date, paid_on: date) -> LateFee | None:
    """The fee for money that was due on a day and paid on another; None for whoever paid in time.

    >>> late_fee("lv_non_resident", Decimal(1000), date(2025, 12, 22), date(2026, 1, 2)).money
    Decimal('24.00')
    """
    days = (paid_on - due_on).days
    if days <= 0:
        return None
    if customer_class == "lv_resident":
        return LateFee(days, 0, HOUSEHOLD, _fen(arrears * days * HOUSEHOLD))
    first = date.fromordinal(due_on.toordinal() + 1)
    later = max((paid_on - date(first.year, 12, 31)).days, 0)
    return LateFee(days, later, OTHERS, _fen(arrears * ((days - later) * OTHERS + later * OTHERS_LATER)))


def _fen(thousandths: Decimal) -> Decimal:
    return (thousandths / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP)
