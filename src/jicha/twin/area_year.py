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
from jicha.twin.clock import by_own_clock
from jicha.twin.load.behaviour import Behaviour, usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked
from jicha.twin.load.window import Window
from jicha.twin.meter import Meter, Series, Shown
from jicha.twin.metering import metered
from jicha.twin.mounted import Mounted, mounted, sound_wiring
from jicha.twin.planted import planted_at
from jicha.twin.planting import Planting
from jicha.twin.rates import Rates
from jicha.twin.rotation import rotated
from jicha.twin.streams import Stream
from jicha.twin.street import Street, draw_street
from jicha.twin.surrogate import fitted_loss
from jicha.twin.tap import tap_of

NOMINAL_V = 400.0 / np.sqrt(3)
TURNED = np.exp(-2j * np.pi / 3 * np.arange(3))
_UNEVEN = 0.08  # standard deviation of the share of a phase of who is tied to three
_LEAST_PEAK_KW = 3.0
KWH = HOURS / 1000  # of a watt over a step


@dataclass(frozen=True, slots=True, eq=False)
class Tied:
    """A metering point in an area, and whose it is."""

    account: Account
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class PlaceYear:
    """What one point used and its meter made of it.

    ``chain_kwh``  energy by day and rate: true, then after bypass, wiring, fault and class error, (5, days, rates)
    ``taken_kwh``  what the registers took by the meter's own clock, (days, rates)
    ``kvarh``      reactive energy counted, (days,)
    ``highest_kw``  highest quarter hour that was counted on each day, (days,)
    ``shown``      voltages, currents and powers of the curve days, or None
    """

    tied: Tied
    mounted: Mounted
    phases: tuple[int, ...]
    box: int
    chain_kwh: Series
    taken_kwh: Series
    kvarh: Series
    highest_kw: Series
    shown: Shown | None


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """What comes into an area at its busbar: W and var of each phase, (steps, 3), and voltages on curve days or None.

    ``unmetered_w``, ``loss_w`` are (steps,): what nobody's taps take, and what the lines lose.
    """

    active_w: Series
    reactive_var: Series
    voltage: NDArray[np.complex128] | None
    unmetered_w: Series
    loss_w: Series

    def daily_kwh(self, watts: Series) -> Series:
        """Sums of each day, (days,)."""
        return np.asarray(watts.reshape(-1, STEPS_OF_A_DAY).sum(axis=1) * KWH)


@dataclass(frozen=True, slots=True, eq=False)
class AreaYear:
    """An area's points, and what came into it; ``curves`` of the curve days, or None."""

    street: Street
    places: tuple[PlaceYear, ...]
    supply: Supply
    curves: AreaCurves | None


def run_area_year(
    seed: int,
    area: str,
    street: Street,
    tied: Sequence[Tied],
    window: Window,
    rates: Mapping[str, Rates],
    *,
    curve_days: int,
    plantings: Sequence[Planting] = (),
    behaviours: Mapping[str, Behaviour] | None = None,
) -> AreaYear:
    """The area over the window. Raises NoFlow.

    ``rates`` are those of the meters by point number. ``plantings`` count customers as ``tied`` lists them and steps
    from the window's first; ``behaviours`` are by the account's number, usual where there is none.
    """
    active, reactive = _loads(seed, tied, window, behaviours or {})
    rotated(active, reactive, plantings, window)
    shares = _shares(seed, tied, street)
    tied_to = phases_of(street)
    meters = [mounted(seed, one.place, phases[0]) for one, phases in zip(tied, tied_to, strict=True)]
    since = (len(window) - curve_days) * STEPS_OF_A_DAY
    curves = None
    if curve_days:
        then = [replace(one, start=one.start - since, end=one.end - since) for one in plantings]
        customers = [
            Customer(one.place.number, sound_wiring(one.place.wiring, phases[0]), own.meter)
            for one, phases, own in zip(tied, tied_to, meters, strict=True)
        ]
        load = np.asarray((active[:, since:] + 1j * reactive[:, since:]).T[:, :, np.newaxis] * shares, np.complex128)
        curves = run_area(seed, area, street, customers, load, then)
    hooked_w = np.zeros((len(tied), since))
    years = []
    for place, one in enumerate(tied):
        early = (active[place, :since], reactive[place, :since])
        chain, hooked_w[place] = _chain(
            seed, area, place, plantings, meters[place].meter, early, shares[place], street.phases[place]
        )
        shown = None
        if curves is not None:
            chain = np.concatenate([chain, curves.metered[place].energy_wh / 1000], axis=1)
            shown = curves.metered[place].shown
        own = [planting for planting in plantings if planting.customer == place and not planting.effect.on_line]
        hours = rates[one.place.number]
        by_day = chain.reshape(5, len(window), STEPS_OF_A_DAY)
        energy = hours.sums(by_day)
        years.append(
            PlaceYear(
                one,
                meters[place],
                tied_to[place],
                int(street.box[place]),
                energy,
                hours.sums(by_own_clock(chain[4], own).reshape(len(window), STEPS_OF_A_DAY)) if own else energy[4],
                _reactive(meters[place].meter, reactive[place], shown, since).reshape(len(window), -1).sum(axis=1),
                by_day[4].max(axis=1) / HOURS,
                shown,
            )
        )
    supply = _supply(seed, area, street, plantings, active[:, :since] + hooked_w, reactive[:, :since], shares)
    return AreaYear(street, tuple(years), supply if curves is None else _joined(supply, street, curves), curves)


def phases_of(street: Street) -> list[tuple[int, ...]]:
    """The phases that each customer is tied to."""
    return [tuple(np.flatnonzero(one).tolist()) for one in street.phases]


def street_of(seed: int, area: str, tied: Sequence[Tied]) -> Street:
    """The street of an area, sized for what its customers usually reach: nothing that is planted changes it."""
    uses = all_uses()
    peaks = [max(one.place.mean_kw / uses[one.place.use].load_factor, _LEAST_PEAK_KW) for one in tied]
    return draw_street(seed, area, peaks, [ELEMENTS[one.place.wiring] > 1 for one in tied])


def there(account: Account, window: Window) -> Series | None:
    """1 on the steps on which the account exists, (steps,); None if it always does."""
    days = np.array(
        [account.opened <= day and (account.closed is None or day < account.closed) for day in window.dates]
    )
    return None if days.all() else np.repeat(days, STEPS_OF_A_DAY).astype(np.float64)


def _loads(
    seed: int, tied: Sequence[Tied], window: Window, behaviours: Mapping[str, Behaviour]
) -> tuple[Series, Series]:
    active = np.empty((len(tied), len(window) * STEPS_OF_A_DAY))
    reactive = np.empty_like(active)
    as_usual = usual(len(window))
    for place, one in enumerate(tied):
        asked = Asked(seed, one.place.number, one.place.mean_kw)
        load = all_uses()[one.place.use].draw(asked, window, behaviours.get(one.account.number, as_usual))
        active[place], reactive[place] = load.active_w.ravel(), load.reactive_var.ravel()
        present = there(one.account, window)
        if present is not None:
            active[place] *= present
            reactive[place] *= present
    return active, reactive


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
    numbered = [
        (number, one) for number, one in enumerate(plantings) if one.customer == place and not one.effect.on_line
    ]
    if not numbered:
        error = np.mean(np.asarray(meter.voltage_error) * np.conj(meter.current_error))
        counted = meter.class_gain * (error.real * active - error.imag * reactive)
        return np.stack([active, active, active, active, counted]) * KWH, np.zeros(steps)
    load_va = np.asarray((active + 1j * reactive)[:, np.newaxis] * shares, np.complex128)
    acted = planted_at(seed, area, numbered, load_va, phases)
    voltage = np.broadcast_to(NOMINAL_V * TURNED, (steps, 3))
    current = np.conj(acted.own_va / voltage)
    hooked_w = acted.hooked_w.sum(axis=1)
    found = metered(meter, meter.wiring, acted.changes, voltage, current, hooked_w, hours=HOURS)
    return found.energy_wh / 1000, hooked_w


def _reactive(meter: Meter, reactive: Series, shown: Shown | None, since: int) -> Series:
    """Reactive energy in kvarh that is counted on each step: what leads is not."""
    counted = reactive * meter.class_gain
    if shown is not None:
        counted = np.concatenate([counted[:since], shown.reactive])
    return np.maximum(counted, 0.0) * KWH


def _supply(
    seed: int,
    area: str,
    street: Street,
    plantings: Sequence[Planting],
    active: Series,
    reactive: Series,
    shares: Series,
) -> Supply:
    """The days without a flow: loads by phase, and the modelled loss spread over the phases as they are loaded."""
    steps = active.shape[1]
    if not steps:
        return Supply(np.zeros((0, 3)), np.zeros((0, 3)), None, np.zeros(0), np.zeros(0))
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
    by_phase = load_w.sum(axis=1)
    whole = by_phase.sum(axis=1, keepdims=True)
    even = np.divide(by_phase, whole, out=np.full_like(by_phase, 1 / 3), where=whole > 0)
    unmetered = np.sum([one.watts.sum(axis=1) for one in taps], axis=0) if taps else np.zeros(steps)
    return Supply(by_phase + even * loss[:, np.newaxis], load_var.sum(axis=1), None, unmetered, loss)


def _joined(early: Supply, street: Street, curves: AreaCurves) -> Supply:
    """The days without a flow, then those with one: what comes out of the transformer, by phase."""
    flow = curves.flow
    apparent = flow.transformer_out_va[:, 0]
    return Supply(
        np.concatenate([early.active_w, apparent.real]),
        np.concatenate([early.reactive_var, apparent.imag]),
        flow.voltage[:, street.busbar],
        np.concatenate([early.unmetered_w, curves.unmetered_w]),
        np.concatenate([early.loss_w, curves.loss_w]),
    )
