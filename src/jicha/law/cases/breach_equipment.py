"""Moving, changing or operating the utility's devices without leave (私自迁移、更动和擅自操作): a fee each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jicha.law.counted import positive
from jicha.law.datum import datum, put
from jicha.law.settings import Settings
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "breach_equipment"
EXAMPLE = {"day": "2025-03-14", "resident": False, "times": 1}


@dataclass(frozen=True, slots=True)
class Case:
    """The day of the act, who the customer is, and how often it was done."""

    day: date
    resident: bool
    times: int = 1
    same_act_as_theft: bool = False

    def __post_init__(self) -> None:
        positive(times=self.times)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The fee: times x the amount for a resident or for others. Raises NoDatum before the first edition."""
    sheet = Sheet(KIND)
    found = datum(f"breach_equipment_fee_{'resident' if case.resident else 'other'}", case.day, settings)
    sheet.given("times", case.times, origin="case")
    put(sheet, "fee_each_time", found, about=found.edition, word=found.id)
    sheet.step("penalty", "round(times * fee_each_time, 2)", "CNY", **found.cited)
    if case.same_act_as_theft:
        sheet.remark("two_liabilities", warns=True)
    return sheet.done("penalty")
