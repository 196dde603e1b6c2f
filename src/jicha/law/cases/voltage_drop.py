"""Connecting wires whose voltage drop is beyond what is allowed (连接线电压降超出允许范围).

The allowed drop is the base: what was counted x (verified - allowed), since connection or an increase of load. A drop
below zero (its phase angle makes the meter count too much) is measured against the allowed one on that side and gives a
refund; the 1996 text speaks only of collecting, the 2024 text of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.act_period import edition_on
from jicha.law.backbilling import Begins, Billing, back_bill, until_settled_counted
from jicha.law.counted import not_negative
from jicha.law.no_range import no_range
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "voltage_drop"
EXAMPLE = {
    "verified": "1.35",
    "allowed": "0.5",
    "billing": {
        "begins": "load_increase",
        "readings": [{"start": "2024-02-01", "end": "2024-08-01", "kwh": "1260000"}],
        "prices": [{"cny_per_kwh": "0.6035"}],
    },
}


class BadDrop(JichaError):
    """A drop of the whole voltage or more."""


@dataclass(frozen=True, slots=True)
class Case:
    """The drop as verified (below 0 where the meter counts too much) and as allowed, in percent; what was billed."""

    verified: Decimal = field(metadata={"unit": "%"})
    allowed: Decimal = field(metadata={"unit": "%"})
    billing: Billing

    def __post_init__(self) -> None:
        not_negative(allowed=self.allowed)
        if max(abs(self.verified), self.allowed) >= 100:
            message = Words("the drop takes the whole voltage", "电压降达到全部电压")
            raise BadDrop(Fault.of(message, Words("Give it in percent of the voltage.", "请按电压的百分数填写。")))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy and money to collect or to give back; nothing where the drop is within what is allowed."""
    sheet = Sheet(KIND)
    sheet.given("verified", case.verified, "%", origin="case", word="metering_drop_verified")
    sheet.given("allowed", case.allowed, "%", origin="case", word="metering_drop_allowed")
    beyond = "max(verified - allowed, allowed - allowed) + min(verified + allowed, allowed - allowed)"
    sheet.step("beyond", beyond, "%", word="metering_beyond_limit")
    if sheet.value("beyond") == 0:
        sheet.remark("metering_within_limits")
        no_range(sheet, "nothing")
        return sheet.done("beyond")
    if case.verified < 0 and edition_on(case.billing.start).edition == "1996":
        sheet.remark("metering_drop_1996_collects", warns=True)
    sheet.step("difference_rate", "percent(beyond)", word="metering_difference_rate")
    sheet.remark("metering_drop_on_counted")
    until_settled_counted(sheet, case.billing, settings)
    begins = (Begins.SERVICE, Begins.LOAD_INCREASE)
    return sheet.done(*back_bill(sheet, case.billing, kind="voltage_drop", begins=begins, settings=settings))
