"""Capacity added without leave (私增容): its capacity charge and a multiple; from others a fee per kW.

It takes equipment that was added or replaced: a demand above the contract alone is no breach. So the case asks for the
nameplates that were counted on site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from jicha.law.act import CapacityPrice, pieces, spans_of
from jicha.law.act_period import edition_on
from jicha.law.capacity_time import beside_other_reading, capacity_charge
from jicha.law.counted import positive
from jicha.law.datum import in_edition, put
from jicha.law.equipment import Equipment, load_of
from jicha.law.milder import with_newer
from jicha.law.multiple import two_accounts
from jicha.law.no_range import fixed_by
from jicha.law.second_liability import flag_same_act
from jicha.law.settings import Settings
from jicha.law.supply_rules import Edition
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "breach_capacity"
EXAMPLE = {
    "period": {"start": "2024-04-16", "end": "2024-08-11"},
    "two_part": True,
    "added": [{"name": "变压器", "kva": "315"}],
    "prices": [{"cny_per_kva_month": "20"}],
    "contract_multiple": "3",
}


@dataclass(frozen=True, slots=True)
class Case:
    """Since when until when, whether the customer pays for capacity, what was added, and the price of capacity."""

    period: Period
    two_part: bool
    added: tuple[Equipment, ...]
    prices: tuple[CapacityPrice, ...] = ()
    contract_multiple: Decimal | None = None
    same_act_as_theft: bool = False

    def __post_init__(self) -> None:
        positive(added=len(self.added))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The accounts; beside them the other reading of the 2024 text, and the newest edition where that is milder."""
    if not case.two_part:
        return with_newer(lambda as_if: _fee(case, settings, as_if))
    own = with_newer(lambda as_if: _sheet(case, settings, as_if))
    return beside_other_reading(own, lambda read: _sheet(case, read, None), settings)


def _sheet(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet = Sheet(KIND)
    load_of(sheet, case.added)
    cut = pieces(spans_of(case.period, as_if), case.prices)
    results = two_accounts(
        sheet,
        capacity_charge(sheet, cut, case.prices, settings),
        kind="breach_capacity",
        agreed=case.contract_multiple,
        base="breach_penalty_base",
        settings=settings,
    )
    sheet.remark("must_be_added", warns=True)
    flag_same_act(sheet, same_act_as_theft=case.same_act_as_theft)
    return sheet.done(*results)


def _fee(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet, edition = Sheet(KIND), as_if or edition_on(case.period.end - timedelta(days=1))
    load_of(sheet, case.added)
    found = in_edition("breach_capacity_fee", edition.edition, settings)
    put(sheet, "fee_per_kw", found, about=found.edition)
    sheet.step("penalty", "round(load * fee_per_kw, 2)", "CNY", **found.cited)
    sheet.remark("must_be_added", warns=True)
    flag_same_act(sheet, same_act_as_theft=case.same_act_as_theft)
    fixed_by(sheet, found)
    return sheet.done("penalty")
