"""Why a row was quarantined, in two languages; the river hands over ids, the edge puts them into words."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what is wrong and what to do; ``{value}``, ``{column}``, ``{expected}`` stand for the arguments."""

    reason: str
    meaning: str
    meaning_zh: str
    remedy: str
    remedy_zh: str

    def remedy_for(self, *, value: str, column: str, expected: str) -> str:
        """The remedy in English for one row, with the nearest right word where one is known."""
        return _filled(self.remedy, value=value, column=column, expected=expected)

    def remedy_zh_for(self, *, value: str, column: str, expected: str) -> str:
        """The remedy in Chinese for one row."""
        return _filled(self.remedy_zh, value=value, column=column, expected=expected)


@cache
def reasons() -> Mapping[str, Reason]:
    """Every reason by its id."""
    with (files("jicha.intake") / "reasons.csv").open(encoding="utf-8") as text:
        return MappingProxyType({row["reason"]: Reason(**row) for row in csv.DictReader(text)})


def _filled(words: str, **arguments: str) -> str:
    for name, value in arguments.items():  # not str.format: a delivered value may hold braces
        words = words.replace("{" + name + "}", value)
    return words
