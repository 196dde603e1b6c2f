"""Panels on a customer's roof: what they give from the day on which they are connected, behind a meter of both ways.

The surplus over the customer's own use is fed in. The customer's meter counts both ways apart over the whole window:
such meters are programmed for it, and nothing comes back before there are panels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jicha.twin.generation import FeedIn, Generation
from jicha.twin.load.behaviour import usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked
from jicha.twin.load.window import Window
from jicha.twin.meter import Meter, Phasors, RegisterLaw, Series
from jicha.twin.mounted import Mounted
from jicha.twin.wiring import Wiring

_STEPS_OF_A_DAY = 96
_USE = "solar_roof"


@dataclass(frozen=True, slots=True)
class Panels:
    """``mean_kw`` is given over a year, from day ``start`` of the window on."""

    mean_kw: float
    start: int

    @property
    def rated_kw(self) -> float:
        """About what the panels are rated for."""
        return self.mean_kw / all_uses()[_USE].load_factor


def given_va(seed: int, number: str, panels: Panels, window: Window) -> Phasors:
    """What the roof of the account ``number`` gives, W + j var, (steps,)."""
    load = all_uses()[_USE].draw(Asked(seed, f"{number} roof", panels.mean_kw), window, usual(len(window)))
    given = -(load.active_w + 1j * load.reactive_var).ravel()
    given[: panels.start * _STEPS_OF_A_DAY] = 0.0
    return np.asarray(given, np.complex128)


def both_ways(own: Mounted) -> Mounted:
    """The same meter, counting what is fed in apart from what is taken."""
    return replace(own, meter=replace(own.meter, law=RegisterLaw.FORWARD))


def behind(wiring: Wiring) -> Generation:
    """The surplus is fed in; a sound meter tells what the panels give."""
    return Generation(FeedIn.SURPLUS, wiring, Meter(wiring, law=RegisterLaw.FORWARD))


def by_place(given: Mapping[int, Phasors], shares: Series, steps: slice) -> Phasors:
    """What is given at each place and phase, (steps, places, 3), of ``given`` (steps,) by place."""
    some = next(iter(given.values()))[steps]
    found = np.zeros((some.size, *shares.shape), np.complex128)
    for place, one in given.items():
        found[:, place] = one[steps, np.newaxis] * shares[place]
    return found


def less(loads: Sequence[Series], given: Mapping[int, Phasors], steps: slice) -> tuple[Series, Series]:
    """Active and reactive ``loads`` (places, steps) less what is given there: what the lines carry."""
    active, reactive = (one.copy() if given else one for one in loads)
    for place, one in given.items():
        active[place] -= one.real[steps]
        reactive[place] -= one.imag[steps]
    return active, reactive
