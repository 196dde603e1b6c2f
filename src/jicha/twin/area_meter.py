"""The check meter of an area, at the busbar of its transformer: what it makes of what comes into the area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from jicha.twin.account import Place
from jicha.twin.area import HOURS, STEPS_OF_A_DAY
from jicha.twin.area_year import KWH, NOMINAL_V, TURNED, Supply
from jicha.twin.dedicated import primary_a
from jicha.twin.meter import Series, Shown
from jicha.twin.metering import Change, metered
from jicha.twin.mounted import Mounted, mounted
from jicha.twin.planting import Planting
from jicha.twin.street import LOW_V, Street

_SECONDARY_A = 5


@dataclass(frozen=True, slots=True, eq=False)
class AreaMeter:
    """``taken_kwh`` forwards and ``fed_back_kwh`` backwards, each (days,); ``shown`` on curve days, or None."""

    place: Place
    mounted: Mounted
    taken_kwh: Series
    fed_back_kwh: Series
    shown: Shown | None


def area_place(area: str, street: Street) -> Place:
    """The point of an area's check meter, with current transformers for what its transformer carries."""
    amperes = street.network.transformers[0].rated_va / (np.sqrt(3) * LOW_V)
    ratio = round(primary_a(float(amperes)) / _SECONDARY_A)
    return Place(f"{area}00", "", 0.0, (), wiring="three_phase_four_wire", ct=ratio)


def run_area_meter(
    seed: int, area: str, street: Street, supply: Supply, *, curve_days: int, plantings: Sequence[Planting] = ()
) -> AreaMeter:
    """Measure the supply. ``plantings`` act on this meter alone."""
    place = area_place(area, street)
    own = mounted(seed, place, 0)
    load = supply.active_w + 1j * supply.reactive_var
    steps = load.shape[0]
    since = steps - curve_days * STEPS_OF_A_DAY
    changes = [Change(_in_force(one, steps), one.effect.meter) for one in plantings if one.effect.meter is not None]
    voltage = np.broadcast_to(NOMINAL_V * TURNED, load.shape)
    if supply.voltage is not None:
        voltage = np.concatenate([voltage[:since], supply.voltage])
    begin = 0 if changes else since  # a sound meter at nominal voltage needs no phasors
    part = [replace(one, mask=one.mask[begin:]) for one in changes]
    dead = voltage[begin:] == 0  # an outage
    current = np.conj(load[begin:] * ~dead / np.where(dead, 1.0, voltage[begin:]))
    found = metered(own.meter, own.meter.wiring, part, voltage[begin:], current, np.zeros(steps - begin), hours=HOURS)
    error = np.asarray(own.meter.voltage_error) * np.conj(own.meter.current_error)
    early = own.meter.class_gain * (error * load[:begin]).real.sum(axis=1)
    counted = np.concatenate([np.maximum(early, 0.0) * KWH, found.energy_wh[4] / 1000])
    back = np.concatenate([np.maximum(-early, 0.0) * KWH, found.export_wh[4] / 1000])
    late = slice(since - begin, None)
    shown = found.shown
    return AreaMeter(
        place,
        own,
        counted.reshape(-1, STEPS_OF_A_DAY).sum(axis=1),
        back.reshape(-1, STEPS_OF_A_DAY).sum(axis=1),
        Shown(shown.voltage[late], shown.current[late], shown.power[late], shown.reactive[late])
        if curve_days
        else None,
    )


def _in_force(planting: Planting, steps: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    place = np.arange(steps)
    return (place >= planting.start) & (place < planting.end)
