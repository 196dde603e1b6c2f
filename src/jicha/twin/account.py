"""A customer of the simulated utility as a plan: its file, its metering points, and what each is billed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from jicha.twin.kind import Site

ELEMENTS = {"single_phase": 1, "three_phase_three_wire": 2, "three_phase_four_wire": 3}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a point is billed by; codes are those of the schema.

    ``mode`` is how capacity is charged, ``standard`` and ``power_factor_mode`` say how the power factor is, ``loss``
    the method of transformer loss for who is metered behind his transformer. ``demand_contract`` is kW.
    """

    price_code: str
    standard: str = "not_assessed"
    power_factor_mode: str = "standard"
    mode: str = "none"
    loss: str = "none"
    demand_contract: Decimal | None = None
    preferences: tuple[str, ...] = ()
    exempt_from: tuple[str, ...] = ()
    purchase_ratio: Decimal = Decimal(1)
    difference_price: Decimal = Decimal(0)
    relief_kwh: Decimal = Decimal(0)
    household: str = "ordinary"


@dataclass(frozen=True, slots=True)
class Machine:
    """A transformer of the customer's own: kVA, and spans [from, to) on which it is sealed."""

    number: str
    kva: int
    sealed: tuple[tuple[date, date], ...] = ()

    def running(self, day: date) -> bool:
        """Whether it runs on a day."""
        return not any(start <= day < end for start, end in self.sealed)


@dataclass(frozen=True, slots=True)
class Place:
    """A metering point.

    ``use`` is a code of ``load.every_use``, ``mean_kw`` about what is used behind it over a year. ``side`` is the
    metering side, ``parent`` the master point that it hangs behind. ``terms`` hold from their day on, the first from
    the beginning. Where there is no meter, ``fixed_kwh`` a month are billed, or ``fixed_percent`` of what the master's
    meter shows. ``file`` are further columns of the point. ``generates`` marks the point of a generation meter.
    """

    number: str
    use: str
    mean_kw: float
    terms: tuple[tuple[date, Terms], ...]
    wiring: str = "single_phase"
    ct: int = 1
    pt: int = 1
    side: str = "lv_metered_lv_supplied"
    parent: str = ""
    fixed_kwh: int = 0
    fixed_percent: int = 0
    generates: bool = False
    file: Mapping[str, Any] = field(default_factory=dict)

    @property
    def multiplier(self) -> int:
        """What the readings are multiplied by."""
        return self.ct * self.pt

    @property
    def metered(self) -> bool:
        """Whether it has a meter."""
        return not (self.fixed_kwh or self.fixed_percent)

    def terms_on(self, day: date) -> Terms:
        """The terms in force on a day."""
        return [terms for begin, terms in self.terms if begin <= day][-1]

    def site(self, phases: tuple[int, ...]) -> Site:
        """Where a kind could be planted."""
        return Site(ELEMENTS[self.wiring], phases, self.multiplier > 1, self.mean_kw, self.generates)


@dataclass(frozen=True, slots=True)
class Account:
    """A customer.

    ``dedicated`` hangs on the line of 10 kV, not in an area. ``file`` are columns of the customer, ``ledgers`` rows
    of further tables: (table, columns), among which ``known_on`` may say when it is handed over (at the beginning
    unless given). ``panels_kw`` is the mean power of panels behind the first point, there since before the window,
    whose surplus is fed in. Whoever ``opened`` after the window's first day has no load before, and who ``closed``
    none after.
    """

    number: str
    archetype: str
    file: Mapping[str, Any]
    places: tuple[Place, ...]
    machines: tuple[Machine, ...] = ()
    ledgers: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    opened: date = date(2015, 1, 1)
    closed: date | None = None
    cycle_months: int = 1
    panels_kw: float = 0.0

    @property
    def dedicated(self) -> bool:
        """Whether it has its own transformer, or is supplied at a high voltage."""
        return bool(self.file["customer_class"] == "high_voltage")

    def but(self, **changed: Any) -> Account:
        """The same with columns of its file changed."""
        return replace(self, file={**self.file, **changed})
