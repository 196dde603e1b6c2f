"""Another inaccuracy that nobody caused (其他非人为原因计量不准): normal months less what was counted."""

from __future__ import annotations

from dataclasses import dataclass

from jicha.law.backbilling import Begins, Billing, back_bill, until_settled_counted
from jicha.law.normal_time import Normal, check_rates, note_normal, shortfall
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "other_inaccuracy"
EXAMPLE = {
    "normal": [
        {"start": "2024-01-01", "end": "2024-02-01", "kwh": "12300"},
        {"start": "2024-02-01", "end": "2024-03-01", "kwh": "11700"},
    ],
    "billing": {
        "begins": "reading_record",
        "readings": [{"start": "2024-03-01", "end": "2024-04-16", "kwh": "3100"}],
        "prices": [{"cny_per_kwh": "0.6410"}],
    },
}


class NoNormalTime(JichaError):
    """No time before or after in which the meter was right."""


@dataclass(frozen=True, slots=True)
class Case:
    """What was counted in normal months, and the time of the error with what was billed in it."""

    normal: tuple[Normal, ...]
    billing: Billing

    def __post_init__(self) -> None:
        if not self.normal:
            message = Words("normal is empty", "缺少正常月份电量")
            raise NoNormalTime(Fault.of(message, Words("Give one normal month at least.", "请至少填写一个正常月。")))
        check_rates(self.normal, self.billing)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy and money to collect, or to give back where more was counted than in normal time."""
    sheet = Sheet(KIND)
    daily = note_normal(sheet, case.normal)
    until_settled_counted(sheet, case.billing, settings)
    results = back_bill(
        sheet,
        case.billing,
        kind="normal_month",
        begins=(Begins.READING_RECORD,),
        settings=settings,
        energy=lambda one: shortfall(sheet, daily, one),
    )
    return sheet.done(*results)
