"""What all uses have in common when somebody's behaviour is read: successors, watts on top, and supply that is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.noise import roughened
from jicha.twin.load.use import Asked, Load
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream, key_of

_ADDED_TANGENT = 0.33  # reactive over active of what comes on top: a power factor of 0.95, assumed
_HOURLY, _QUARTERLY = 0.05, 0.07  # most that reactive power strays from its mean, by hour and by quarter, assumed
_SPREAD = 0.35  # of the logarithm of a successor's size against his predecessor's, assumed

Living = Callable[[Asked, Window, Behaviour], Load]


def lived(asked: Asked, window: Window, behaviour: Behaviour, living: Living) -> Load:
    """The load of whoever lives or works there, one after the other, with what is added and without what is off.

    ``living`` draws one of them over the whole window and reads ``absent`` and ``activity``; nothing is drawn anew for
    the days of another.
    """
    load = _unsteady(living(asked, window, behaviour), asked, window)
    for place, begins in enumerate(behaviour.others):
        another = _successor(asked, place)
        later = _unsteady(living(another, window, behaviour), another, window)
        begins = min(max(begins, 0), len(window))
        load = Load(
            np.concatenate([load.active_w[:begins], later.active_w[begins:]]),
            np.concatenate([load.reactive_var[:begins], later.reactive_var[begins:]]),
        )
    active, reactive = load.active_w, load.reactive_var
    if behaviour.added_w.any():
        active, reactive = active + behaviour.added_w, reactive + _ADDED_TANGENT * behaviour.added_w
    if behaviour.off.any():
        active, reactive = np.where(behaviour.off, 0.0, active), np.where(behaviour.off, 0.0, reactive)
    return Load(active, reactive)


def _unsteady(load: Load, asked: Asked, window: Window) -> Load:
    """The same with a power factor that wanders a little from quarter to quarter, as what is switched on changes."""
    reactive = np.array(load.reactive_var, np.float64)
    key = key_of(asked.seed, asked.entity, "load reactive")
    roughened(reactive, key, window.first.toordinal(), _HOURLY, _QUARTERLY)
    return Load(load.active_w, reactive)


def _successor(asked: Asked, place: int) -> Asked:
    entity = f"{asked.entity} successor {place}"
    size = float(np.exp(_SPREAD * Stream(asked.seed, entity, "load size").normal(1)[0] - _SPREAD**2 / 2))
    return replace(asked, entity=entity, mean_kw=asked.mean_kw * size)
