"""A source brought in or given out, or put in parallel without leave (擅自引入、供出电源): a fee per kW of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jicha.law.act_period import edition_on
from jicha.law.counted import positive
from jicha.law.datum import in_edition, put
from jicha.law.equipment import Equipment, load_of
from jicha.law.milder import with_newer
from jicha.law.no_range import fixed_by
from jicha.law.second_liability import flag_same_act
from jicha.law.settings import Settings
from jicha.law.supply_rules import Edition
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "breach_source"
EXAMPLE = {"day": "2023-05-10", "sources": [{"name": "柴油发电机", "kw": "50"}]}


@dataclass(frozen=True, slots=True)
class Case:
    """The day it was found, and the sources by their nameplates."""

    day: date
    sources: tuple[Equipment, ...]
    same_act_as_theft: bool = False

    def __post_init__(self) -> None:
        positive(sources=len(self.sources))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The fee: capacity of the sources x the amount per kW, kVA counted as kW; beside it a milder newest edition."""
    return with_newer(lambda as_if: _sheet(case, settings, as_if or edition_on(case.day)))


def _sheet(case: Case, settings: Settings, edition: Edition) -> Worksheet:
    sheet, found = Sheet(KIND), in_edition("breach_source_fee", edition.edition, settings)
    load_of(sheet, case.sources)
    put(sheet, "fee_per_kw", found, about=found.edition)
    sheet.step("penalty", "round(load * fee_per_kw, 2)", "CNY", **found.cited)
    sheet.remark("disconnect_source")
    fixed_by(sheet, found)
    flag_same_act(sheet, same_act_as_theft=case.same_act_as_theft)
    return sheet.done("penalty")
