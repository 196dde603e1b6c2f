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
from jicha.twin.meter import Meter, Phasors, Series, Shown
from jicha.twin.metering import metered
from jicha.twin.mounted import Mounted, mounted, sound_wiring
from jicha.twin.moved import Moved, move
from jicha.twin.panels import Panels, behind, both_ways, by_place, given_va, less
from jicha.twin.planted import planted_at
from jicha.twin.planting import Planting
from jicha.twin.rates import Rates
from jicha.twin.rotation import rotated
from jicha.twin.streams import Stream
from jicha.twin.street import Street, draw_street
from jicha.twin.surrogate import SAMPLES, fitted_loss, spread_steps
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
    ``fed_in_kwh``  fed in, true and by the register that counts it, (2, days), and ``generated_kwh`` what the panels
    gave, (days,): None where there are none. What is taken is then net of what the panels give at the same time.
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
    fed_in_kwh: Series | None = None
    generated_kwh: Series | None = None


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

    def generated_kwh(self) -> Series:
        """What all panels gave, (days,)."""
        return self._sum([one.generated_kwh for one in self.places])

    def fed_in_kwh(self) -> Series:
        """What customers truly fed in, (days,)."""
        return self._sum([None if one.fed_in_kwh is None else one.fed_in_kwh[0] for one in self.places])

    def _sum(self, parts: Sequence[Series | None]) -> Series:
        total = np.zeros(self.supply.active_w.shape[0] // STEPS_OF_A_DAY)
        for one in parts:
            if one is not None:
                total += one
        return total


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
    inspected: Mapping[str, Sequence[int]] | None = None,
    moved: Sequence[Moved] = (),
    panels: Mapping[str, Panels] | None = None,
    live: NDArray[np.bool_] | None = None,
) -> AreaYear:
    """The area over the window. Raises NoFlow.

    ``rates`` are those of the meters by point number. ``plantings`` count customers as ``tied`` lists them and steps
    from the window's first; ``behaviours`` are by the account's number, usual where there is none. ``inspected`` are
    days of the window on which somebody came to look, by the account's number; ``moved`` is load that goes from one
    account to another, ``panels`` are those of accounts, behind the first of their points. On steps that are
    not ``live``, (steps,), the whole area is without supply.
    """
    on = np.ones(len(window) * STEPS_OF_A_DAY, np.bool_) if live is None else live
    watched = {one.place.number: (inspected or {}).get(one.account.number, ()) for one in tied}
    active, reactive = _loads(seed, tied, window, behaviours or {})
    move(active, reactive, [one.account.number for one in tied], moved)
    rotated(active, reactive, plantings, window)
    shares = _shares(seed, tied, street)
    tied_to = phases_of(street)
    meters = [mounted(seed, one.place, phases[0]) for one, phases in zip(tied, tied_to, strict=True)]
    given = {place: one * on for place, one in _given(seed, tied, window, panels or {}).items()}
    active, reactive = active * on, reactive * on
    for place in given:
        meters[place] = both_ways(meters[place])
    since = (len(window) - curve_days) * STEPS_OF_A_DAY
    before, after = slice(since), slice(since, None)
    curves = None
    if curve_days:
        customers = [
            Customer(
                one.place.number,
                sound_wiring(one.place.wiring, phases[0]),
                own.meter,
                behind(own.meter.wiring) if place in given else None,
            )
            for place, (one, phases, own) in enumerate(zip(tied, tied_to, meters, strict=True))
        ]
        given_then = by_place(given, shares, after) if given else None
        load = np.asarray((active[:, since:] + 1j * reactive[:, since:]).T[:, :, np.newaxis] * shares, np.complex128)
        curves = run_area(
            seed, area, street, customers, load, plantings,
            generation_va=given_then, first=since, inspected=watched, live=on[after],
        )  # fmt: skip
    hooked_w = np.zeros((len(tied), since))
    years = []
    for place, one in enumerate(tied):
        early = (active[place, :since], reactive[place, :since])
        own = [planting for planting in plantings if planting.customer == place and not planting.effect.on_line]
        roof = given.get(place)
        chain, export, hooked_w[place] = _chain(
            seed, area, own, meters[place].meter, early, shares[place], street.phases[place],
            watched[one.place.number], None if roof is None else roof[before], on[before],
        )  # fmt: skip
        shown = None
        if curves is not None:
            chain = np.concatenate([chain, curves.metered[place].energy_wh / 1000], axis=1)
            export = np.concatenate([export, curves.metered[place].export_wh[[0, 4]] / 1000], axis=1)
            shown = _while_on(curves.metered[place].shown, on[after])
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
                _reactive(
                    meters[place].meter, reactive[place] if roof is None else reactive[place] - roof.imag, shown, since
                )
                .reshape(len(window), -1)
                .sum(axis=1),
                by_day[4].max(axis=1) / HOURS,
                shown,
                None if roof is None else export.reshape(2, len(window), STEPS_OF_A_DAY).sum(axis=2),
                None if roof is None else roof.real.reshape(len(window), STEPS_OF_A_DAY).sum(axis=1) * KWH,
            )
        )
    carried = less((active[:, :since] + hooked_w, reactive[:, :since]), given, before)
    supply = _supply(seed, area, street, plantings, *carried, shares, on[before])
    if curves is not None:
        supply = _joined(supply, street, curves, on[after])
    return AreaYear(street, tuple(years), supply, curves)


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
        behaviour = behaviours.get(one.account.number, as_usual)
        if one.place.number != one.account.places[0].number:  # what comes on top does so once
            behaviour = replace(behaviour, added_w=as_usual.added_w)
        load = all_uses()[one.place.use].draw(asked, window, behaviour)
        active[place], reactive[place] = load.active_w.ravel(), load.reactive_var.ravel()
        present = there(one.account, window)
        if present is not None:
            active[place] *= present
            reactive[place] *= present
    return active, reactive


def _given(seed: int, tied: Sequence[Tied], window: Window, panels: Mapping[str, Panels]) -> dict[int, Phasors]:
    """What panels give, W + j var, (steps,), by the place behind whose meter they are."""
    found = {}
    for place, one in enumerate(tied):
        own = panels.get(one.account.number)
        if own is not None and one.place.number == one.account.places[0].number:
            found[place] = given_va(seed, one.account.number, own, window)
    return found


def _shares(seed: int, tied: Sequence[Tied], street: Street) -> Series:
    """The share of each phase, (places, 3): all on one, or nearly even on three."""
    shares = street.phases.astype(np.float64)
    for place in np.flatnonzero(shares.sum(axis=1) > 1).tolist():
        shares[place] = 1 + _UNEVEN * Stream(seed, tied[place].place.number, "phases").normal(3)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _chain(
    seed: int,
    area: str,
    plantings: Sequence[Planting],
    meter: Meter,
    load: tuple[Series, Series],
    shares: Series,
    phases: NDArray[np.bool_],
    inspected: Sequence[int],
    given: Phasors | None,
    on: NDArray[np.bool_],
) -> tuple[Series, Series, Series]:
    """At nominal voltage: kWh after each cause, (5, steps); fed in, true and counted, (2, steps); W hooked, (steps,).

    ``given`` (steps,) is what panels give, which need a meter that counts both ways.
    """
    active, reactive = load
    steps = active.size
    if not plantings:
        error = np.mean(np.asarray(meter.voltage_error) * np.conj(meter.current_error))
        if given is not None:
            active, reactive = active - given.real, reactive - given.imag
        counted = meter.class_gain * (error.real * active - error.imag * reactive)
        net = np.stack([active, active, active, active, counted]) * KWH
        if given is None:
            return net, np.zeros((2, steps)), np.zeros(steps)
        return np.maximum(net, 0.0), np.maximum(-net[[0, 4]], 0.0), np.zeros(steps)
    if not steps:
        return np.zeros((5, 0)), np.zeros((2, 0)), np.zeros(0)
    load_va = np.asarray((active + 1j * reactive)[:, np.newaxis] * shares, np.complex128)
    acted = planted_at(seed, area, plantings, load_va, phases, inspected=inspected, live=on)
    voltage = np.broadcast_to(NOMINAL_V * TURNED, (steps, 3))
    net_va = acted.own_va if given is None else acted.own_va - given[:, np.newaxis] * shares
    current = np.conj(net_va / voltage)
    hooked_w = acted.hooked_w.sum(axis=1)
    found = metered(meter, meter.wiring, acted.changes, voltage, current, hooked_w, hours=HOURS)
    return found.energy_wh / 1000, found.export_wh[[0, 4]] / 1000, hooked_w


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
    on: NDArray[np.bool_],
) -> Supply:
    """The days without a flow: loads by phase, and the modelled loss spread over the phases as they are loaded."""
    steps = active.shape[1]
    if not steps:
        return Supply(np.zeros((0, 3)), np.zeros((0, 3)), None, np.zeros(0), np.zeros(0))
    taps = [tap_of(seed, area, street, one, steps, live=on) for one in plantings if one.effect.on_line]
    network, totals, spread = street.network, active, shares
    totals_var = reactive
    if taps:
        network = replace(network, load_node=np.append(network.load_node, [one.node for one in taps]).astype(np.int32))
        taken = np.stack([one.watts.sum(axis=1) for one in taps])
        totals, totals_var = np.concatenate([active, taken]), np.concatenate([reactive, 0 * taken])
        spread = np.concatenate([shares, [one.shares for one in taps]])
    picked = spread_steps(Stream(seed, area, "loss sample"), totals.sum(axis=0), SAMPLES)
    sampled_w, sampled_var = (one[:, picked].T[:, :, np.newaxis] * spread for one in (totals, totals_var))
    model = fitted_loss(seed, area, network, sampled_w, sampled_var).of_totals(spread)
    loss = model.loss_w(np.ascontiguousarray(totals.T)) * on
    by_phase = totals.T @ spread
    sizes = np.abs(by_phase)  # one may feed back while another takes
    whole = sizes.sum(axis=1, keepdims=True)
    even = np.divide(sizes, whole, out=np.full_like(sizes, 1 / 3), where=whole > 0)
    unmetered = np.sum([one.watts.sum(axis=1) for one in taps], axis=0) if taps else np.zeros(steps)
    return Supply(by_phase + even * loss[:, np.newaxis], totals_var.T @ spread, None, unmetered, loss)


def _while_on(shown: Shown, on: NDArray[np.bool_]) -> Shown:
    """What a meter shows, which is nothing while it has no supply."""
    if on.all():
        return shown
    each = on[:, np.newaxis]
    return Shown(shown.voltage * each, shown.current * each, shown.power * on, shown.reactive * on)


def _joined(early: Supply, street: Street, curves: AreaCurves, on: NDArray[np.bool_]) -> Supply:
    """The days without a flow, then those with one: what comes out of the transformer, by phase."""
    flow = curves.flow
    apparent = flow.transformer_out_va[:, 0]
    return Supply(
        np.concatenate([early.active_w, apparent.real]),
        np.concatenate([early.reactive_var, apparent.imag]),
        flow.voltage[:, street.busbar] * on[:, np.newaxis],
        np.concatenate([early.unmetered_w, curves.unmetered_w]),
        np.concatenate([early.loss_w, curves.loss_w]),
    )
