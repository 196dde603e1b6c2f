"""Current led past the meter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jicha.twin.effect import Effect, Event
from jicha.twin.kind import Site, anywhere, kind, single, three_phase
from jicha.twin.meter import Meter, Series

SEEN = ("current", "active_power", "reactive_power", "register")
_ALMOST_ALL = 0.95  # from here on the meter takes a phase's current for lost


@kind("跨越一相电流绕越计量", fits=three_phase, visible=SEEN)
def bypass_one_phase(site: Site, strength: float, chance: float) -> Effect:
    """One phase led past the meter."""
    return _past(site, 1, strength, chance)


@kind("跨越两相电流绕越计量", fits=three_phase, visible=SEEN)
def bypass_two_phases(site: Site, strength: float, chance: float) -> Effect:
    """Two phases led past the meter."""
    return _past(site, 2, strength, chance)


@kind("三相电流绕越计量", fits=three_phase, visible=SEEN)
def bypass_three_phases(site: Site, strength: float, chance: float) -> Effect:
    """All phases led past the meter."""
    return _past(site, 3, strength, chance)


@kind("单相表短接分流", fits=single, visible=SEEN)
def bypass_single_phase(site: Site, strength: float, chance: float) -> Effect:
    """A single-phase meter bridged."""
    return _past(site, 1, strength, chance)


@kind("遥控短接分流", fits=anywhere, visible=SEEN)
def bypass_switched(site: Site, strength: float, chance: float) -> Effect:
    """A bridge that is switched on and off by remote control."""
    return replace(_past(site, len(site.phases), strength, chance), switched=True, events=())


@kind("夜间绕越计量", fits=anywhere, visible=SEEN)
def bypass_at_night(site: Site, strength: float, chance: float) -> Effect:
    """All phases led past the meter at night."""
    return replace(_past(site, len(site.phases), strength, chance), hours=((22, 24), (0, 6)), events=())


@kind("部分回路表前接线", fits=anywhere, visible=SEEN)
def bypass_circuit(site: Site, strength: float, chance: float) -> Effect:
    """One circuit of the house tied ahead of the meter."""

    def peaks(own: Series) -> Series:
        return strength * np.clip(own - np.median(own, axis=0), 0, None)

    return Effect(past=peaks)


def _past(site: Site, count: int, share: float, chance: float) -> Effect:
    first = int(chance * len(site.phases))
    phases = [site.phases[(first + place) % len(site.phases)] for place in range(count)]
    led = np.zeros(3)
    led[phases] = share

    def change(meter: Meter) -> Meter:
        return replace(meter, bypassed=np.maximum(meter.bypassed, led))

    told = share > _ALMOST_ALL and site.elements > 1
    events = tuple(Event("current_loss", "abc"[one], lasts=True) for one in phases) if told else ()
    return Effect(meter=change, events=events)
