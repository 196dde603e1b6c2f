"""Use of suspended or sealed equipment (擅用已暂停、启用封存): its capacity charge and a multiple, or a fee per kW."""

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

KIND = "breach_suspended"
EXAMPLE = {
    "period": {"start": "2023-07-01", "end": "2023-09-01"},
    "two_part": True,
    "used": [{"name": "已封存变压器", "kva": "200"}],
    "prices": [{"cny_per_kva_month": "30"}],
}


@dataclass(frozen=True, slots=True)
class Case:
    """The days, whether the customer pays for capacity, what was used, and for others how often.

    ``added_without_leave``: the sealed equipment itself had been added without leave; then that liability stands too.
    """

    period: Period
    two_part: bool
    used: tuple[Equipment, ...]
    prices: tuple[CapacityPrice, ...] = ()
    times: int = 1
    contract_multiple: Decimal | None = None
    added_without_leave: bool = False
    same_act_as_theft: bool = False

    def __post_init__(self) -> None:
        positive(used=len(self.used), times=self.times)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The accounts; beside them the other reading of the 2024 text, and the newest edition where that is milder."""
    if not case.two_part:
        return with_newer(lambda as_if: _fee(case, settings, as_if))
    own = with_newer(lambda as_if: _sheet(case, settings, as_if))
    return beside_other_reading(own, lambda read: _sheet(case, read, None), settings)


def _sheet(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet = Sheet(KIND)
    load_of(sheet, case.used)
    cut = pieces(spans_of(case.period, as_if), case.prices)
    results = two_accounts(
        sheet,
        capacity_charge(sheet, cut, case.prices, settings),
        kind="breach_suspended",
        agreed=case.contract_multiple,
        base="breach_penalty_base",
        settings=settings,
    )
    _remark(sheet, case)
    return sheet.done(*results)


def _fee(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet, edition = Sheet(KIND), as_if or edition_on(case.period.end - timedelta(days=1))
    load_of(sheet, case.used)
    found = in_edition("breach_suspended_fee", edition.edition, settings)
    sheet.given("times", case.times, origin="case")
    put(sheet, "fee_per_kw", found, about=found.edition)
    formula = "round(load * fee_per_kw * times, 2)"
    sheet.step("penalty", formula, "CNY", **found.cited)
    _remark(sheet, case)
    fixed_by(sheet, found)
    return sheet.done("penalty")


def _remark(sheet: Sheet, case: Case) -> None:
    flag_same_act(sheet, same_act_as_theft=case.same_act_as_theft)
    if case.added_without_leave:
        sheet.remark("also_added", warns=True)
