"""One area over the whole window: loads of all days, a power flow on curve days, registers of both in one row.

On curve days voltages come from the flow. On the other days they are the nominal ones, which moves no energy of a sound
meter: loads are constant powers. There the loss of the lines is the area's fitted one (``surrogate``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jicha.twin.account import ELEMENTS, Account, Place
from jicha.twin.area import HOURS, STEPS_OF_A_DAY, AreaCurves, Customer, run_area
from jicha.twin.load.behaviour import Behaviour, usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked
from jicha.twin.load.window import Window
from jicha.twin.meter import Meter, Series, Shown
from jicha.twin.metering import metered
from jicha.twin.mounted import Mounted, mounted, sound_wiring
from jicha.twin.planted import planted_at
from jicha.twin.planting import Planting
from jicha.twin.rates import by_rate
from jicha.twin.streams import Stream
from jicha.twin.street import Street, draw_street
from jicha.twin.surrogate import fitted_loss
from jicha.twin.tap import tap_of

NOMINAL_V = 400.0 / np.sqrt(3)
_TURNED = np.exp(-2j * np.pi / 3 * np.arange(3))
_UNEVEN = 0.08  # standard deviation of the share of a phase of who is tied to three
_LEAST_PEAK_KW = 3.0
_KWH = HOURS / 1000  # of a watt over a step


@dataclass(frozen=True, slots=True, eq=False)
class Tied:
    """A metering point in an area, and whose it is."""

    account: Account
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class PlaceYear:
    """What one point used and its meter made of it.

    ``chain_kwh``  energy by day and rate: true, then after bypass, wiring, fault and class error, (5, days, rates)
    ``kvarh``      reactive energy counted, (days,)
    ``highest_kw``  highest quarter hour that was counted on each day, (days,)
    ``shown``      voltages, currents and powers of the curve days, or None
    """

    tied: Tied
    mounted: Mounted
    phases: tuple[int, ...]
    box: int
    chain_kwh: Series
    kvarh: Series
    highest_kw: Series
    shown: Shown | None


@dataclass(frozen=True, slots=True, eq=False)
class AreaYear:
    """``supply_kwh``, ``unmetered_kwh`` and ``loss_kwh`` of each day at the busbar; ``curves`` of the curve days."""

    street: Street
    places: tuple[PlaceYear, ...]
    supply_kwh: Series
    unmetered_kwh: Series
    loss_kwh: Series
    curves: AreaCurves | None


def run_area_year(
    seed: int,
    area: str,
    tied: Sequence[Tied],
    window: Window,
    rates: Mapping[str, NDArray[np.int8]],
    *,
    curve_days: int,
    plantings: Sequence[Planting] = (),
    behaviours: Mapping[str, Behaviour] | None = None,
) -> AreaYear:
    """The area over the window. Raises NoFlow, TooLarge.

    ``rates`` holds the rate of each quarter hour by point number. ``plantings`` count customers as ``tied`` lists them
    and steps from the window's first; ``behaviours`` are by the account's number, usual where there is none.
    """
    street = _street(seed, area, tied)
    active, reactive = _loads(seed, tied, window, behaviours or {})
    shares = _shares(seed, tied, street)
    meters = [mounted(seed, one.place, phases[0]) for one, phases in zip(tied, _phases(street), strict=True)]
    since = (len(window) - curve_days) * STEPS_OF_A_DAY
    curves = None
    if curve_days:
        then = [replace(one, start=one.start - since, end=one.end - since) for one in plantings]
        curves = _curves(seed, area, street, tied, meters, active[:, since:], reactive[:, since:], shares, then)
    hooked_w = np.zeros((len(tied), since))
    years = []
    for place, one in enumerate(tied):
        load = (active[place, :since], reactive[place, :since])
        chain, hooked_w[place] = _chain(
            seed, area, place, plantings, meters[place].meter, load, shares[place], street.phases[place]
        )
        shown = None
        if curves is not None:
            chain = np.concatenate([chain, curves.metered[place].energy_wh / 1000], axis=1)
            shown = curves.metered[place].shown
        by_day = chain.reshape(5, len(window), STEPS_OF_A_DAY)
        years.append(
            PlaceYear(
                one,
                meters[place],
                _phases(street)[place],
                int(street.box[place]),
                by_rate(by_day, rates[one.place.number]),
                _reactive(meters[place].meter, reactive[place], shown, since).reshape(len(window), -1).sum(axis=1),
                by_day[4].max(axis=1) / HOURS,
                shown,
            )
        )
    balance = _balance(seed, area, street, plantings, active[:, :since] + hooked_w, reactive[:, :since], shares)
    if curves is not None:
        late = np.stack([curves.supply_w, curves.unmetered_w, curves.loss_w])
        balance = np.concatenate([balance, late], axis=1)
    daily = balance.reshape(3, len(window), STEPS_OF_A_DAY).sum(axis=2) * _KWH
    return AreaYear(street, tuple(years), daily[0], daily[1], daily[2], curves)


def _phases(street: Street) -> list[tuple[int, ...]]:
    return [tuple(np.flatnonzero(one).tolist()) for one in street.phases]


def _curves(
    seed: int,
    area: str,
    street: Street,
    tied: Sequence[Tied],
    meters: Sequence[Mounted],
    active: Series,
    reactive: Series,
    shares: Series,
    plantings: Sequence[Planting],
) -> AreaCurves:
    """The flow of the last steps, with plantings counted from their first."""
    customers = [
        Customer(one.place.number, sound_wiring(one.place.wiring, phases[0]), own.meter)
        for one, phases, own in zip(tied, _phases(street), meters, strict=True)
    ]
    load = np.asarray((active + 1j * reactive).T[:, :, np.newaxis] * shares, np.complex128)
    return run_area(seed, area, street, customers, load, plantings)


def _balance(
    seed: int,
    area: str,
    street: Street,
    plantings: Sequence[Planting],
    active: Series,
    reactive: Series,
    shares: Series,
) -> Series:
    """Supply, what nobody's taps take, and modelled loss of the days without a flow, W, (3, steps)."""
    steps = active.shape[1]
    if not steps:
        return np.zeros((3, 0))
    taps = [
        tap_of(seed, area, number, street, one, steps) for number, one in enumerate(plantings) if one.effect.on_line
    ]
    network = street.network
    load_w = active.T[:, :, np.newaxis] * shares
    load_var = reactive.T[:, :, np.newaxis] * shares
    if taps:
        network = replace(network, load_node=np.append(network.load_node, [one.node for one in taps]).astype(np.int32))
        taken = np.stack([one.watts for one in taps], axis=1)
        load_w, load_var = np.concatenate([load_w, taken], axis=1), np.concatenate([load_var, 0 * taken], axis=1)
    loss = fitted_loss(seed, area, network, load_w, load_var).loss_w(load_w)
    unmetered = np.sum([one.watts.sum(axis=1) for one in taps], axis=0) if taps else np.zeros(steps)
    return np.stack([active.sum(axis=0) + unmetered + loss, unmetered, loss])


def _street(seed: int, area: str, tied: Sequence[Tied]) -> Street:
    uses = all_uses()
    peaks = [max(one.place.mean_kw / uses[one.place.use].load_factor, _LEAST_PEAK_KW) for one in tied]
    return draw_street(seed, area, peaks, [ELEMENTS[one.place.wiring] > 1 for one in tied])


def _loads(
    seed: int, tied: Sequence[Tied], window: Window, behaviours: Mapping[str, Behaviour]
) -> tuple[Series, Series]:
    active = np.empty((len(tied), len(window) * STEPS_OF_A_DAY))
    reactive = np.empty_like(active)
    as_usual = usual(len(window))
    for place, one in enumerate(tied):
        behaviour = behaviours.get(one.account.number, as_usual)
        load = all_uses()[one.place.use].draw(Asked(seed, one.place.number, one.place.mean_kw), window, behaviour)
        active[place], reactive[place] = load.active_w.ravel(), load.reactive_var.ravel()
        there = _there(one.account, window)
        if there is not None:
            active[place] *= there
            reactive[place] *= there
    return active, reactive


def _there(account: Account, window: Window) -> Series | None:
    """1 on the steps on which the account exists; None if it always does."""
    days = np.array(
        [account.opened <= day and (account.closed is None or day < account.closed) for day in window.dates]
    )
    return None if days.all() else np.repeat(days, STEPS_OF_A_DAY).astype(np.float64)


def _shares(seed: int, tied: Sequence[Tied], street: Street) -> Series:
    """The share of each phase, (places, 3): all on one, or nearly even on three."""
    shares = street.phases.astype(np.float64)
    for place in np.flatnonzero(shares.sum(axis=1) > 1).tolist():
        shares[place] = 1 + _UNEVEN * Stream(seed, tied[place].place.number, "phases").normal(3)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _chain(
    seed: int,
    area: str,
    place: int,
    plantings: Sequence[Planting],
    meter: Meter,
    load: tuple[Series, Series],
    shares: Series,
    phases: NDArray[np.bool_],
) -> tuple[Series, Series]:
    """Energy in kWh after each cause, (5, steps), at nominal voltage, and what is hooked, W (steps,)."""
    active, reactive = load
    steps = active.size
    if all(one.customer != place or one.effect.on_line for one in plantings):
        error = np.mean(np.asarray(meter.voltage_error) * np.conj(meter.current_error))
        counted = meter.class_gain * (error.real * active - error.imag * reactive)
        return np.stack([active, active, active, active, counted]) * _KWH, np.zeros(steps)
    numbered = [
        (number, one) for number, one in enumerate(plantings) if one.customer == place and not one.effect.on_line
    ]
    acted = planted_at(
        seed, area, numbered, np.asarray((active + 1j * reactive)[:, np.newaxis] * shares, np.complex128), phases
    )
    voltage = np.broadcast_to(NOMINAL_V * _TURNED, (steps, 3))
    current = np.conj(acted.own_va / voltage)
    hooked_w = acted.hooked_w.sum(axis=1)
    found = metered(meter, meter.wiring, acted.changes, voltage, current, hooked_w, hours=HOURS)
    return found.energy_wh / 1000, hooked_w


def _reactive(meter: Meter, reactive: Series, shown: Shown | None, since: int) -> Series:
    """Reactive energy in kvarh that is counted on each step: what leads is not."""
    counted = reactive * meter.class_gain
    if shown is not None:
        counted = np.concatenate([counted[:since], shown.reactive])
    return np.maximum(counted, 0.0) * _KWH
