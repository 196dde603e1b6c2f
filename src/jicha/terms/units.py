"""Units of measure, as the schema and the pages write them, with just enough algebra to catch kWh added to kvarh."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jicha.terms.errors import JichaError

# Unit -> (its dimension as base symbols to powers). Scale is not converted: kWh and Wh are different units here,
# because a silent factor of 1000 is exactly the mistake to catch.
_BASE = (
    "CNY",
    "USD",
    "TWD",
    "kWh",
    "kvarh",
    "kW",
    "kvar",
    "kVA",
    "kVAh",
    "Wh",
    "W",
    "var",
    "VA",
    "V",
    "kV",
    "A",
    "Hz",
    "ohm",
    "m3",
    "day",
    "workday",
    "month",
    "year",
    "hour",
    "min",
    "s",
    "m",
    "km",
    "m2",
    "deg",
    "arcmin",
    "rev",
    "degC",
    "%",
    "permille",
    "point",
    "count",
    "person",
    "dV",
    "mA",
)
NUMBER = re.compile(r"^\s*(?P<number>[+-]?\d+(?:\.\d+)?)\s*(?P<unit>\S.*)?$")


class UnknownUnit(JichaError):
    """A unit that is not in the table of units."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of base units to whole powers: ``CNY/kWh`` is ``{CNY: 1, kWh: -1}``; the empty product is a number."""

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, powers: Mapping[str, int]) -> Unit:
        """Build from a mapping, dropping zero powers."""
        return cls(tuple(sorted((base, power) for base, power in powers.items() if power)))

    def __mul__(self, other: Unit) -> Unit:
        return self._with(other, +1)

    def __truediv__(self, other: Unit) -> Unit:
        return self._with(other, -1)

    def _with(self, other: Unit, sign: int) -> Unit:
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, 0) + sign * power
        return Unit.of(powers)

    def __str__(self) -> str:
        above = "*".join(f"{base}^{power}" if power > 1 else base for base, power in self.powers if power > 0)
        below = "/".join(f"{base}^{-power}" if power < -1 else base for base, power in self.powers if power < 0)
        return f"{above or '1'}/{below}" if below else above


NUMBER_UNIT = Unit()


def parse_unit(text: str) -> Unit:
    """Read ``kWh``, ``CNY/kWh``, ``kWh*month``; an empty text is a plain number. Raises UnknownUnit."""
    if not text.strip():
        return NUMBER_UNIT
    unit = NUMBER_UNIT
    for sign, part in zip("*" + "".join(re.findall(r"[*/]", text)), re.split(r"[*/]", text), strict=True):
        base, _, power = part.strip().partition("^")
        if base != "1" and base not in _BASE:
            raise UnknownUnit(f"unknown unit {base!r}", f"Known units: {', '.join(_BASE)}.")
        if power and not re.fullmatch(r"[1-9]", power):
            raise UnknownUnit(f"unknown power {power!r} of {base}", "Write a power as in m^2.")
        factor = NUMBER_UNIT if base == "1" else Unit.of({base: int(power or 1)})
        unit = unit * factor if sign == "*" else unit / factor
    return unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number with its unit, as pages write parameters and expectations: ``0.01 kWh``."""

    value: Decimal
    unit: Unit = NUMBER_UNIT

    def __str__(self) -> str:
        return f"{self.value} {self.unit}".strip()


def parse_quantity(text: str) -> Quantity:
    """Read ``0.01 kWh`` or ``3``. Raises UnknownUnit, or JichaError when no number leads."""
    match = NUMBER.match(text)
    if not match:
        raise JichaError(f"{text!r} is not a number with a unit", "Write a number, a blank and a unit: 0.01 kWh.")
    return Quantity(Decimal(match["number"]), parse_unit(match["unit"] or ""))
