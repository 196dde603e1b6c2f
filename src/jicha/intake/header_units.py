"""Units that stand in a header word or in cells, and what one of them is in the unit of a canonical column."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

_IN_BRACKETS = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]{1,16})[)\]}】〕]\s*$")
_BEHIND = re.compile(r"[/_]\s*([^/_\s]{1,8}(?:/[^/_\s]{1,4})?)$")
# What the integers of a curve count, as one of it is of the unit on the left.
_OF_CURVES = {"kW": ("W", 1000), "kvar": ("var", 1000), "V": ("dV", 10), "A": ("mA", 1000), "kWh": ("Wh", 1000)}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is spelled, the unit of ours that it measures, and how many of that one is."""

    spelling: str
    ours: str
    factor: Decimal


def unit_in_word(word: str) -> Unit | None:
    """The unit that a header word says it is in.

    >>> unit_in_word("应收电费(万元)").factor
    Decimal('10000')
    >>> unit_in_word("户号") is None
    True
    """
    return _parted(word)[1]


def without_unit(word: str) -> str:
    """A header word without the unit that stands behind it.

    >>> without_unit("供电量(万kWh)"), without_unit("电价(大工业)")
    ('供电量', '电价(大工业)')
    """
    return _parted(word)[0]


def _parted(word: str) -> tuple[str, Unit | None]:
    folded = unicodedata.normalize("NFKC", word).strip()
    for pattern in (_IN_BRACKETS, _BEHIND):
        match = pattern.search(folded)
        if match and (unit := unit_spelled(match[1].removeprefix("单位").lstrip(":"))):
            return folded[: match.start()].rstrip(), unit
    return word, None


def unit_spelled(spelling: str) -> Unit | None:
    """A unit by its spelling, whatever its case and width."""
    folded = unicodedata.normalize("NFKC", spelling).replace(" ", "")
    found = _units().get(folded.casefold())
    return Unit(spelling, *found) if found else None


def of_curve(unit: Unit) -> tuple[str, Decimal] | None:
    """The unit of a curve's integers for values in ``unit``, and how many of them one is."""
    if unit.ours not in _OF_CURVES:
        return None
    integers, times = _OF_CURVES[unit.ours]
    return integers, unit.factor * times


@cache
def _units() -> Mapping[str, tuple[str, Decimal]]:
    with (files("jicha.intake") / "header_units.csv").open(encoding="utf-8") as text:
        return {one["spelling"]: (one["unit"], Decimal(one["factor"])) for one in csv.DictReader(text)}
