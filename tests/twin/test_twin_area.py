"""An area: it balances, plantings act on the physics, and nobody else's numbers move."""

from __future__ import annotations

import numpy as np
import pytest

from jicha.twin.area import STEPS_OF_A_DAY, AreaCurves, Customer, run_area
from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Kind, Site
from jicha.twin.meter import Meter
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream
from jicha.twin.street import draw_street

STEPS = 2 * STEPS_OF_A_DAY
HOMES = 14
SITES = [Site(1, (0,), mean_kw=0.6)] * HOMES + [Site(3, (0, 1, 2), transformers=True, mean_kw=8.0)]
KINDS = all_kinds()
CURVES = [one for one in KINDS.values() if any(one.fits(site) for site in (SITES[0], SITES[-1]))]


def area(*plantings: Planting, inspected: tuple[int, ...] = ()) -> AreaCurves:
    street = draw_street(3, "A1", [5.0] * HOMES + [25.0], [False] * HOMES + [True])
    sites = [Site(1, (int(tied.argmax()),), mean_kw=0.6) for tied in street.phases[:HOMES]] + [SITES[-1]]
    customers = [Customer(f"C{place}", one.wiring, Meter(one.wiring)) for place, one in enumerate(sites)]
    load = np.empty((STEPS, len(sites), 3), np.complex128)
    for place, one in enumerate(sites):
        noise = Stream(3, f"C{place}", "load").uniform(STEPS)
        watts = 1000 * one.mean_kw * (0.4 + 1.2 * noise)
        load[:, place] = (watts * (1 + 0.3j))[:, np.newaxis] * street.phases[place] / street.phases[place].sum()
    watched = {one.number: inspected for one in customers}
    return run_area(3, "A1", street, customers, load, plantings, inspected=watched)


def planted(kind: Kind, strength: float = 0.8, steps: tuple[int, int] = (STEPS_OF_A_DAY, STEPS)) -> Planting:
    customer = 0 if kind.fits(SITES[0]) else HOMES
    tied = draw_street(3, "A1", [5.0] * HOMES + [25.0], [False] * HOMES + [True]).phases[0]
    site = Site(1, (int(tied.argmax()),), mean_kw=0.6) if customer == 0 else SITES[HOMES]
    name = f"C{customer}/{kind.code}"
    return Planting.of(kind, site, Stream(3, f"C{customer}", kind.code), customer, steps, strength, name=name)


CLEAN = area()


def test_an_area_balances_on_every_step_to_a_millionth() -> None:
    both = area(planted(KINDS["hook_on_line"]), planted(KINDS["bypass_one_phase"]), planted(KINDS["hook_ahead"]))
    for curves in (CLEAN, both):
        assert (np.abs(curves.unbalanced_w()) <= 1e-6 * np.maximum(curves.supply_w, 40)).all()
    assert (both.supply_w[STEPS_OF_A_DAY:] > CLEAN.supply_w[STEPS_OF_A_DAY:]).any()


@pytest.mark.parametrize("kind", CURVES, ids=[one.code for one in CURVES])
def test_a_planting_acts_in_its_time_on_its_subject_and_balances(kind: Kind) -> None:
    planting = planted(kind)
    curves = area(planting)
    before = slice(0, STEPS_OF_A_DAY)
    assert (np.abs(curves.unbalanced_w()) <= 1e-6 * np.maximum(curves.supply_w, 40)).all()
    for place, (one, sound) in enumerate(zip(curves.metered, CLEAN.metered, strict=True)):
        assert np.array_equal(one.shown.power[before], sound.shown.power[before])
        if place != planting.customer:
            assert np.allclose(one.energy_wh[-1], sound.energy_wh[-1], rtol=1e-9)
    own, sound = curves.metered[planting.customer], CLEAN.metered[planting.customer]
    shows = not np.allclose(own.shown.power, sound.shown.power, rtol=1e-9)
    assert shows == ("active_power" in kind.visible)
    lost = own.lost_wh.sum() + curves.unmetered_w.sum() / 4
    assert (abs(lost) > 1e-6) == (shows or kind.effect(SITES[planting.customer], 0.8, 0.0).hooked is not None)


def test_a_hook_lowers_the_voltage_of_the_neighbours_and_a_shunt_does_not() -> None:
    hooked, shunted = area(planted(KINDS["mining_rig"])), area(planted(KINDS["bypass_single_phase"]))
    late = slice(STEPS_OF_A_DAY, STEPS)
    assert np.abs(hooked.flow.voltage[late]).min() < np.abs(CLEAN.flow.voltage[late]).min() - 0.1
    assert np.allclose(shunted.flow.voltage, CLEAN.flow.voltage, rtol=1e-9)
