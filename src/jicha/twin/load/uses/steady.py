"""What runs day and night: base stations, and mining rigs. Shares are assumed.

A base station's radios follow its traffic a little and its cooling follows the air. A mining rig runs flat out; now
and then one of its machines starts anew. Neither needs anybody there: absence says nothing of them, activity is how
much of the equipment runs.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import Almanac, almanac
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.noise import roughened
from jicha.twin.load.opening import Nature, Opening, business, table
from jicha.twin.load.shapes import hump
from jicha.twin.load.tenants import lived
from jicha.twin.load.use import Asked, Load, lagging, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream, key_of

_RESTARTS = 0.01  # of the quarter hours
_RESTARTING = 0.15  # of the power is missing in them


@use("通信基站", typical_kw=(1.5, 5.0), load_factor=0.70)
def base_station(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Base station."""
    return business(asked, window, behaviour, _base_station, Nature(0.02, 0.8, 0.02, 0.03, (0.25, 0.42), 0.05))


@use("挖矿设备", typical_kw=(3.0, 60.0), load_factor=0.98)
def mining_rig(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Mining rig."""
    return lived(asked, window, behaviour, _rig)


def _base_station(habits: Stream, days: Almanac) -> Opening:
    """All days are of one kind: there is nobody who could be absent."""
    thrown = habits.uniform(3)
    traffic = 0.2 + 0.45 * hump(12.0, 4.0) + 0.55 * hump(20.5, 3.0)
    return Opening(
        np.zeros(len(days), np.int64),
        np.ones(len(days)),
        np.zeros(96),
        table(1.0 + (0.1 + 0.15 * thrown[0]) * traffic),
        table(0.015 + 0.025 * thrown[1]),
        table(0.0),
        table(0.0),
    )


def _rig(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    number = almanac(window).number
    restarts = Stream(asked.seed, asked.entity, "load restarts")
    thrown = restarts.uniform(96 * number.size, 96 * int(number[0])).reshape(-1, 96)
    part = np.where(thrown < _RESTARTS, 1.0 - _RESTARTING, 1.0)
    level = 1000.0 * asked.mean_kw / (1.0 - _RESTARTING * _RESTARTS)
    active = level * part * np.maximum(behaviour.activity, 0.0)[:, None]
    roughened(active, key_of(asked.seed, asked.entity, "load unrest"), int(number[0]), 0.004, 0.006)
    return lagging(active, 0.95 + 0.04 * float(Stream(asked.seed, asked.entity, "load power factor").uniform(1)[0]))
