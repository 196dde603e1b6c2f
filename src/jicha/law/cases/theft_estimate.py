"""Theft whose quantity is estimated in several ways side by side; the clerk takes one and says why.

Output x unit consumption, master meter less its sub-meters and losses, check meter less the meter, and normal months
less the metered ones. Local rules know them all; the last is also the national one of criminal law.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jicha.law.act import Price
from jicha.law.act_period import days_text
from jicha.law.ceiling import Connection, ceiling
from jicha.law.counted import not_negative, positive
from jicha.law.milder import with_newer
from jicha.law.month_parts import thirtieths
from jicha.law.multiple import two_accounts
from jicha.law.priced import Portion, by_edition, cut, spread
from jicha.law.second_liability import Tampering, flag_second_liability
from jicha.law.settings import Settings
from jicha.law.supply_rules import Edition
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet, free_text

KIND = "theft_estimate"
EXAMPLE = {
    "start": "2024-03-01",
    "end": "2024-09-01",
    "metered_kwh": "31200",
    "chosen": "check_meter",
    "reason": "高压侧核查表全程记录完整，线损小，最接近实际",
    "output": {"pieces": "9000", "kwh_per_piece": "6.2", "auxiliary_kwh": "2400"},
    "master_meter": {"master_kwh": "412000", "sub_kwh": ["366000", "12300"], "loss_kwh": "6180"},
    "check_meter": {"check_kwh": "57900"},
    "normal_months": {"kwh": ["9800", "10100", "9600", "9900", "10000", "9700"]},
    "prices": [{"cny_per_kwh": "0.7128"}],
    "contract_multiple": "3",
}


class Strategy(StrEnum):
    """The ways to estimate."""

    OUTPUT = "output"
    MASTER_METER = "master_meter"
    CHECK_METER = "check_meter"
    NORMAL_MONTHS = "normal_months"


class BadChoice(JichaError):
    """A strategy was taken without its numbers, or without a reason."""


@dataclass(frozen=True, slots=True)
class Output:
    """What was made, what one piece takes at comparable normal customers, and what lighting and the like take."""

    pieces: Decimal
    kwh_per_piece: Decimal = field(metadata={"unit": "kWh"})
    auxiliary_kwh: Decimal = field(default=Decimal(0), metadata={"unit": "kWh"})

    def __post_init__(self) -> None:
        positive(pieces=self.pieces, kwh_per_piece=self.kwh_per_piece)
        not_negative(auxiliary_kwh=self.auxiliary_kwh)


@dataclass(frozen=True, slots=True)
class MasterMeter:
    """The meter before all, the meters behind it (this customer's among them), and the normal loss between."""

    master_kwh: Decimal = field(metadata={"unit": "kWh"})
    sub_kwh: tuple[Decimal, ...] = field(metadata={"unit": "kWh"})
    loss_kwh: Decimal = field(default=Decimal(0), metadata={"unit": "kWh"})

    def __post_init__(self) -> None:
        positive(master_kwh=self.master_kwh, sub_kwh=len(self.sub_kwh))
        for one in self.sub_kwh:
            not_negative(sub_kwh=one)
        not_negative(loss_kwh=self.loss_kwh)


@dataclass(frozen=True, slots=True)
class CheckMeter:
    """A second meter or a load management terminal that saw all the energy."""

    check_kwh: Decimal = field(metadata={"unit": "kWh"})

    def __post_init__(self) -> None:
        positive(check_kwh=self.check_kwh)


@dataclass(frozen=True, slots=True)
class NormalMonths:
    """What the last normal months before the act took, each."""

    kwh: tuple[Decimal, ...] = field(metadata={"unit": "kWh"})

    def __post_init__(self) -> None:
        positive(normal_months=len(self.kwh))
        for one in self.kwh:
            not_negative(kwh=one)


@dataclass(frozen=True, slots=True)
class Case:
    """The days, what the meter counted in them, the numbers of each way, and the one taken with its reason."""

    start: date
    end: date
    metered_kwh: Decimal = field(metadata={"unit": "kWh"})
    chosen: Strategy
    reason: str
    prices: tuple[Price, ...]
    output: Output | None = None
    master_meter: MasterMeter | None = None
    check_meter: CheckMeter | None = None
    normal_months: NormalMonths | None = None
    contract_multiple: Decimal | None = None
    connection: Connection | None = None
    tampering: Tampering | None = None

    def __post_init__(self) -> None:
        Period(self.start, self.end)
        not_negative(metered_kwh=self.metered_kwh)
        if getattr(self, self.chosen) is None or not self.reason.strip():
            message = Words(f"{self.chosen} was taken without its numbers or a reason", "所选方法缺少数据或理由")
            remedy = Words(f"Give {self.chosen} and reason.", f"请填写 {self.chosen} 与 reason。")
            raise BadChoice(Fault.of(message, remedy))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Every estimate, and the accounts by the one taken; beside it the newest edition where that is milder."""
    return with_newer(lambda as_if: _sheet(case, settings, as_if))


def _sheet(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet, period = Sheet(KIND), Period(case.start, case.end)
    sheet.given("metered", case.metered_kwh, "kWh", origin="case", about=days_text(case.start, case.end))
    estimates = _estimates(sheet, case, period)
    sheet.step("kwh", f"estimate_{case.chosen}", "kWh", about=case.chosen)
    sheet.remark(f"strategy_{case.chosen}", reason=free_text(case.reason))
    if not sheet.value("kwh"):
        sheet.remark("estimate_nothing", warns=True)
    if len(estimates) > 1:
        sheet.step("estimate_least", f"min({', '.join(estimates)})", "kWh")
        sheet.step("estimate_most", f"max({', '.join(estimates)})", "kWh")
        sheet.bound("kwh", low="estimate_least", high="estimate_most", word="bound_strategies")
    slices = cut([Portion("kwh", case.start, case.end)], case.prices, as_if)
    spread(sheet, slices)
    results = two_accounts(
        sheet,
        by_edition(sheet, slices, case.prices),
        kind="theft",
        agreed=case.contract_multiple,
        base="theft_penalty_base",
        settings=settings,
    )
    if case.connection:
        sheet.given("days", (case.end - case.start).days, "day", origin="case")
    ceiling(sheet, case.connection, energy="kwh", days="days", metered=case.metered_kwh)
    flag_second_liability(sheet, case.tampering, slices[-1].last_day, settings)
    return sheet.done("kwh", *results)


def _estimates(sheet: Sheet, case: Case, period: Period) -> list[str]:
    if case.output:
        sheet.given("output", case.output.pieces, origin="case")
        sheet.given("unit_consumption", case.output.kwh_per_piece, "kWh", origin="case")
        sheet.given("auxiliary", case.output.auxiliary_kwh, "kWh", origin="case")
        _estimate(sheet, Strategy.OUTPUT, "output * unit_consumption + auxiliary - metered")
    if case.master_meter:
        sheet.given("master", case.master_meter.master_kwh, "kWh", origin="case")
        for number, one in enumerate(case.master_meter.sub_kwh, start=1):
            sheet.given(f"sub_{number}", one, "kWh", origin="case", word="sub_meter", about=str(number))
        sheet.given("loss", case.master_meter.loss_kwh, "kWh", origin="case")
        sheet.remark("master_meter_is_everybodys", warns=case.chosen is Strategy.MASTER_METER)
        subs = "".join(f" - sub_{number}" for number, _ in enumerate(case.master_meter.sub_kwh, start=1))
        _estimate(sheet, Strategy.MASTER_METER, f"master{subs} - loss")
    if case.check_meter:
        sheet.given("check", case.check_meter.check_kwh, "kWh", origin="case")
        _estimate(sheet, Strategy.CHECK_METER, "check - metered")
    if case.normal_months:
        months = case.normal_months.kwh
        for number, one in enumerate(months, start=1):
            sheet.given(f"normal_{number}", one, "kWh/month", origin="case", word="normal_month", about=str(number))
        every = " + ".join(f"normal_{number}" for number, _ in enumerate(months, start=1))
        sheet.step("normal_mean", f"({every}) / {len(months)}", "kWh/month")
        thirtieths(sheet, "months", period)
        _estimate(sheet, Strategy.NORMAL_MONTHS, "normal_mean * months - metered")
    return [f"estimate_{one}" for one in Strategy if sheet.holds(f"estimate_{one}")]


def _estimate(sheet: Sheet, strategy: Strategy, formula: str) -> None:
    """Nothing is a lawful answer of one way; less than nothing is none."""
    name = f"estimate_{strategy}"
    sheet.step(name, f"max({formula}, metered - metered)", "kWh")
