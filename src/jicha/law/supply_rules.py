"""The editions of the supply rules with their days in force; an act is judged by the edition of its day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition; in force on the days of [in_force_from, in_force_to), open where blank.

    What it fixes in numbers stands in ``data/supply_rules.csv`` (see `jicha.law.datum`).
    """

    edition: str
    title: str
    title_zh: str
    in_force_from: date
    in_force_to: date | None
    confidence: str
    source: str


@cache
def editions() -> tuple[Edition, ...]:
    """All editions in order of time."""
    with (files("jicha.law") / "supply_rules.csv").open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    found = [
        Edition(
            edition=row["edition"],
            title=row["title"],
            title_zh=row["title_zh"],
            in_force_from=date.fromisoformat(row["in_force_from"]),
            in_force_to=date.fromisoformat(row["in_force_to"]) if row["in_force_to"] else None,
            confidence=row["confidence"],
            source=row["source"],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.in_force_from))
