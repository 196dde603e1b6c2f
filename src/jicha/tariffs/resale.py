"""What others behind a customer's meter take of the highest demand, by their energy and the shifts they work.

A customer who passes electricity on for the utility is not charged for the demand of those behind it. It is not
measured apart, so the rules of supply turn their energy of the month into kilowatts.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from jicha.tariffs.book import the_one
from jicha.tariffs.case import BadCase, Resale
from jicha.terms.errors import Fault, Words
from jicha.terms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class PerKilowatt:
    """So many kWh of a month count as one kW; ``one_shift`` is lighting too."""

    kind: str
    kwh_per_kw: Decimal
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str


def own_demand(sheet: Sheet, resale: Sequence[Resale], day: date) -> str:
    """The name of the demand that the customer itself is charged for, ``demand_actual`` less that of the others.

    Raises BadCase for a kind of work that is none, or more than was measured; MissingPrice for a day without the rule.
    """
    if not resale:
        return "demand_actual"
    taken = []
    for number, one in enumerate(resale, start=1):
        of_kind = [row for row in table() if row.kind == one.kind]
        if not of_kind:
            known = ", ".join(dict.fromkeys(row.kind for row in table()))
            raise BadCase(
                Fault.of(
                    Words(f"{one.kind} is no kind of work", f"没有班次类别 {one.kind}"),
                    Words(f"Known: {known}.", f"可用：{known}。"),
                )
            )
        rule = the_one(of_kind, day, f"demand of {one.kind}")
        energy, per_kw = f"resale_{number}_kwh", f"resale_{number}_kwh_per_kw"
        sheet.given(energy, one.kwh, "kWh", origin="case", about=f"work_{one.kind}", word="resale_kwh")
        sheet.given(
            per_kw,
            rule.kwh_per_kw,
            "kWh/kW",
            origin="law",
            source=rule.source,
            confidence=rule.confidence,
            about=f"work_{one.kind}",
            word="resale_kwh_per_kw",
        )
        taken.append(f" - {energy} / {per_kw}")
    if sheet.step("demand_own", f"demand_actual{''.join(taken)}", "kW") < 0:
        raise BadCase(
            "those behind the meter take more demand than was measured",
            "Check their energy and the shifts they work.",
            message_zh="被转供户折算需量大于实际最大需量",
            remedy_zh="请核对被转供电量和班次。",
        )
    return "demand_own"


@cache
def table() -> tuple[PerKilowatt, ...]:
    """The whole table, by kind of work."""
    text = (files("jicha.tariffs") / "resale_demand.csv").read_text(encoding="utf-8")
    return tuple(
        PerKilowatt(
            row["kind"],
            Decimal(row["kwh_per_kw"]),
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            row["source"],
            row["confidence"],
        )
        for row in csv.DictReader(text.splitlines())
    )
