"""Dearer use on a cheaper price (高价低接, 擅自改变用电类别): the difference of the prices, and a multiple of it.

Where begin and end are hard to find out, the text takes three months back from the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from jicha.law.act import Piece, check_dates
from jicha.law.act_period import act_spans
from jicha.law.counted import not_negative, of_a_day, positive
from jicha.law.datum import Datum, datum, put
from jicha.law.milder import with_newer
from jicha.law.month_parts import thirtieths
from jicha.law.multiple import two_accounts
from jicha.law.priced import Portion, cut, spread
from jicha.law.second_liability import flag_same_act
from jicha.law.settings import Settings
from jicha.law.supply_rules import Edition
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.period import Period, add_months
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "breach_price"
EXAMPLE = {
    "end": "2024-04-01",
    "uses": [
        {
            "name": "动力",
            "kw": "5",
            "hours_per_day": "12",
            "prices": [{"charged": "0.5653", "due": "0.7625"}],
        },
        {
            "name": "商业照明、空调",
            "kw": "3",
            "hours_per_day": "6",
            "prices": [{"charged": "0.5653", "due": "0.8895"}],
        },
    ],
}


class BadUse(JichaError):
    """A use whose energy is given in no way or in several, or that was not dearer at all."""


@dataclass(frozen=True, slots=True)
class PricePair:
    """The price that was charged and the one that was due, on the days of [effective_from, effective_to)."""

    charged: Decimal = field(metadata={"unit": "CNY/kWh"})
    due: Decimal = field(metadata={"unit": "CNY/kWh"})
    effective_from: date | None = None
    effective_to: date | None = None

    def __post_init__(self) -> None:
        not_negative(charged=self.charged)
        check_dates(self)
        if self.due <= self.charged:
            message = Words(
                f"{self.due} due is not above {self.charged} charged", f"应执行电价 {self.due} 不高于 {self.charged}"
            )
            raise BadUse(Fault.of(message, Words("Only a dearer use is a breach.", "只有应执行电价较高才构成此项。")))


@dataclass(frozen=True, slots=True)
class Use:
    """One dearer use, its prices, and its energy: of all the days, of a month, or by capacity and hours a day."""

    name: str
    prices: tuple[PricePair, ...]
    kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    kwh_per_month: Decimal | None = field(default=None, metadata={"unit": "kWh/month"})
    kw: Decimal | None = field(default=None, metadata={"unit": "kW"})
    hours_per_day: Decimal | None = field(default=None, metadata={"unit": "hour/day"})

    def __post_init__(self) -> None:
        positive(kwh=self.kwh, kwh_per_month=self.kwh_per_month, kw=self.kw)
        of_a_day(hours_per_day=self.hours_per_day)
        ways = [one for one in (self.kwh, self.kwh_per_month, self.kw) if one is not None]
        if len(ways) != 1 or (self.kw is None) != (self.hours_per_day is None):
            message = Words(f"the energy of {self.name} needs one way", f"{self.name} 的电量应有且只有一种来源")
            remedy = Words(
                "Give kwh, kwh_per_month, or kw with hours_per_day.",
                "请填写 kwh、kwh_per_month，或 kw 与 hours_per_day。",
            )
            raise BadUse(Fault.of(message, remedy))


@dataclass(frozen=True, slots=True)
class Case:
    """The days [start, end), start blank where it cannot be found out; the uses; the contract's multiple.

    ``metered_kwh`` is what the meter counted in these days: the dearer use went through it and cannot be more.
    """

    end: date
    uses: tuple[Use, ...]
    start: date | None = None
    contract_multiple: Decimal | None = None
    metered_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    same_act_as_theft: bool = False

    def __post_init__(self) -> None:
        positive(uses=len(self.uses))
        not_negative(metered_kwh=self.metered_kwh)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The difference and the penalty; beside it the newest edition where that is milder."""
    return with_newer(lambda as_if: _sheet(case, settings, as_if))


def _sheet(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet = Sheet(KIND)
    start, count = _start(case, settings), 0
    act_spans(start, case.end)  # refuses days that are none before anything is written
    _time(sheet, case, settings, start)
    formulas: dict[str, list[str]] = {}
    for number, use in enumerate(case.uses, start=1):
        _energy(sheet, case, use, number)
        slices = cut([Portion(f"used_{number}", start, case.end)], use.prices, as_if, first=count + 1)
        spread(sheet, slices)
        for one in slices:
            _difference(sheet, one, use)
            formulas.setdefault(one.edition, []).append(f"kwh_{one.number} * difference_{one.number}")
        count += len(slices)
    sheet.step(
        "kwh", " + ".join(f"used_{number}" for number, _ in enumerate(case.uses, start=1)), "kWh", word="used_total"
    )
    _metered(sheet, case)
    results = two_accounts(
        sheet,
        {edition: " + ".join(terms) for edition, terms in formulas.items()},
        kind="breach_price",
        agreed=case.contract_multiple,
        base="breach_penalty_base",
        settings=settings,
    )
    sheet.remark("local_rules_may_differ")
    flag_same_act(sheet, same_act_as_theft=case.same_act_as_theft)
    return sheet.done("kwh", *results)


def _start(case: Case, settings: Settings) -> date:
    return case.start or add_months(case.end, -int(_unknown(case, settings).value))


def _unknown(case: Case, settings: Settings) -> Datum:
    return datum("breach_price_months_unknown", case.end - timedelta(days=1), settings)


def _time(sheet: Sheet, case: Case, settings: Settings, start: date) -> None:
    """Write ``months`` and ``days``: of the known days, or those of the text with 30 days each."""
    ways = {way for use in case.uses for way in ("kwh_per_month", "kw") if getattr(use, way) is not None}
    if case.start is None:
        put(sheet, "months", _unknown(case, settings))
        sheet.remark("since_when_unknown", warns=True)
        if "kw" in ways:
            sheet.given("days_of_month", 30, "day/month", origin="definition")
            sheet.remark("month_of_thirty_days")
            sheet.step("days", "months * days_of_month", "day")
        return
    if "kwh_per_month" in ways:
        thirtieths(sheet, "months", Period(case.start, case.end))
    if "kw" in ways:
        sheet.given("days", (case.end - start).days, "day", origin="case")


def _energy(sheet: Sheet, case: Case, use: Use, number: int) -> None:
    given, name = f"use_{number}", f"used_{number}"
    if use.kwh is not None:
        sheet.given(given, use.kwh, "kWh", origin="case", word="use_kwh", about=_about(use, number))
        formula = given
    elif use.kwh_per_month is not None:
        sheet.given(given, use.kwh_per_month, "kWh/month", origin="case", word="use_month", about=_about(use, number))
        formula = f"{given} * months"
    else:
        sheet.given(given, use.kw or Decimal(0), "kW", origin="case", word="use_kw", about=_about(use, number))
        hours = f"hours_{number}"
        sheet.given(
            hours, use.hours_per_day or Decimal(0), "hour/day", origin="case", word="hours", about=_about(use, number)
        )
        formula = f"{given} * {hours} * days"
    sheet.step(name, formula, "kWh", word="used", about=_about(use, number))


def _about(use: Use, number: int) -> str:
    """Never the bare name: it might be spelled like a word of the sheet."""
    return f"{number}: {use.name}"


def _metered(sheet: Sheet, case: Case) -> None:
    """Bound the energy by what the meter counted; say so where that is not known."""
    if case.metered_kwh is None:
        sheet.remark("use_not_bounded", warns=case.start is None)
        return
    sheet.given("metered", case.metered_kwh, "kWh", origin="case")
    sheet.bound("kwh", high="metered", word="bound_metered")
    if sheet.value("kwh") > sheet.value("metered"):
        sheet.remark("above_metered", warns=True)


def _difference(sheet: Sheet, one: Piece, use: Use) -> None:
    price, about = use.prices[one.price], f"{use.name} {one.about}"
    sheet.given(f"due_{one.number}", price.due, "CNY/kWh", origin="case", word="price_due", about=about)
    sheet.given(f"charged_{one.number}", price.charged, "CNY/kWh", origin="case", word="price_charged", about=about)
    formula = f"due_{one.number} - charged_{one.number}"
    sheet.step(f"difference_{one.number}", formula, "CNY/kWh", word="price_difference", about=about)
