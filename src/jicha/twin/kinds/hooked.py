"""What is taken ahead of every meter, by a customer or by nobody."""

from __future__ import annotations

import numpy as np

from jicha.twin.effect import Effect
from jicha.twin.kind import Site, anywhere, kind
from jicha.twin.meter import Series

_LEAST_KW = 0.2


@kind("表前私接用电", fits=anywhere, visible=())
def hook_ahead(site: Site, strength: float, chance: float) -> Effect:
    """A load hooked on ahead of one's own meter."""
    watts = 1000 * strength * max(site.mean_kw, _LEAST_KW)
    return Effect(hooked=lambda steps: np.full(steps, watts))


@kind("线路挂钩无表用电", fits=anywhere, visible=())
def hook_on_line(site: Site, strength: float, chance: float) -> Effect:
    """A hook on the line without a meter."""
    return Effect(hooked=lambda steps: 3000 * strength * during(((7, 23),), steps), on_line=True)


@kind("无表挖矿用电", fits=anywhere, visible=())
def mining_rig(site: Site, strength: float, chance: float) -> Effect:
    """Unmetered machines that run day and night."""
    return Effect(hooked=lambda steps: np.full(steps, 20_000 * strength), on_line=True)


@kind("无表路灯", fits=anywhere, visible=(), is_theft=False)
def street_light(site: Site, strength: float, chance: float) -> Effect:
    """Street light without a meter."""
    return Effect(hooked=lambda steps: 1500 * strength * during(((18, 24), (0, 6)), steps), on_line=True)


def during(hours: tuple[tuple[int, int], ...], steps: int) -> Series:
    """1 at those hours of the day, else 0, (steps,)."""
    hour = np.arange(steps) * 24 / steps
    found = np.zeros(steps)
    for start, end in hours:
        found[(hour >= start) & (hour < end)] = 1.0
    return found
