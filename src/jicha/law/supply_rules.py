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

    ``unknown_days`` is the least number of days that count where nobody knows since when; its own confidence is
    ``unknown_days_confidence`` (U: from memory, never to be shown as law).
    """

    edition: str
    title: str
    title_zh: str
    in_force_from: date
    in_force_to: date | None
    unknown_days: int
    article: str
    unknown_days_confidence: str
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
            unknown_days=int(row["unknown_days"]),
            article=row["article"],
            unknown_days_confidence=row["unknown_days_confidence"],
            confidence=row["confidence"],
            source=row["source"],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.in_force_from))
