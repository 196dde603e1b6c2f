"""Theft by a connection of one's own, or past the meter: rated capacity of the equipment x the time it was used."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.act import Act, Price, pieces
from jicha.law.ceiling import Connection, ceiling
from jicha.law.counted import not_negative, of_a_day, positive
from jicha.law.equipment import Equipment, load_of
from jicha.law.milder import with_newer
from jicha.law.multiple import two_accounts
from jicha.law.priced import by_edition
from jicha.law.second_liability import Tampering, flag_second_liability
from jicha.law.settings import Settings
from jicha.law.stolen import Use, energy_by_capacity, note_days, theft_spans
from jicha.law.supply_rules import Edition
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "theft_connection"
EXAMPLE = {
    "act": {"end": "2024-09-28"},
    "use": "lighting",
    "equipment": [{"name": "电暖器", "kw": "2", "count": 4}],
    "prices": [{"cny_per_kwh": "0.60"}],
    "contract_multiple": "3",
    "connection": {"breaker_a": "63", "phases": 1},
    "metered_kwh": "410",
}


@dataclass(frozen=True, slots=True)
class Case:
    """When, what for, which equipment was connected, at which price, and what the contract agrees."""

    act: Act
    use: Use
    equipment: tuple[Equipment, ...]
    prices: tuple[Price, ...]
    hours_per_day: Decimal | None = field(default=None, metadata={"unit": "hour/day"})
    contract_multiple: Decimal | None = None
    connection: Connection | None = None
    metered_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    tampering: Tampering | None = None

    def __post_init__(self) -> None:
        positive(equipment=len(self.equipment))
        of_a_day(hours_per_day=self.hours_per_day)
        not_negative(metered_kwh=self.metered_kwh)


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """Energy charge and penalty; beside it the newest edition where that is milder."""
    return with_newer(lambda as_if: _sheet(case, settings, as_if))


def _sheet(case: Case, settings: Settings, as_if: Edition | None) -> Worksheet:
    sheet, cut = Sheet(KIND), pieces(theft_spans(case.act, settings, as_if), case.prices)
    load_of(sheet, case.equipment)
    note_days(sheet, case.act, cut, settings)
    known = case.act.start is not None
    energy_by_capacity(sheet, cut, use=case.use, hours=case.hours_per_day, known=known, settings=settings)
    results = two_accounts(
        sheet,
        by_edition(sheet, cut, case.prices),
        kind="theft",
        agreed=case.contract_multiple,
        base="theft_penalty_base",
        settings=settings,
    )
    assumed = case.act.start is None or case.hours_per_day is None
    ceiling(sheet, case.connection, energy="kwh", days="days", metered=case.metered_kwh, assumed=assumed)
    sheet.remark("proven_first")
    flag_second_liability(sheet, case.tampering, max(one.last_day for one in cut), settings)
    return sheet.done("kwh", *results)
