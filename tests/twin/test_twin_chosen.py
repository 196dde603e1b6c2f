"""Who steals: as many as the scenario says, drawn by each subject's own numbers, where the kind fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_utility import QUIET, scenario_of

from jicha.twin.account import Account, Place, Terms
from jicha.twin.chosen import Chosen, chosen_at, chosen_in
from jicha.twin.world import World

FIRST, LAST = date(2025, 1, 1), date(2025, 4, 10)  # 100 days
TERMS = ((date(2015, 1, 1), Terms("99-HOME")),)


def _world(told: str, seed: int = 1) -> World:
    return World(seed, scenario_of(QUIET + told), 60, FIRST, LAST)


def _at(world: World, number: int, **changed: object) -> list[Chosen]:
    place = replace(Place(f"99{number:08d}01", "household", 0.4, TERMS), **changed)  # type: ignore[arg-type]
    account = Account(place.number[:-2], "household", {"customer_class": "lv_resident"}, (place,))
    phases = (0,) if place.wiring == "single_phase" else (0, 1, 2)
    return chosen_at(world, account, place, 4, phases, "990001")


def _many(world: World, count: int = 1000, **changed: object) -> list[Chosen]:
    return [one for number in range(count) for one in _at(world, number, **changed)]


def test_in_a_quiet_town_nobody_steals() -> None:
    assert _many(_world("")) == []
    assert [chosen_in(_world(""), f"99{number:08d}", 60) for number in range(50)] == [[]] * 50


def test_as_many_steal_as_the_scenario_says() -> None:
    found = _many(_world("theft: {share: 0.1}\nfaults: {share: 0.2}"), 4000)
    thefts = sum(one.kind.is_theft for one in found)
    assert thefts / 4000 == pytest.approx(0.1, abs=0.015)
    assert (len(found) - thefts) / 3600 == pytest.approx(0.2, abs=0.02)  # of those who do not steal
    assert len({one.place.number for one in found if one.place}) == len(found)  # at most one each


def test_a_thief_more_leaves_all_others_as_they_were() -> None:
    few = _many(_world("theft: {share: 0.1}"))
    more = {one.number: one for one in _many(_world("theft: {share: 0.3}"))}
    assert few
    for one in few:
        again = more[one.number]
        assert (one.starts_on, one.ends_on, one.planting.strength) == (
            again.starts_on, again.ends_on, again.planting.strength
        )  # fmt: skip


@pytest.mark.parametrize("told", ["theft: {share: 1}", "faults: {share: 1}"])
@pytest.mark.parametrize("wiring", ["single_phase", "three_phase_four_wire", "three_phase_three_wire"])
def test_only_kinds_that_fit_the_point_are_planted(told: str, wiring: str) -> None:
    found = _many(_world(told), 300, wiring=wiring, ct=1 if wiring == "single_phase" else 40)
    phases = (0,) if wiring == "single_phase" else (0, 1, 2)
    assert len(found) == 300
    assert len({one.kind.code for one in found}) > 4
    for one in found:
        assert one.place is not None
        assert one.kind.fits(one.place.site(phases))
        assert not one.planting.effect.on_line


def test_days_strengths_and_steps_lie_where_the_scenario_puts_them() -> None:
    told = "theft: {share: 1, earliest: 0.2, latest: 0.5, shortest: 0.1, weakest: 0.4, strongest: 0.6}"
    found = _many(_world(told))
    starts = [(one.starts_on - FIRST).days for one in found]
    assert min(starts) >= 20
    assert max(starts) < 50
    assert {(one.ends_on - one.starts_on).days >= 10 for one in found} == {True}
    assert max(one.ends_on for one in found) == date(2025, 4, 11)
    assert sum(one.ends_on > LAST for one in found) / 1000 > 0.55
    assert all(0.4 <= one.planting.strength <= 0.6 for one in found)
    for one in found:
        days = tuple((day - FIRST).days * 96 for day in (one.starts_on, one.ends_on))
        assert (one.planting.start, one.planting.end, one.planting.customer) == (*days, 4)


def test_a_mix_is_drawn_by_its_weights_and_nothing_else_is() -> None:
    told = "theft: {share: 1, mix: [{kind: magnet, weight: 3}, {kind: bypass_single_phase, weight: 1}]}"
    found = [one.kind.code for one in _many(_world(told))]
    assert set(found) == {"magnet", "bypass_single_phase"}
    assert found.count("magnet") / 1000 == pytest.approx(0.75, abs=0.05)


def test_what_fits_nowhere_at_a_point_is_not_planted_there() -> None:
    assert _many(_world("theft: {share: 1, mix: [{kind: ct_shunted}]}"), 50) == []


def test_areas_have_hooks_and_broken_meters_more_often_than_a_customer_has_something() -> None:
    areas = [f"99{number:08d}" for number in range(500)]
    found = [
        one for area in areas for one in chosen_in(_world("theft: {share: 0.05}\nfaults: {share: 0.02}"), area, 60)
    ]
    thefts = sum(one.kind.is_theft for one in found)
    assert thefts / 500 == pytest.approx(0.20, abs=0.05)  # four times as often as a customer
    assert (len(found) - thefts) / 500 == pytest.approx(0.08, abs=0.04)
    assert all(one.account is None and one.place is None for one in found)
    assert {one.kind.code for one in found} <= {"hook_on_line", "street_light", "area_meter_broken", "mining_rig"}


def test_more_may_be_planted_in_every_area() -> None:
    world = _world("theft: {in_each_area: 1}")
    found = [chosen_in(world, f"99{number:08d}", 60) for number in range(20)]
    assert [len(one) for one in found] == [1] * 20
    assert all(each.planting.customer >= 60 for one in found for each in one)
    assert _many(world, 100) == []


def test_a_planting_is_numbered_by_its_subject_and_kind() -> None:
    one = _many(_world("theft: {share: 1, mix: [{kind: magnet, weight: 1}]}"), 1)[0]
    assert one.number == "990000000001/magnet"
    assert Decimal(str(one.planting.strength)) <= 1
