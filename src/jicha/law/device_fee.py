"""The fee for moving, changing or operating the utility's devices without leave, each time."""

from __future__ import annotations

from datetime import date

from jicha.law.datum import datum, put
from jicha.law.settings import Settings
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet


def device_fee(day: date, settings: Settings, *, resident: bool, times: int, same_act_as_theft: bool) -> Worksheet:
    """The sheet of ``times`` x the amount for a resident or for others. Raises NoDatum before the first edition."""
    sheet = Sheet("breach_equipment")
    found = datum(f"breach_equipment_fee_{'resident' if resident else 'other'}", day, settings)
    sheet.given("times", times, origin="case")
    put(sheet, "fee_each_time", found, about=found.edition)
    sheet.step("penalty", "round(times * fee_each_time, 2)", "CNY", **found.cited)
    if same_act_as_theft:
        sheet.remark("two_liabilities", warns=True)
    return sheet.done("penalty")
