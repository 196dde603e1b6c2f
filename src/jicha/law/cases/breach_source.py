"""A source brought in or given out, or put in parallel without leave (擅自引入、供出电源): a fee per kW of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jicha.law.counted import positive
from jicha.law.datum import datum, put
from jicha.law.equipment import Equipment, load_of
from jicha.law.settings import Settings
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

KIND = "breach_source"
EXAMPLE = {"day": "2023-05-10", "sources": [{"name": "柴油发电机", "kw": "50"}]}


@dataclass(frozen=True, slots=True)
class Case:
    """The day it was found, and the sources by their nameplates."""

    day: date
    sources: tuple[Equipment, ...]

    def __post_init__(self) -> None:
        positive(sources=len(self.sources))


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The fee: capacity of the sources x the amount per kW, kVA counted as kW."""
    sheet, found = Sheet(KIND), datum("breach_source_fee", case.day, settings)
    load_of(sheet, case.sources)
    put(sheet, "fee_per_kw", found, about=found.edition)
    sheet.step("penalty", "round(load * fee_per_kw, 2)", "CNY", **found.cited)
    sheet.remark("disconnect_source")
    return sheet.done("penalty")
