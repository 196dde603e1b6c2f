"""Currents that a meter gets wrongly: transformers shorted, shunted, open, reversed, crossed, turned or saturated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jicha.twin.effect import Effect, Event
from jicha.twin.kind import (
    Site,
    currents,
    factors,
    four_wires,
    kind,
    one_of,
    rewired,
    single,
    three_phase,
    three_wires,
    with_transformers,
)

SEEN = ("current", "active_power", "reactive_power", "register")
_TURNED = ("active_power", "reactive_power", "power_factor", "register")
_REVERSED = ("active_power", "reactive_power", "register", "reverse_register")
_CROSSED = ("current", "active_power", "reactive_power", "register")


@kind("电流互感器二次短路", fits=with_transformers, visible=SEEN)
def ct_shorted(site: Site, strength: float, chance: float) -> Effect:
    """A current transformer short-circuited."""
    return _on_one(site, chance, 0.05 * (1 - strength), "current_loss")


@kind("电流互感器二次分流", fits=with_transformers, visible=SEEN)
def ct_shunted(site: Site, strength: float, chance: float) -> Effect:
    """A current transformer shunted."""
    return _on_one(site, chance, 1 - 0.9 * strength, "current_unbalance")


@kind("电流互感器二次开路", fits=with_transformers, visible=SEEN, is_theft=False)
def ct_open(site: Site, strength: float, chance: float) -> Effect:
    """A current transformer open."""
    return _on_one(site, chance, 0.0, "current_break")


@kind("一相电流反接", fits=three_phase, visible=_REVERSED)
def ct_reversed(site: Site, strength: float, chance: float) -> Effect:
    """A current transformer reversed."""
    return _on_one(site, chance, -1.0, "power_reverse")


@kind("各相电流全部反接", fits=three_phase, visible=_REVERSED)
def ct_all_reversed(site: Site, strength: float, chance: float) -> Effect:
    """All currents reversed."""
    return Effect(meter=currents(-1.0), events=(Event("power_reverse", lasts=True),))


@kind("零火线对调一线一地", fits=single, visible=SEEN)
def return_through_earth(site: Site, strength: float, chance: float) -> Effect:
    """Line and neutral exchanged, and a part of the current led back through the earth."""
    return Effect(meter=currents(1 - strength), events=(Event("current_unbalance", lasts=True),))


@kind("一相电流移相", fits=four_wires, visible=_TURNED)
def phase_shift_one(site: Site, strength: float, chance: float) -> Effect:
    """The current of one element turned."""
    turn = np.exp(-1j * np.radians(60 * strength))
    return Effect(meter=currents(factors(site, (one_of(site, chance),), turn)))


@kind("各相电流移相", fits=three_phase, visible=_TURNED)
def phase_shift_all(site: Site, strength: float, chance: float) -> Effect:
    """The currents of all elements turned."""
    turn = np.exp(-1j * np.radians(60 * strength))
    return Effect(meter=currents(turn), events=(Event("low_power_factor", lasts=True),))


@kind("四线表电流错相", fits=four_wires, visible=_CROSSED, is_theft=False)
def currents_crossed(site: Site, strength: float, chance: float) -> Effect:
    """Currents of two phases exchanged at a four-wire meter."""
    order = ((1, 0, 2), (0, 2, 1), (2, 1, 0))[one_of(site, chance)]
    return Effect(meter=lambda meter: replace(meter, wiring=meter.wiring.with_currents(order)))


@kind("三线表电流反接", fits=three_wires, visible=_REVERSED)
def three_wire_reversed(site: Site, strength: float, chance: float) -> Effect:
    """One current of a three-wire meter reversed."""
    return _on_one(site, chance, -1.0, "power_reverse")


@kind("三线表电流对调", fits=three_wires, visible=_CROSSED, is_theft=False)
def three_wire_exchanged(site: Site, strength: float, chance: float) -> Effect:
    """The two currents of a three-wire meter exchanged."""
    return Effect(meter=rewired(site.wiring.with_currents((1, 0))), events=(Event("current_phase_order", lasts=True),))


@kind("强磁干扰", fits=lambda _: True, visible=(*SEEN, "power_factor"))
def magnet(site: Site, strength: float, chance: float) -> Effect:
    """A strong magnet that saturates the current transformers."""
    left = (1 - 0.8 * strength) * np.exp(1j * np.radians(10 + 20 * chance))
    return Effect(meter=currents(left), events=(Event("magnetic_field", lasts=True),))


def _on_one(site: Site, chance: float, factor: complex, event: str) -> Effect:
    place = one_of(site, chance)
    phase = "abc"[place] if site.elements == 3 else "ac"[place] if site.elements == 2 else "abc"[site.phases[0]]
    return Effect(meter=currents(factors(site, (place,), factor)), events=(Event(event, phase, lasts=True),))
