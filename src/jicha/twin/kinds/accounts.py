"""Several accounts, generation behind the meter, and the meter of the area itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jicha.twin.effect import Effect
from jicha.twin.kind import Site, currents, factors, kind, one_of, single


def _with_generation(site: Site) -> bool:
    return site.generation


def _of_an_area(site: Site) -> bool:
    return site.is_area


@kind("多户轮换用电", fits=single, visible=())
def accounts_rotated(site: Site, strength: float, chance: float) -> Effect:
    """Load moved from month to month between accounts of one person, to stay within the low tier."""
    return Effect(moved_kw=strength * site.mean_kw)


@kind("光伏虚报电量", fits=_with_generation, visible=("generation",))
def generation_fed_back(site: Site, strength: float, chance: float) -> Effect:
    """Energy taken ahead of the meter and fed back through the meter of the generation."""
    return Effect(hooked=lambda steps: np.full(steps, 2000 * strength), fed_back=True)


@kind("光伏计量快", fits=_with_generation, visible=("generation",))
def generation_fast(site: Site, strength: float, chance: float) -> Effect:
    """A meter of generation that counts too much."""
    return Effect(generation_meter=lambda meter: replace(meter, gain=1 + 0.5 * strength))


@kind(
    "台区总表互感器故障",
    fits=_of_an_area,
    visible=("current", "active_power", "reactive_power", "register"),
    is_theft=False,
)
def area_meter_broken(site: Site, strength: float, chance: float) -> Effect:
    """The meter of the area without one of its currents."""
    return Effect(meter=currents(factors(site, (one_of(site, chance),), 0.0)))
