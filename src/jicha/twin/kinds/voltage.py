"""Voltages that a meter gets wrongly: leads open, reduced, crossed, and neutrals broken or tied elsewhere."""

from __future__ import annotations

from dataclasses import replace

from jicha.twin.effect import Effect, Event
from jicha.twin.kind import (
    Site,
    factors,
    four_wires,
    kind,
    one_of,
    rewired,
    single,
    three_phase,
    three_wires,
    voltages,
)
from jicha.twin.wiring import neutral_and_phase_open, neutral_open, neutral_tied, three_wire_middle_open

SEEN = ("voltage", "active_power", "reactive_power", "register")


@kind("一相失压", fits=three_phase, visible=SEEN)
def voltage_open(site: Site, strength: float, chance: float) -> Effect:
    """One voltage lead open."""
    return _on_one(site, chance, 0.0, "voltage_loss")


@kind("一相欠压", fits=three_phase, visible=SEEN)
def voltage_reduced(site: Site, strength: float, chance: float) -> Effect:
    """One voltage reduced by a resistor or a loose link."""
    return _on_one(site, chance, 1 - 0.7 * strength, "under_voltage")


@kind("两相失压", fits=four_wires, visible=SEEN)
def voltage_two_open(site: Site, strength: float, chance: float) -> Effect:
    """Two voltage leads open."""
    first = one_of(site, chance)
    gone = (first, (first + 1) % 3)
    events = tuple(Event("voltage_loss", "abc"[one], lasts=True) for one in gone)
    return Effect(meter=voltages(factors(site, gone, 0.0)), events=events)


@kind("电能表中性线断开", fits=four_wires, visible=SEEN, is_theft=False)
def meter_neutral_open(site: Site, strength: float, chance: float) -> Effect:
    """The meter's neutral lead broken, its elements of unequal burden."""
    return Effect(
        meter=rewired(neutral_open((1.0, 1.0 + 0.5 * strength, 1.0))), events=(Event("voltage_unbalance", lasts=True),)
    )


@kind("中性线断开且一相失压", fits=four_wires, visible=SEEN)
def neutral_and_voltage_open(site: Site, strength: float, chance: float) -> Effect:
    """The meter's neutral and one voltage lead open."""
    place = one_of(site, chance)
    return Effect(
        meter=rewired(neutral_and_phase_open(place)), events=(Event("voltage_loss", "abc"[place], lasts=True),)
    )


@kind("中性线改接其他电位", fits=four_wires, visible=SEEN)
def neutral_moved(site: Site, strength: float, chance: float) -> Effect:
    """The meter's neutral lead tied to another potential."""
    tied = neutral_tied(one_of(site, chance), 0.6 * strength)
    return Effect(meter=rewired(tied), events=(Event("voltage_unbalance", lasts=True),))


@kind("单相表零线串电阻", fits=single, visible=SEEN)
def neutral_resistor(site: Site, strength: float, chance: float) -> Effect:
    """The neutral of a single-phase meter lifted through a resistor."""
    return _on_one(site, chance, 1 - 0.7 * strength, "under_voltage")


@kind("电压移相", fits=three_phase, visible=SEEN)
def voltages_rotated(site: Site, strength: float, chance: float) -> Effect:
    """Voltage leads rotated by one place."""
    order = (1, 2, 0) if site.elements == 3 else (1, 0)
    events = (Event("voltage_phase_order", lasts=True),) if site.elements == 2 else ()
    return Effect(meter=lambda meter: replace(meter, wiring=meter.wiring.with_voltages(order)), events=events)


@kind("四线表电压错相", fits=four_wires, visible=SEEN, is_theft=False)
def voltages_crossed(site: Site, strength: float, chance: float) -> Effect:
    """Two voltage leads exchanged at a four-wire meter."""
    order = ((1, 0, 2), (0, 2, 1), (2, 1, 0))[one_of(site, chance)]
    return Effect(
        meter=lambda meter: replace(meter, wiring=meter.wiring.with_voltages(order)),
        events=(Event("voltage_phase_order", lasts=True),),
    )


@kind("三线表B相失压", fits=three_wires, visible=SEEN)
def three_wire_b_open(site: Site, strength: float, chance: float) -> Effect:
    """The lead of phase b open at a three-wire meter."""
    return Effect(meter=rewired(three_wire_middle_open()), events=(Event("under_voltage", lasts=True),))


def _on_one(site: Site, chance: float, factor: float, event: str) -> Effect:
    place = one_of(site, chance)
    phase = "abc"[place] if site.elements == 3 else "ac"[place] if site.elements == 2 else "abc"[site.phases[0]]
    return Effect(meter=voltages(factors(site, (place,), factor)), events=(Event(event, phase, lasts=True),))
