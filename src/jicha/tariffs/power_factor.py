"""The power factor of a month, and the adjustment in percent that a standard gives it, by the table of 1983."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jicha.tariffs.errors import MissingInput, MissingPrice

# At the factor (2k - 1) / 200 hundredths go from k - 1 to k; its square, times 40000, needs no root.
_ROUNDED_UP = tuple((2 * k - 1) ** 2 for k in range(1, 101))
STANDARDS = ("std_090", "std_085", "std_080")


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The adjustment for one power factor: ``percent`` is negative where it reduces the bill."""

    standard: str
    hundredths: int
    percent: Decimal
    source: str
    confidence: str


def hundredths(active_kwh: Decimal | Fraction, reactive_kvarh: Decimal | Fraction) -> int:
    """The power factor P / root(P² + Q²) in hundredths, the third decimal rounded half up, decided exactly.

    Raises MissingInput where no active energy flowed: the factor is then undefined.

    >>> hundredths(Decimal(100000), Decimal(60000))
    86
    """
    if active_kwh <= 0:
        raise MissingInput("energy", "a power factor without active energy", "有功电量（无有功电量时功率因数无定义）")
    active, reactive = Fraction(active_kwh) ** 2, Fraction(reactive_kvarh) ** 2
    return bisect_right(_ROUNDED_UP, 40000 * active // (active + reactive))


def adjustment(standard: str, factor: int) -> Adjustment:
    """The adjustment for a power factor in hundredths. Raises MissingPrice for a standard that is none.

    >>> str(adjustment("std_085", 97).percent)
    '-1.10'
    """
    found = table().get((standard, factor))
    if found is None:
        raise MissingPrice(f"{standard} has no adjustment for 0.{factor:02d}", f"Standards: {', '.join(STANDARDS)}.")
    return found


@cache
def table() -> Mapping[tuple[str, int], Adjustment]:
    """The whole table, by standard and hundredths (0 to 100)."""
    text = (files("jicha.tariffs") / "power_factor.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        highest, per_step = int(row["highest"]), Decimal(row["percent_per_step_down"])
        for factor in range(int(row["lowest"]), highest + 1):
            percent = Decimal(row["percent_at_highest"]) + per_step * (highest - factor)
            found[row["standard"], factor] = Adjustment(
                row["standard"], factor, percent, row["source"], row["confidence"]
            )
    return MappingProxyType(found)
