"""Theft whose quantity is proven: by records, by a correction of what the meter counted, or by another measurement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jicha.law.act import Price
from jicha.law.act_period import days_text
from jicha.law.ceiling import Connection, ceiling
from jicha.law.counted import not_negative, positive
from jicha.law.milder import with_newer
from jicha.law.multiple import two_accounts
from jicha.law.priced import Portion, by_edition, cut, spread
from jicha.law.second_liability import Tampering, flag_second_liability
from jicha.law.settings import Settings
from jicha.law.supply_rules import Edition
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet, free_text

KIND = "theft_proven"
EXAMPLE = {
    "quantities": [
        {
            "start": "2024-03-01",
            "end": "2024-08-01",
            "metered_kwh": "50000",
            "correction_percent": "12.5",
            "evidence": "A相互感器变比300/5，铭牌200/5，现场校验记录",
        }
    ],
    "prices": [{"cny_per_kwh": "0.8777"}],
    "contract_multiple": "3",
    "tampering": {"resident": False, "times": 1},
}


class NoQuantity(JichaError):
    """A quantity that is given in no way, or in two."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Energy of the days [start, end): ``kwh`` itself, or a correction of what the meter counted in them."""

    start: date
    end: date
    evidence: str
    kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    metered_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    correction_percent: Decimal | None = field(default=None, metadata={"unit": "%"})

    def __post_init__(self) -> None:
        Period(self.start, self.end)
        positive(kwh=self.kwh, correction_percent=self.correction_percent)
        not_negative(metered_kwh=self.metered_kwh)
        corrected = (self.metered_kwh is not None) + (self.correction_percent is not None)
        if corrected != (2 if self.kwh is None else 0) or not self.evidence.strip():
            message = Words("a proven quantity needs one way and its evidence", "查实电量应有一种来源及其证据")
            remedy = Words(
                "Give evidence, and kwh or both metered_kwh and correction_percent.",
                "请填写 evidence，以及 kwh 或 metered_kwh 与 correction_percent。",
            )
            raise NoQuantity(Fault.of(message, remedy))


@dataclass(frozen=True, slots=True)
class Case:
    """The proven quantities, the prices, and what the contract agrees."""

    quantities: tuple[Quantity, ...]
    prices: tuple[Price, ...]
    contract_multiple: Decimal | None = None
    connection: Connection | None = None
    metered_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    tampering: Tampering | None = None

    def __post_init__(self) -> None:
        positive(quantities=len(self.quantities))
        not_negative(metered_kwh=self.metered_kwh)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy charge and penalty; beside it the newest edition where that is milder."""
    return with_newer(lambda as_if: _sheet(case, settings, as_if))


def _sheet(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet = Sheet(KIND)
    proven = [Portion(_proven(sheet, one, n), one.start, one.end) for n, one in enumerate(case.quantities, start=1)]
    every = cut(proven, case.prices, as_if)
    spread(sheet, every)
    sheet.step("kwh", " + ".join(f"kwh_{one.number}" for one in every), "kWh")
    if _days(case) < sum((one.end - one.start).days for one in case.quantities):
        sheet.remark("quantities_overlap", warns=True)
    results = two_accounts(
        sheet,
        by_edition(sheet, every, case.prices),
        kind="theft",
        agreed=case.contract_multiple,
        base="theft_penalty_base",
        settings=settings,
    )
    if case.connection:
        sheet.given("days", _days(case), "day", origin="case")
    metered = case.metered_kwh if case.metered_kwh is not None else _counted(case)
    ceiling(sheet, case.connection, energy="kwh", days="days", metered=metered)
    flag_second_liability(sheet, case.tampering, max(one.last_day for one in every), settings)
    return sheet.done("kwh", *results)


def _proven(sheet: Sheet, one: Quantity, number: int) -> str:
    name, about = f"proven_{number}", days_text(one.start, one.end)
    sheet.remark("evidence", period=about, evidence=free_text(one.evidence))
    if one.kwh is not None:
        sheet.given(name, one.kwh, "kWh", origin="case", word="proven", about=about)
        return name
    sheet.given(f"counted_{number}", one.metered_kwh or 0, "kWh", origin="case", word="metered", about=about)
    sheet.given(f"correction_{number}", one.correction_percent or 0, "%", origin="case", word="correction", about=about)
    sheet.step(name, f"counted_{number} * percent(correction_{number})", "kWh", word="proven", about=about)
    return name


def _days(case: Case) -> int:
    """How many days the quantities cover; one that two of them cover is one."""
    return len({one.start.toordinal() + day for one in case.quantities for day in range((one.end - one.start).days)})


def _counted(case: Case) -> Decimal | None:
    counted = [one.metered_kwh for one in case.quantities]
    return sum((one for one in counted if one is not None), Decimal(0)) if None not in counted else None
