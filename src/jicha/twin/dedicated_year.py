"""A customer with transformers of its own over the whole window: its load, its meters, and what its line gives it.

Supply at 20, 35 or 110 kV is solved as one at 10 kV of the same capacity, which has the same losses in kW; what its
meter shows of voltage and current is turned to the voltage that it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.account import ELEMENTS, Account, Place
from jicha.twin.area import HOURS, STEPS_OF_A_DAY
from jicha.twin.clock import by_own_clock
from jicha.twin.dedicated import Side, dedicated, run_dedicated
from jicha.twin.load.behaviour import Behaviour, usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked
from jicha.twin.load.window import Window
from jicha.twin.meter import Phasors, Series, Shown
from jicha.twin.metering import metered
from jicha.twin.mounted import Mounted, mounted
from jicha.twin.planting import Planting
from jicha.twin.rates import Rates
from jicha.twin.streams import Stream

_HIGH_V = 10_000.0
_TIMES = {"ac_10_kv": 1.0, "ac_20_kv": 2.0, "ac_35_kv": 3.5, "ac_110_kv": 11.0}  # of 10 kV
_UNEVEN = 0.03
_KWH = HOURS / 1000


@dataclass(frozen=True, slots=True, eq=False)
class DedicatedYear:
    """The same of a dedicated customer as ``area_year.PlaceYear``, and what its line gives.

    ``outside_kwh``  loss of its transformers that its meter does not see, (days,)
    ``line_va``      what the line gives, W + j var, (steps,)
    ``behind``       the meters behind its own, on the busbar of its transformers; the line gives them nothing else
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
    behind: tuple[DedicatedYear, ...] = ()


def run_dedicated_year(
    seed: int,
    account: Account,
    window: Window,
    rates: Mapping[str, Rates],
    *,
    curve_days: int,
    plantings: Sequence[Planting] = (),
    behaviour: Behaviour | None = None,
    inspected: Sequence[int] = (),
) -> DedicatedYear:
    """The customer over the window, at the main of its points and those behind it; ``rates`` are by point number.

    What is used behind the main is used by it too. ``inspected`` are days of the window on which somebody came to
    look. Raises NoFlow.
    """
    place = account.places[0]
    own = mounted(seed, place, 0)
    side = Side.HIGH if place.side == "hv_metered_hv_supplied" else Side.LOW
    customer = dedicated(account.number, [one.kva for one in account.machines], side, own.meter)
    machines = _machines(account, window)
    load = _load_va(seed, account, place, window, machines, behaviour)
    subs = [one for one in account.places[1:] if one.metered]
    part = [_load_va(seed, account, one, window, machines, behaviour) for one in subs]
    total = np.sum([load, *part], axis=0)
    steps = total.shape[0]
    high_v = np.full(steps, _HIGH_V)
    running = None if machines.all() else np.repeat(machines, STEPS_OF_A_DAY, axis=0)
    solved = run_dedicated(seed, customer, total, high_v, plantings, running=running, inspected=inspected)
    times = _TIMES[account.file["supply_voltage"]] if side is Side.HIGH else 1.0
    chain = (solved.metered.energy_wh / 1000).reshape(5, len(window), STEPS_OF_A_DAY)
    since = steps - curve_days * STEPS_OF_A_DAY
    shown = solved.metered.shown
    late = Shown(
        shown.voltage[since:] * times, shown.current[since:] / times, shown.power[since:], shown.reactive[since:]
    )
    lagging = np.maximum(shown.reactive, 0.0).reshape(len(window), STEPS_OF_A_DAY)
    hours = rates[place.number]
    energy = hours.sums(chain)
    by_clock = hours.sums(by_own_clock(chain[4].ravel(), plantings).reshape(len(window), STEPS_OF_A_DAY))
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
        tuple(
            _behind(seed, account, one, load_va, solved.low_v, rates[one.number], since if curve_days else steps)
            for one, load_va in zip(subs, part, strict=True)
        ),
    )


def _behind(
    seed: int, account: Account, place: Place, load_va: Phasors, low_v: Phasors, rates: Rates, since: int
) -> DedicatedYear:
    """What a meter on the busbar makes of a part of the load; curves are kept from step ``since``."""
    own = mounted(seed, place, 0)
    dead = low_v == 0
    current = np.conj(load_va / np.where(dead, 1.0, low_v))
    steps = load_va.shape[0]
    found = metered(own.meter, own.meter.wiring, (), low_v, current, np.zeros(steps), hours=HOURS)
    chain = (found.energy_wh / 1000).reshape(5, -1, STEPS_OF_A_DAY)
    shown = found.shown
    energy = rates.sums(chain)
    days = chain.shape[1]
    return DedicatedYear(
        account,
        place,
        own,
        energy,
        energy[4],
        np.maximum(shown.reactive, 0.0).reshape(days, -1).sum(axis=1) * _KWH,
        chain[4].max(axis=1) / HOURS,
        Shown(shown.voltage[since:], shown.current[since:], shown.power[since:], shown.reactive[since:])
        if since < steps
        else None,
        np.zeros(days),
        np.zeros(steps, np.complex128),
    )


def _load_va(
    seed: int, account: Account, place: Place, window: Window, machines: NDArray[np.bool_], behaviour: Behaviour | None
) -> Phasors:
    """What is used at a place, W + j var by phase, (steps, 3): as much of it as the running transformers allow."""
    asked = Asked(seed, place.number, place.mean_kw)
    load = all_uses()[place.use].draw(asked, window, behaviour or usual(len(window)))
    shares = 1 + _UNEVEN * Stream(seed, place.number, "phases").normal(3)
    kva = np.array([one.kva for one in account.machines])
    there = np.array(
        [account.opened <= day and (account.closed is None or day < account.closed) for day in window.dates]
    )
    able = np.repeat(machines @ kva / kva.sum() * there, STEPS_OF_A_DAY)
    total = (load.active_w + 1j * load.reactive_var).ravel() * able
    if ELEMENTS[place.wiring] == 1:
        shares = np.array([1.0, 0.0, 0.0])
    return np.asarray(total[:, np.newaxis] * shares / shares.sum(), np.complex128)


def _machines(account: Account, window: Window) -> NDArray[np.bool_]:
    """Which transformers run on each day, (days, machines)."""
    return np.array([[one.running(day) for one in account.machines] for day in window.dates])
