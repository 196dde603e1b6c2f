"""The truth of each bill: what was used, what each stage took away, and what both come to in money.

Stages telescope: what was used, less all that they took, is what the bill has, to the last decimal, whatever is
combined. Money is that of the exact biller at each stage, never a mean price times kWh: tiers and hours matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from jicha.twin.books.billing import Bill, Metered, case_of, priced
from jicha.twin.books.book import Books
from jicha.twin.meter import Series
from jicha.twin.rates import RATES
from jicha.twin.seen import Seen

STAGES = ("bypass", "wiring", "fault", "class", "register", "multiplier", "bill")
_MICRO = 1_000_000
_CUT_KWH = 0.05  # the most that a display cuts off between two readings, before the multiplier
_ZERO = Decimal(0)


def ledger_rows(books: Books, seen: Sequence[Seen]) -> Iterator[dict[str, Any]]:
    """One row for each bill of each point, in the form of ``known.LEDGER``."""
    for one in seen:
        if one.account is None:
            continue
        numbers = books.bill_numbers(one.place)
        stages = [_stages(one, books.bills[number]) for number in numbers]
        priced_stages = _stage_money(books, one, numbers) if _is_touched(one, stages) else {}
        for number, parts in zip(numbers, stages, strict=True):
            bill, row = books.bills[number], books.bill_row(number)
            energies = [_exact(part.sum()) for part in parts]
            billed = _billed(bill)
            told = [*energies, billed]
            right = books.right_money(number)
            money = priced_stages.get(number) or [right] * 7
            sums = [*money, row["total_charge"]]
            yield {
                "point_id": one.place.number,
                "customer_id": one.account.number,
                "area_id": one.area or None,
                "month": row["month"],
                "true_kwh": told[0],
                **{f"{stage}_kwh": told[place] - told[place + 1] for place, stage in enumerate(STAGES)},
                "billed_kwh": billed,
                "true_money": sums[0],
                **{f"{stage}_money": sums[place] - sums[place + 1] for place, stage in enumerate(STAGES)},
                "billed_money": row["total_charge"],
            }


def _is_touched(one: Seen, stages: Sequence[list[Series]]) -> bool:
    """Whether something is planted there, or another meter than its own is read under its number."""
    cut = _CUT_KWH * one.place.multiplier
    return bool(one.chosen) or any(abs(parts[4].sum() - parts[5].sum()) > cut for parts in stages)


def _stages(one: Seen, bill: Bill) -> list[Series]:
    """Energy by rate in kWh: true, after bypass, wiring, fault, class, on the register, and after the multiplier.

    A dial that went back is read as if it had stood, so nothing is on the register.
    """
    begin, end = (_day(one, day) for day in (bill.case.period_start, bill.case.period_end))
    chain = one.chain_kwh[:, begin:end].sum(axis=1)
    shown = one.dials.advanced(bill.case.period_start, bill.case.period_end)
    days = one.dials.daily(bill.case.period_start, bill.case.period_end)
    if shown.sum() < 0:
        return [*chain, 0 * shown, 0 * shown]
    register = (days * one.true_ratio[begin:end, np.newaxis]).sum(axis=0)
    return [*chain, register, shown * float(one.dials.multiplier)]


def _stage_money(books: Books, one: Seen, numbers: Sequence[str]) -> dict[str, list[Decimal]]:
    """The money of each bill at each stage but the last, with the tiers of the year as that stage counts them."""
    found: dict[str, list[Decimal]] = {number: [] for number in numbers}
    for stage in range(7):
        used, year = _ZERO, 0
        for number in numbers:
            bill = books.right_bill(number)
            start = bill.case.period_start
            if start.year != year:
                used, year = _ZERO, start.year
            energy = _stages(one, bill)[stage]
            made = _priced(books, one, bill, energy, used)
            used += max(_exact(energy.sum()), _ZERO)
            found[number].append(made.rated.total)
    return found


def _priced(books: Books, one: Seen, bill: Bill, energy: Series, used: Decimal) -> Bill:
    total = max(round(_exact(energy.sum()), 2), _ZERO)
    rates: tuple[tuple[str, Decimal], ...] = ()
    if any(part.period != "total" for part in bill.case.energy):
        rates = tuple((RATES[rate], max(round(_exact(energy[rate]), 2), _ZERO)) for rate in one.dials.used_rates)
    told = case_of(
        bill.account, bill.place, bill.terms, bill.case.period_start, bill.case.period_end,
        Metered(total, rates, bill.case.kvarh, bill.case.demand_actual), books.prices,
        used_before=used, behind_kwh=bill.case.sub_kwh, capacity_here=bill.case.capacity_mode != "none",
    )  # fmt: skip
    return priced(bill.account, bill.place, bill.terms, replace(told, capacity=bill.case.capacity), books.prices)


def _billed(bill: Bill) -> Decimal:
    return sum((part.kwh for part in bill.case.energy), _ZERO)


def _exact(kwh: float) -> Decimal:
    return Decimal(round(float(kwh) * _MICRO)) / _MICRO


def _day(one: Seen, day: date) -> int:
    return (day - one.dials.first).days
