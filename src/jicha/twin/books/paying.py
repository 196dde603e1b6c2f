"""How customers pay: most within the days they have, some after them, a few not before they are cut off.

Shares are assumptions about a town with remote meters and payment by telephone; nothing of them is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from jicha.twin.account import Account
from jicha.twin.books.office_hours import at, open_day
from jicha.twin.streams import Stream

PREPAID = 0.06  # of households
_LATE_PAYERS, _LATE_OF_THEM, _LATE_OF_OTHERS = 0.05, 0.5, 0.005
_DEFAULTERS = 0.006  # of customers at low voltage, one bill a year each
_METHODS = {
    "lv_resident": (("online", "bank_debit", "cash", "pos"), (0.76, 0.15, 0.04, 0.05)),
    "lv_non_resident": (("online", "bank_debit", "transfer", "pos"), (0.6, 0.25, 0.1, 0.05)),
}
_TRANSFER = (("transfer",), (1.0,))
CUT_AFTER_DAYS = 32  # days overdue; the ordinance wants thirty and reminders
_DRAWS = 4  # numbers of a month


@dataclass(frozen=True, slots=True)
class Payment:
    """Of one bill. ``cut_on`` is the day on which supply was cut for it, before it was paid."""

    paid_at: datetime
    paid_on: date
    cut_on: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Payer:
    """How one customer pays, with random numbers for each month."""

    method: str
    prepaid: bool
    late: bool
    default_month: int  # of each year; 0 for never
    drawn: Stream
    years: dict[int, list[float]] = field(default_factory=dict)  # drawn so far

    def payment(self, issued_on: date, due_on: date, month: date) -> Payment:
        """When a bill was paid; ``month`` is that of the bill."""
        when, whether, hour, minute = self._draws(month)
        clock = 8 + int(12 * hour), int(60 * minute)
        if month.month == self.default_month:
            cut_on = open_day(due_on + timedelta(CUT_AFTER_DAYS))
            return Payment(at(cut_on + timedelta(1), 9, clock[1]), cut_on + timedelta(1), cut_on)
        if whether < (_LATE_OF_THEM if self.late else _LATE_OF_OTHERS):
            day = due_on + timedelta(1 + int((20 if self.late else 5) * when))
        else:
            day = issued_on + timedelta(1 + int(((due_on - issued_on).days - 1) * when))
        if self.method in ("transfer", "bank_debit"):  # banks book on working days
            opened = open_day(day)
            day = opened if opened <= due_on or day > due_on else due_on
        return Payment(at(day, *clock), day)

    def _draws(self, month: date) -> list[float]:
        if month.year not in self.years:
            self.years[month.year] = self.drawn.uniform(12 * _DRAWS, 12 * _DRAWS * month.year).tolist()
        place = _DRAWS * (month.month - 1)
        return self.years[month.year][place : place + _DRAWS]


def payer_of(seed: int, account: Account) -> Payer:
    """How a customer pays, of its own stream."""
    drawn = Stream(seed, account.number, "paying")
    traits = drawn.uniform(5).tolist()
    names, shares = _METHODS.get(str(account.file["customer_class"]), _TRANSFER)
    method = names[int(np.searchsorted(np.cumsum(shares), traits[0], side="right").clip(max=len(names) - 1))]
    low = account.file["customer_class"] in _METHODS
    prepaid = account.file["customer_class"] == "lv_resident" and method == "online" and traits[1] < PREPAID
    defaults = low and not prepaid and traits[2] < _DEFAULTERS
    return Payer(
        method, prepaid, low and traits[3] < _LATE_PAYERS, 1 + int(12 * traits[4]) if defaults else 0, drawn
    )  # fmt: skip


def payers_of(seed: int, accounts: Sequence[Account]) -> dict[str, Payer]:
    """By number of the customer."""
    return {one.number: payer_of(seed, one) for one in accounts}
