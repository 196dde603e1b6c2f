"""A customer with transformers of its own over the whole window: its load, its meter, and what its line gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jicha.twin.account import Account, Place
from jicha.twin.area import HOURS, STEPS_OF_A_DAY
from jicha.twin.clock import by_own_clock
from jicha.twin.dedicated import Side, dedicated, run_dedicated
from jicha.twin.load.behaviour import Behaviour, usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked
from jicha.twin.load.window import Window
from jicha.twin.meter import Phasors, Series, Shown
from jicha.twin.mounted import Mounted, mounted
from jicha.twin.planting import Planting
from jicha.twin.rates import Rates
from jicha.twin.streams import Stream

_HIGH_V = 10_000.0
_UNEVEN = 0.03
_KWH = HOURS / 1000


@dataclass(frozen=True, slots=True, eq=False)
class DedicatedYear:
    """The same of a dedicated customer as ``area_year.PlaceYear``, and what its line gives.

    ``outside_kwh``  loss of its transformers that its meter does not see, (days,)
    ``line_va``      what the line gives, W + j var, (steps,)
    """

    account: Account
    place: Place
    mounted: Mounted
    chain_kwh: Series
    taken_kwh: Series
    kvarh: Series
    highest_kw: Series
    shown: Shown | None
    outside_kwh: Series
    line_va: Phasors


def run_dedicated_year(
    seed: int,
    account: Account,
    window: Window,
    rates: Rates,
    *,
    curve_days: int,
    plantings: Sequence[Planting] = (),
    behaviour: Behaviour | None = None,
) -> DedicatedYear:
    """The customer over the window, at the main of its points; ``rates`` are its meter's. Raises NoFlow."""
    place = account.places[0]
    own = mounted(seed, place, 0)
    side = Side.HIGH if place.side == "hv_metered_hv_supplied" else Side.LOW
    customer = dedicated(account.number, [one.kva for one in account.machines], side, own.meter)
    asked = Asked(seed, place.number, place.mean_kw)
    load = all_uses()[place.use].draw(asked, window, behaviour or usual(len(window)))
    shares = 1 + _UNEVEN * Stream(seed, place.number, "phases").normal(3)
    running = np.repeat(_running(account, window), STEPS_OF_A_DAY)
    total = (load.active_w + 1j * load.reactive_var).ravel() * running
    steps = total.size
    high_v = np.full(steps, _HIGH_V)
    solved = run_dedicated(seed, customer, total[:, np.newaxis] * shares / shares.sum(), high_v, plantings)
    chain = (solved.metered.energy_wh / 1000).reshape(5, len(window), STEPS_OF_A_DAY)
    since = steps - curve_days * STEPS_OF_A_DAY
    shown = solved.metered.shown
    late = Shown(shown.voltage[since:], shown.current[since:], shown.power[since:], shown.reactive[since:])
    lagging = np.maximum(shown.reactive, 0.0).reshape(len(window), STEPS_OF_A_DAY)
    energy = rates.sums(chain)
    by_clock = rates.sums(by_own_clock(chain[4].ravel(), plantings).reshape(len(window), STEPS_OF_A_DAY))
    return DedicatedYear(
        account,
        place,
        own,
        energy,
        by_clock if plantings else energy[4],
        lagging.sum(axis=1) * _KWH,
        chain[4].max(axis=1) / HOURS,
        late if curve_days else None,
        solved.outside_w.reshape(len(window), -1).sum(axis=1) * _KWH,
        solved.line_va,
    )


def _running(account: Account, window: Window) -> Series:
    """The share of its load that a customer can run on each day, for the transformers that are sealed."""
    whole = sum(one.kva for one in account.machines)
    return np.array([sum(one.kva for one in account.machines if one.running(day)) / whole for day in window.dates])
