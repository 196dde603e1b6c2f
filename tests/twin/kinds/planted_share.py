"""The share of a balanced load that a meter still counts once a kind is planted."""

from __future__ import annotations

import numpy as np

from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Site
from jicha.twin.meter import Meter, measure

TURN = np.exp(-2j * np.pi / 3)
PHASES = np.array([[1, TURN, TURN**2]])
HOME = Site(1, (1,), mean_kw=0.6)
SHOP = Site(3, (0, 1, 2), mean_kw=6.0)
WORKS = Site(3, (0, 1, 2), transformers=True, mean_kw=60.0)
PLANT = Site(2, (0, 1, 2), transformers=True, mean_kw=300.0)


def share(code: str, site: Site, strength: float, chance: float = 0.0, phi_degrees: float = 25.0) -> float:
    """Power shown over power used, at 230 V and 10 A."""
    effect = all_kinds()[code].effect(site, strength, chance)
    assert effect.meter is not None
    sound = Meter(site.wiring)
    current = 10 * PHASES * np.exp(-1j * np.radians(phi_degrees))
    shown, used = (measure(one, 230 * PHASES, current).power[0] for one in (effect.meter(sound), sound))
    return float(shown / used)
