"""What a customer takes in normal time, by days: the base where the meter itself can tell nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jicha.law.act_period import days_text
from jicha.law.backbilling import Billing
from jicha.law.counted import not_negative
from jicha.law.priced import Rate, Slice
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet


class BadNormalTime(JichaError):
    """Normal time that overlaps the error, or lacks a rate that was billed."""


@dataclass(frozen=True, slots=True)
class Normal:
    """What was counted on the days [start, end) while the meter was right, in one rate."""

    start: date
    end: date
    kwh: Decimal = field(metadata={"unit": "kWh"})
    rate: Rate | None = None

    def __post_init__(self) -> None:
        Period(self.start, self.end)
        not_negative(kwh=self.kwh)


def check_rates(normal: Sequence[Normal], billing: Billing) -> None:
    """Refuse normal time that lies in the error, or is missing for a rate. Raises BadNormalTime."""
    for one in normal:
        if one.start < billing.end and billing.start < one.end:
            message = Words(f"{one.start} lies in the time of the error", f"{one.start} 处于差错期间")
            raise BadNormalTime(Fault.of(message, Words("Take months before or after it.", "请取差错期间之外的月份。")))
    rates = {one.rate for one in normal}
    if normal and rates != {one.rate for one in billing.readings}:
        message = Words("normal time and readings have other rates", "正常月份与抄表记录的时段不一致")
        raise BadNormalTime(Fault.of(message, Words("Give both in the same rates.", "请使两者时段一致。")))


def note_normal(sheet: Sheet, normal: Sequence[Normal]) -> Mapping[Rate | None, str]:
    """Write the normal months and, for each rate, what they come to a day; gives the names of these steps."""
    terms: dict[Rate | None, tuple[list[str], list[str]]] = {}
    for number, one in enumerate(normal, start=1):
        kwh, days = f"normal_{number}", f"normal_{number}_days"
        about, rate = days_text(one.start, one.end), f"_{one.rate}" if one.rate else ""
        sheet.given(kwh, one.kwh, "kWh", origin="case", word=f"metering_normal{rate}", about=about)
        sheet.given(days, (one.end - one.start).days, "day", origin="case", word="metering_days", about=about)
        energy, time = terms.setdefault(one.rate, ([], []))
        energy.append(kwh)
        time.append(days)
    names: dict[Rate | None, str] = {}
    for of_rate, (energy, time) in terms.items():
        name = f"daily_{of_rate}" if of_rate else "daily"
        sheet.step(name, f"({' + '.join(energy)}) / ({' + '.join(time)})", "kWh/day", word=f"metering_{name}")
        names[of_rate] = name
    sheet.remark("metering_normal_by_days")
    return names


def shortfall(sheet: Sheet, daily: Mapping[Rate | None, str], one: Slice) -> str:
    """The formula of a slice's difference: normal energy of its days less what was counted on them."""
    days = f"days_{one.number}"
    if not sheet.holds(days):
        sheet.given(days, one.days, "day", origin="case", word="metering_days", about=one.about)
    return f"{daily[one.portion.rate]} * {days} - {one.energy()}"
