"""Generation in an area: two ways to feed in, both meters, reversed supply, and the kinds that act on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from jicha.twin.area import AreaCurves, Customer, FedInAstray, run_area
from jicha.twin.every_kind import all_kinds
from jicha.twin.generation import FeedIn, Generation
from jicha.twin.kind import Site
from jicha.twin.meter import Meter, RegisterLaw
from jicha.twin.planted import Misplanted
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream
from jicha.twin.street import draw_street
from jicha.twin.wiring import four_wire, single_phase

HOMES, STEPS = 9, 96
STREET = draw_street(5, "A1", [8.0] * HOMES + [20.0], [False] * HOMES + [True])
PHASE = STREET.phases.argmax(axis=1)
SURPLUS, FULL, WORKS = 0, 1, HOMES  # who has panels; the others have none
KINDS = all_kinds()
NOON = slice(44, 52)
NIGHT = slice(0, 8)


def sound(place: int) -> Meter:
    return Meter(four_wire() if place == WORKS else single_phase(int(PHASE[place])))


def people() -> list[Customer]:
    made = [Customer(f"C{place}", sound(place).wiring, sound(place)) for place in range(HOMES + 1)]
    for place, way in ((SURPLUS, FeedIn.SURPLUS), (FULL, FeedIn.FULL), (WORKS, FeedIn.SURPLUS)):
        made[place] = replace(made[place], generation=Generation(way, sound(place).wiring, sound(place)))
    return made


def spread(watts: np.ndarray) -> np.ndarray:
    """(steps, customers) over the phases of each."""
    return np.asarray(watts[:, :, np.newaxis] * STREET.phases / STREET.phases.sum(axis=1, keepdims=True))


def use_va(watts: float = 1_000.0) -> np.ndarray:
    return spread(np.full((STEPS, HOMES + 1), watts * (1 + 0.3j)))


def given_va(watts: float = 3_000.0) -> np.ndarray:
    """By day at who has panels; ten times as much at the works, so that the area feeds back at noon."""
    made = np.zeros((STEPS, HOMES + 1), complex)
    made[24:72, [SURPLUS, FULL]] = watts
    made[24:72, WORKS] = 10 * watts
    return spread(made)


def planted(code: str, customer: int) -> Planting:
    site = Site(1, (int(PHASE[customer]),), mean_kw=1.0, generation=True)
    return Planting.of(KINDS[code], site, Stream(1, f"C{customer}", code), customer, (0, STEPS), 0.8)


def area(*plantings: Planting) -> AreaCurves:
    return run_area(1, "A1", STREET, people(), use_va(), plantings, generation_va=given_va())


def balances(curves: AreaCurves) -> bool:
    return bool((np.abs(curves.unbalanced_w()) <= 1e-6 * np.maximum(np.abs(curves.supply_w), 40)).all())


SUNNY = area()


def test_of_a_surplus_the_supply_meter_counts_both_ways_and_the_other_the_production() -> None:
    supply, produced = SUNNY.metered[SURPLUS], SUNNY.generation[SURPLUS]
    assert produced is not None
    # 1 kW is used day and night, 3 kW are given by day.
    assert supply.energy_wh[-1, NIGHT] == pytest.approx(250.0)
    assert supply.energy_wh[-1, NOON] == pytest.approx(0.0)
    assert supply.export_wh[-1, NOON] == pytest.approx(500.0)
    assert supply.shown.power[NOON] == pytest.approx(-2_000.0)
    assert produced.energy_wh[-1, NOON] == pytest.approx(750.0)
    assert not produced.energy_wh[-1, NIGHT].any()


def test_of_everything_the_supply_meter_sees_nothing() -> None:
    supply, produced = SUNNY.metered[FULL], SUNNY.generation[FULL]
    assert produced is not None
    assert supply.energy_wh[-1] == pytest.approx(250.0)
    assert not supply.export_wh.any()
    assert produced.energy_wh[-1, NOON] == pytest.approx(750.0)
    assert SUNNY.fed_in_w[NOON] == pytest.approx(3_000.0)


def test_at_noon_the_area_feeds_back_and_balances_on_every_step() -> None:
    # 10 kW are used, 36 kW are given.
    assert SUNNY.supply_w[NOON] == pytest.approx(-26_000, rel=0.02)
    assert SUNNY.supply_w[NOON] == pytest.approx(10_000 - 36_000 + SUNNY.loss_w[NOON])
    assert SUNNY.generated_w[NOON] == pytest.approx(36_000.0)
    assert SUNNY.used_w == pytest.approx(10_000.0)
    assert balances(SUNNY)
    volts = np.abs(SUNNY.flow.voltage[:, STREET.network.load_node[WORKS]])
    assert (volts[NOON] > volts[NIGHT] + 1).all()  # what feeds in lifts its own voltage


def test_what_is_forgotten_is_seen() -> None:
    own = SUNNY.metered[SURPLUS]
    blind = replace(own, export_wh=0 * own.export_wh)
    for wrong in (
        replace(SUNNY, metered=(blind, *SUNNY.metered[1:])),
        replace(SUNNY, fed_in_w=0 * SUNNY.fed_in_w),
        replace(SUNNY, supply_w=SUNNY.supply_w + 0.1),
        replace(SUNNY, loss_w=0.99 * SUNNY.loss_w),
    ):
        assert not balances(wrong)


@pytest.mark.parametrize("customer", [SURPLUS, FULL])
def test_a_fast_meter_of_generation_is_seen_there_alone(customer: int) -> None:
    curves = area(planted("generation_fast", customer))
    fast, true = curves.generation[customer], SUNNY.generation[customer]
    assert fast is not None
    assert true is not None
    assert fast.energy_wh[-1] == pytest.approx(1.4 * true.energy_wh[-1])
    assert fast.lost_wh[2, NOON] == pytest.approx(-0.4 * 750)
    assert curves.supply_w.tobytes() == SUNNY.supply_w.tobytes()
    assert all(
        one.energy_wh.tobytes() == other.energy_wh.tobytes()
        for one, other in zip(curves.metered, SUNNY.metered, strict=True)
    )
    assert balances(curves)


@pytest.mark.parametrize("customer", [SURPLUS, FULL])
def test_what_goes_round_is_counted_as_production_even_by_night_and_changes_nothing_else(customer: int) -> None:
    curves = area(planted("generation_fed_back", customer))
    told = curves.generation[customer]
    assert told is not None
    # 0.8 x 2 kW on top, of which nothing was produced.
    assert told.energy_wh[-1, NIGHT] == pytest.approx(400.0)
    assert told.energy_wh[-1, NOON] == pytest.approx(1_150.0)
    assert told.energy_wh[0] == pytest.approx(SUNNY.generation[customer].energy_wh[0])  # type: ignore[union-attr]
    assert told.lost_wh[0] == pytest.approx(-400.0)
    assert curves.supply_w.tobytes() == SUNNY.supply_w.tobytes()
    assert curves.metered[customer].export_wh.tobytes() == SUNNY.metered[customer].export_wh.tobytes()
    assert balances(curves)


def test_a_hook_ahead_of_a_meter_that_feeds_in_takes_from_what_truly_goes_out() -> None:
    own = area(planted("hook_ahead", SURPLUS)).metered[SURPLUS]
    # 0.8 kW ahead: by day 2 kW pass the meter and 1.2 kW the node, by night 1 kW and 1.8 kW.
    assert own.export_wh[0, NOON] == pytest.approx(300.0)
    assert own.export_wh[-1, NOON] == pytest.approx(500.0)
    assert own.lost_export_wh[0, NOON] == pytest.approx(-200.0)
    assert own.lost_wh[0, NIGHT] == pytest.approx(200.0)


@settings(max_examples=25, deadline=None)
@given(
    some.integers(0, 10**6),
    some.lists(some.sampled_from(["bypass_single_phase", "generation_fast", "generation_fed_back", "hook_on_line"])),
)
def test_whatever_is_used_given_and_planted_it_balances(seed: int, codes: list[str]) -> None:
    rng = np.random.default_rng(seed)
    load = use_va() * rng.uniform(0, 4, (STEPS, HOMES + 1, 1))
    sun = given_va() * rng.uniform(0, 1.5, (STEPS, HOMES + 1, 1))
    plantings = [planted(one, int(rng.integers(0, 2))) for one in codes]
    curves = run_area(seed, "A1", STREET, people(), load, plantings, generation_va=sun)
    assert balances(curves)
    assert curves.used_w == pytest.approx(load.real.sum(axis=(1, 2)), abs=1e-6)
    assert curves.generated_w == pytest.approx(sun.real.sum(axis=(1, 2)), abs=1e-6)


def test_without_generation_an_area_may_still_feed_back_through_meters_that_count_it() -> None:
    curves = run_area(1, "A1", STREET, people(), use_va(-2_000.0))
    assert balances(curves)
    assert (curves.supply_w < 0).all()
    assert curves.metered[3].export_wh[-1] == pytest.approx(500.0)
    assert curves.generation[3] is None


def test_a_meter_that_adds_both_ways_may_not_feed_in() -> None:
    own = people()
    own[SURPLUS] = replace(own[SURPLUS], meter=replace(own[SURPLUS].meter, law=RegisterLaw.SUM))
    with pytest.raises(FedInAstray, match="customer C0 feeds in, and its meter adds both ways"):
        run_area(1, "A1", STREET, own, use_va(), generation_va=given_va())
    assert balances(run_area(1, "A1", STREET, own, use_va()))  # while nothing is fed in it may


def test_generation_without_a_meter_and_kinds_without_generation_are_errors() -> None:
    own = people()
    own[FULL] = replace(own[FULL], generation=None)
    with pytest.raises(FedInAstray, match="customer C1 generates and has no meter"):
        run_area(1, "A1", STREET, own, use_va(), generation_va=given_va())
    for code in ("generation_fast", "generation_fed_back"):
        with pytest.raises(Misplanted, match=f"{code} is planted at C1"):
            run_area(1, "A1", STREET, own, use_va(), [planted(code, FULL)])
