"""Use above an allotted quota (擅自超计划指标): an item of the 1996 text; later ones lack it, as far as is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jicha.law.act_period import edition_on
from jicha.law.counted import not_negative, positive
from jicha.law.datum import NoDatum, datum, exists, put
from jicha.law.no_range import fixed_by
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "breach_quota"
EXAMPLE = {
    "day": "2004-08-12",
    "excess_kw": "120",
    "times": 3,
    "excess_kwh": "900",
    "price": "0.62",
}


@dataclass(frozen=True, slots=True)
class Case:
    """The day, the peak excess and how often, the excess energy, and its price."""

    day: date
    excess_kw: Decimal = field(metadata={"unit": "kW"})
    times: int
    excess_kwh: Decimal = field(metadata={"unit": "kWh"})
    price: Decimal = field(metadata={"unit": "CNY/kWh"})

    def __post_init__(self) -> None:
        positive(times=self.times)
        not_negative(excess_kw=self.excess_kw, excess_kwh=self.excess_kwh, price=self.price)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The penalty: a fee per kW each time, and five times the price of the excess. Raises NoDatum from 2024-06-01."""
    sheet = Sheet(KIND)
    if not exists("breach_quota_fee", edition_on(case.day).edition):
        message = Words(
            f"the edition in force on {case.day} has no such item, as far as is known here",
            f"据现有资料，{case.day} 施行的版本已无超计划指标一项",
        )
        remedy = Words("Correct the day, or ask a lawyer.", "请核对日期，或请法务人员确认。")
        raise NoDatum(Fault.of(message, remedy))
    fee, multiple = (datum(f"breach_quota_{one}", case.day, settings) for one in ("fee", "multiple"))
    sheet.given("excess_kw", case.excess_kw, "kW", origin="case")
    sheet.given("times", case.times, origin="case")
    sheet.given("excess_kwh", case.excess_kwh, "kWh", origin="case")
    sheet.given("price", case.price, "CNY/kWh", origin="case")
    put(sheet, "fee_per_kw", fee, about=fee.edition)
    put(sheet, "multiple", multiple, about=multiple.edition)
    formula = "round(excess_kw * fee_per_kw * times + multiple * excess_kwh * price, 2)"
    sheet.step("penalty", formula, "CNY", **fee.cited)
    sheet.remark("quota_gone", warns=True)
    fixed_by(sheet, fee, multiple)
    return sheet.done("penalty")
