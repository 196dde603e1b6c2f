"""What criminal law counts of a theft (移送): the proven quantity, else normal months less the metered ones after.

Never the days and hours that the supply rules assume, never the penalty. The sheet helps to decide whether a case must
be handed over; it accuses nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from jicha.law.act import Price
from jicha.law.act_period import days_text
from jicha.law.counted import not_negative, positive
from jicha.law.datum import Datum, NoDatum, datum, put
from jicha.law.month_parts import thirtieths
from jicha.law.no_range import no_range
from jicha.law.priced import Portion, by_edition, cut, spread
from jicha.law.settings import Settings
from jicha.law.supply_rules import editions
from jicha.law.thresholds import Thresholds, compare
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet, free_text

KIND = "referral"
EXAMPLE = {
    "period": {"start": "2024-03-01", "end": "2024-09-01"},
    "region": "360000",
    "normal_months": ["980", "1010", "960", "990", "1000", "970"],
    "months_after": ["410", "395", "402", "420", "388", "405"],
    "prices": [{"cny_per_kwh": "0.62"}],
}


class NoCriminalQuantity(JichaError):
    """Neither a proven quantity nor the months that criminal law compares; the assumed days are no answer here."""


@dataclass(frozen=True, slots=True)
class Case:
    """The days; ``proven_kwh``, or the months before (up to six, normal ones) and the metered months after.

    ``region`` is the code of the province or city (GB/T 2260); ``thresholds`` are its amounts where we have none.
    """

    period: Period
    prices: tuple[Price, ...]
    region: str = ""
    proven_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    evidence: str = ""
    normal_months: tuple[Decimal, ...] = field(default=(), metadata={"unit": "kWh/month"})
    months_after: tuple[Decimal, ...] = field(default=(), metadata={"unit": "kWh/month"})
    thresholds: Thresholds | None = None

    def __post_init__(self) -> None:
        positive(proven_kwh=self.proven_kwh)
        for one in (*self.normal_months, *self.months_after):
            not_negative(kwh=one)
        proven, shown = self.proven_kwh is not None, bool(self.evidence.strip())
        if not (shown if proven else self.normal_months and self.months_after):
            message = Words("nothing that criminal law counts is known", "缺少刑事上认定的盗窃数量")
            remedy = Words(
                "Give proven_kwh with evidence, or normal_months and months_after. The assumed 180 days do not count.",
                "请填写 proven_kwh 与 evidence，或 normal_months 与 months_after；不得以180日推定。",
            )
            raise NoCriminalQuantity(Fault.of(message, remedy))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Quantity and value for a decision on handing over, beside the amounts of the region or the national range."""
    sheet, last_day = Sheet(KIND), case.period.end - timedelta(days=1)
    _quantity(sheet, case, last_day, settings)
    # The editions of the supply rules cut nothing here.
    slices = cut([Portion("kwh", case.period.start, case.period.end)], case.prices, editions()[-1])
    spread(sheet, slices)
    terms = by_edition(sheet, slices, case.prices).values()
    clause = _clause(last_day, settings)
    formula = f"round({' + '.join(terms)}, 2)"
    sheet.step("value_stolen", formula, "CNY", **clause.cited)
    if not sheet.value("kwh"):
        sheet.remark("estimate_nothing", warns=True)
    compare(sheet, case.region, case.thresholds, last_day, settings)
    sheet.remark("referral_excludes")
    sheet.remark("referral_other_counts")
    return sheet.done("kwh", "value_stolen")


def _clause(day: date, settings: Settings) -> Datum:
    try:
        return datum("criminal_months_before", day, settings)
    except NoDatum:
        message = Words(f"what criminal law counted on {day} is not among our data", f"{day} 适用的司法解释未录入")
        remedy = Words(
            "They begin with 法释〔2013〕8号 on 2013-04-04; ask a lawyer.",
            "现有数据自法释〔2013〕8号（2013-04-04）起，请咨询法务人员。",
        )
        raise NoDatum(Fault.of(message, remedy)) from None


def _quantity(sheet: Sheet, case: Case, day: date, settings: Settings) -> None:
    found = _clause(day, settings)
    if case.proven_kwh is not None:
        sheet.given("proven", case.proven_kwh, "kWh", origin="case")
        sheet.remark(
            "evidence", period=days_text(case.period.start, case.period.end), evidence=free_text(case.evidence)
        )
        sheet.step("kwh", "proven", "kWh", word="criminal_kwh", **found.cited)
        no_range(sheet, "measured")
        if case.normal_months or case.months_after:
            sheet.remark("proven_before_months")
        return
    put(sheet, "months_before", found)
    if len(case.normal_months) > found.value:
        message = Words(f"{len(case.normal_months)} months before are given", f"给出了 {len(case.normal_months)} 个月")
        remedy = Words(f"Give the last {found.value} before the act.", f"请只填写行为前的 {found.value} 个月。")
        raise NoCriminalQuantity(Fault.of(message, remedy))
    if len(case.normal_months) < found.value:
        sheet.remark("fewer_months_before")
    _mean(sheet, "normal", case.normal_months, "normal_month")
    _mean(sheet, "after", case.months_after, "month_after")
    thirtieths(sheet, "months", case.period)
    formula = "max(normal_mean - after_mean, normal_mean - normal_mean) * months"
    sheet.step("kwh", formula, "kWh", word="criminal_kwh", **found.cited)
    _range(sheet, case)
    if 0 in (*case.normal_months, *case.months_after):
        sheet.remark("month_of_nothing", warns=True)


def _range(sheet: Sheet, case: Case) -> None:
    """Months differ: from the least normal month less the most after, to the most less the least."""
    normal, after = ([f"{name}_{number}" for number, _ in enumerate(months, start=1)] for name, months in _months(case))
    for name, first, second in (("least_kwh", "min", "max"), ("most_kwh", "max", "min")):
        difference = f"{first}({', '.join(normal)}) - {second}({', '.join(after)})"
        sheet.step(name, f"max({difference}, normal_mean - normal_mean) * months", "kWh")
    sheet.bound("kwh", low="least_kwh", high="most_kwh", word="bound_months")


def _months(case: Case) -> tuple[tuple[str, tuple[Decimal, ...]], ...]:
    return ("normal", case.normal_months), ("after", case.months_after)


def _mean(sheet: Sheet, name: str, months: tuple[Decimal, ...], word: str) -> None:
    for number, one in enumerate(months, start=1):
        sheet.given(f"{name}_{number}", one, "kWh/month", origin="case", word=word, about=str(number))
    every = " + ".join(f"{name}_{number}" for number, _ in enumerate(months, start=1))
    sheet.step(f"{name}_mean", f"({every}) / {len(months)}", "kWh/month")
