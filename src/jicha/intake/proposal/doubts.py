"""What is doubtful about a proposal: ids with arguments, and their words in two languages."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jicha.terms.one_line import one_line

_LONGEST_ARGUMENT = 200
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: an id of doubts.csv and its arguments. ``decides``: a person must look before the profile is used.

    The others say what was found, so that whoever reads the proposal need not find it again.
    """

    doubt: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    decides: bool = True

    def said(self, language: str) -> str:
        """The doubt in words, ``zh`` or ``en``, on one line."""
        words = doubts()[self.doubt][language]
        # In one pass and not by str.format: what was delivered may hold braces.
        return one_line(_PLACE.sub(lambda one: _short(self.arguments[one[1]]), words))


def found(doubt: str, **arguments: object) -> Doubt:
    """Something that was found and proved."""
    return Doubt(doubt, {name: str(value) for name, value in arguments.items()}, decides=False)


def doubtful(doubt: str, **arguments: object) -> Doubt:
    """Something that a person must decide."""
    return Doubt(doubt, {name: str(value) for name, value in arguments.items()})


@cache
def doubts() -> Mapping[str, Mapping[str, str]]:
    """The words of every doubt by its id and language."""
    with (files("jicha.intake.proposal") / "doubts.csv").open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    return MappingProxyType({one["doubt"]: {"en": one["meaning"], "zh": one["meaning_zh"]} for one in rows})


def listed(words: list[str], most: int = 8) -> str:
    """Some words as one argument."""
    return ", ".join(words[:most]) + (", ..." if len(words) > most else "")


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_ARGUMENT else value[: _LONGEST_ARGUMENT - 3] + "..."
