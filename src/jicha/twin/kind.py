"""A kind of theft, fault or honest trouble: its words, where it can be planted, and what it does there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from jicha.twin.effect import Effect
from jicha.twin.meter import Meter, Phasors
from jicha.twin.wiring import Wiring, four_wire, single_phase, three_wire

Change = Callable[[Meter], Meter]
Making = Callable[["Site", float, float], Effect]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a kind is to be planted.

    ``elements`` is 1 on one phase, 3 with four wires, 2 with three; ``phases`` are those the customer is tied to.
    ``transformers`` says whether the currents pass instrument transformers, ``mean_kw`` what the customer uses;
    ``is_area`` marks the meter of an area.
    """

    elements: int
    phases: tuple[int, ...]
    transformers: bool = False
    mean_kw: float = 0.5
    generation: bool = False
    is_area: bool = False

    @property
    def wiring(self) -> Wiring:
        """The wiring that the meter should have."""
        if self.elements == 1:
            return single_phase(self.phases[0])
        return three_wire() if self.elements == 2 else four_wire()


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """``effect`` takes the site, a strength in (0, 1], and a number in [0, 1) by which it may choose a phase.

    ``visible`` are the columns of the deliveries in which it shows: all others of its subject stay as they were, but
    for what a changed flow does to voltages.
    """

    code: str
    name: str
    name_zh: str
    is_theft: bool
    fits: Callable[[Site], bool]
    effect: Making
    visible: tuple[str, ...]


def kind(
    name_zh: str, *, fits: Callable[[Site], bool], visible: tuple[str, ...], is_theft: bool = True
) -> Callable[[Making], Kind]:
    """Makes a kind of a function: its name is the code, and its docstring the name."""

    def made(effect: Making) -> Kind:
        name = (effect.__doc__ or "").rstrip(".")
        return Kind(effect.__name__, name, name_zh, is_theft, fits, effect, visible)

    return made


def factors(site: Site, places: tuple[int, ...], value: complex) -> Phasors:
    """``value`` for those elements, 1 for the others."""
    made = np.ones(site.elements, np.complex128)
    made[list(places)] = value
    return made


def currents(factor: complex | Phasors) -> Change:
    """A change of what the elements get of their currents."""
    return lambda meter: replace(meter, current_factor=meter.current_factor * factor)


def voltages(factor: complex | Phasors) -> Change:
    """A change of what the elements get of their voltages."""
    return lambda meter: replace(meter, voltage_factor=meter.voltage_factor * factor)


def rewired(wiring: Wiring) -> Change:
    """Another wiring."""
    return lambda meter: replace(meter, wiring=wiring)


def one_of(site: Site, chance: float) -> int:
    """One of the meter's elements."""
    return int(chance * site.elements)


def anywhere(_: Site) -> bool:
    """Fits every customer."""
    return True


def single(site: Site) -> bool:
    """Fits a meter of one element."""
    return site.elements == 1


def three_phase(site: Site) -> bool:
    """Fits a meter of two or three elements."""
    return site.elements > 1


def four_wires(site: Site) -> bool:
    """Fits a meter of three elements."""
    return site.elements == 3


def three_wires(site: Site) -> bool:
    """Fits a meter of two elements."""
    return site.elements == 2


def with_transformers(site: Site) -> bool:
    """Fits a meter behind current transformers."""
    return site.transformers and site.elements > 1
