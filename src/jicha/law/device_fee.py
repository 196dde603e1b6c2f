"""The fee for moving, changing or operating the utility's devices without leave, each time."""

from __future__ import annotations

from datetime import date

from jicha.law.act_period import edition_on
from jicha.law.datum import in_edition, put
from jicha.law.no_range import fixed_by
from jicha.law.settings import Settings
from jicha.law.supply_rules import Edition
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet


def device_fee(
    day: date,
    settings: Settings,
    *,
    resident: bool,
    times: int,
    same_act_as_theft: bool,
    as_if: Edition | None = None,
) -> Worksheet:
    """The sheet of ``times`` x the amount for a resident or for others. Raises NoActPeriod before the first edition."""
    sheet, edition = Sheet("breach_equipment"), (as_if or edition_on(day)).edition
    found = in_edition(f"breach_equipment_fee_{'resident' if resident else 'other'}", edition, settings)
    sheet.given("times", times, origin="case")
    put(sheet, "fee_each_time", found, about=found.edition)
    sheet.step("penalty", "round(times * fee_each_time, 2)", "CNY", **found.cited)
    fixed_by(sheet, found)
    if same_act_as_theft:
        sheet.remark("two_liabilities", warns=True)
    return sheet.done("penalty")
