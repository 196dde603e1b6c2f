"""A use of electricity: a home, a shop, a pump. Its words, its usual size, and the load it draws over a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.window import Window

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose load is asked for: ``entity`` names its random streams, ``mean_kw`` is about what it uses over a year."""

    seed: int
    entity: str
    mean_kw: float


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """Active power W and reactive power var of all phases together, each (days, 96): means of the quarter hours."""

    active_w: Floats
    reactive_var: Floats


Drawing = Callable[[Asked, Window, Behaviour], Load]


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """``typical_kw``: mean power from the small to the large of its kind; ``load_factor``: mean over yearly peak.

    ``three_phase_from_kw``: from which peak it is connected to three phases. ``draw`` is a pure function.
    """

    code: str
    name: str
    name_zh: str
    typical_kw: tuple[float, float]
    load_factor: float
    three_phase_from_kw: float
    draw: Drawing


def use(
    name_zh: str, *, typical_kw: tuple[float, float], load_factor: float, three_phase_from_kw: float = 12.0
) -> Callable[[Drawing], Use]:
    """Makes a use of a function: its name is the code, and its docstring the name."""

    def made(draw: Drawing) -> Use:
        name = (draw.__doc__ or "").rstrip(".")
        return Use(draw.__name__, name, name_zh, typical_kw, load_factor, three_phase_from_kw, draw)

    return made


def lagging(active_w: Floats, power_factor: Floats | float) -> Load:
    """The load of which each step has this power factor, current behind voltage."""
    tangent = np.sqrt(1.0 / np.square(np.clip(power_factor, 0.05, 1.0)) - 1.0)
    return Load(active_w, active_w * tangent)
