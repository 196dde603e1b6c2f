"""A station from end to end: the same from its number, whole, and planted where somebody chose to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from small_utility import QUIET, busy_run, quiet_run, small_world

from jicha.twin.seen import Seen
from jicha.twin.station_run import Run, run_station


def _points(run: Run) -> dict[str, Seen]:
    return {one.place.number: one for one in run.seen}


def _one_kind(kind: str, theft: bool, customers: int = 30) -> Run:
    part = "theft" if theft else "faults"
    told = f"{QUIET}{part}: {{share: 1, mix: [{{kind: {kind}}}], earliest: 0, latest: 0, strongest: 1, weakest: 1}}"
    return run_station(small_world(told, customers), 0)


def test_every_metering_point_is_there_once_and_each_area_has_its_own_meter() -> None:
    run = quiet_run()
    numbers = [one.place.number for one in run.seen]
    assert len(set(numbers)) == len(numbers)
    expected = {p.number for one in run.station.accounts for p in one.places if p.metered and not p.generates}
    assert expected <= set(numbers)
    assert sum(one.account is None for one in run.seen) == len(run.areas) == len(run.station.areas)


def test_a_station_is_the_same_whenever_it_is_built() -> None:
    one, again = quiet_run(), run_station(small_world(), 0)
    for first, second in zip(one.seen, again.seen, strict=True):
        assert np.array_equal(first.chain_kwh, second.chain_kwh)
        assert np.array_equal(first.dials.active, second.dials.active)
    assert one.books.records.rows("bill").equals(again.books.records.rows("bill"))


def test_in_a_quiet_station_dials_count_what_is_used() -> None:
    run = quiet_run()
    assert not any(one.chosen for one in run.seen)
    for one in run.seen:
        days = one.chain_kwh.shape[1]
        after = one.dials.first.fromordinal(one.dials.first.toordinal() + days)
        counted = one.dials.advanced(one.dials.first, after).sum() * float(one.dials.multiplier)
        assert counted == pytest.approx(one.chain_kwh[4].sum(), abs=0.06 * one.place.multiplier)
        assert one.recorded_area == one.area
        assert float(one.dials.multiplier) == one.place.multiplier


def test_what_is_planted_does_not_change_what_honest_neighbours_use() -> None:
    quiet, busy = _points(quiet_run()), busy_run()
    moved = {one.planting.customer for one in _chosen(busy) if one.planting.effect.moved_kw}
    for one in busy.seen:
        if one.chosen or one.account is None or one.place.number not in quiet:
            continue
        same = np.array_equal(one.chain_kwh[0, :-2], quiet[one.place.number].chain_kwh[0, :-2])
        assert same or moved, one.place.number  # only who takes over load of another account uses more
    unlike = [
        one.place.number
        for one in busy.seen
        if one.account is not None
        and not one.chosen
        and not np.array_equal(one.chain_kwh[0, :-2], quiet[one.place.number].chain_kwh[0, :-2])
    ]
    assert len(unlike) <= len(moved)


def _chosen(run: Run) -> list:  # type: ignore[type-arg]
    return [each for one in run.seen for each in one.chosen]


def test_a_wrong_multiplier_in_the_book_doubles_bills_and_leaves_the_dials() -> None:
    wrong = _one_kind("ratio_misbooked", theft=False)
    found = [one for one in wrong.seen if one.chosen and one.account is not None]
    assert found
    sound = _points(run_station(small_world(customers=30), 0))
    for one in found:
        right = sound[one.place.number]
        assert float(one.dials.multiplier) == 2 * one.place.multiplier
        assert (one.true_ratio == one.place.multiplier).all()
        assert np.array_equal(one.dials.active, right.dials.active)
        assert {each.starts_on for each in one.chosen} == {small_world().first}  # the word was always wrong


def test_larger_transformers_than_the_book_has_slow_the_dials() -> None:
    stolen = _one_kind("ratio_swapped", theft=True)
    found = [one for one in stolen.seen if one.chosen and one.account is not None]
    assert found
    for one in found:
        assert float(one.dials.multiplier) == one.place.multiplier
        inside = [(each.starts_on - one.dials.first).days for each in one.chosen]
        assert one.true_ratio[inside[0]] == 2 * one.place.multiplier  # of full strength: a half


def test_a_customer_booked_under_another_area_hangs_where_it_hung() -> None:
    world = small_world(
        QUIET + "network: {customers_of_an_area: 20}\nfaults: {share: 1, mix: [{kind: area_misbooked}]}"
    )
    run = run_station(world, 0)
    assert len(run.areas) > 1
    found = [one for one in run.seen if one.chosen and one.area]
    areas = {one.area.number for one in run.areas}
    assert found
    for one in found:
        assert one.recorded_area != one.area
        assert one.recorded_area in areas
        states = run.books.records.of("point", point_id=one.place.number)  # a second one where it is closed
        assert {state["area_id"] for state in states} == {one.recorded_area}


def test_neighbours_whose_meters_are_exchanged_read_each_other() -> None:
    run = run_station(small_world(QUIET + "faults: {share: 0.1, mix: [{kind: meters_exchanged}]}"), 0)
    quiet = {number: _counted(one) for number, one in _points(quiet_run()).items()}
    shown = {one.place.number: _counted(one) for one in run.seen}
    own = [one.place.number for one in run.seen if one.chosen]
    assert own
    for number in own:
        [read] = [other for other, kwh in quiet.items() if abs(kwh - shown[number]) < 0.05]
        assert read != number
        assert shown[read] == pytest.approx(quiet[number], abs=0.05)
    others = [number for number in shown if shown[number] == quiet[number]]
    assert len(others) >= len(shown) - 2 * len(own)


def _counted(one: Seen) -> float:
    """What the dials advanced over the window, kWh."""
    after = one.dials.first.fromordinal(one.dials.first.toordinal() + one.chain_kwh.shape[1])
    return float(one.dials.advanced(one.dials.first, after).sum())


def test_meters_of_an_area_measure_the_supply_and_nobody_is_billed_for_them() -> None:
    run = quiet_run()
    for area in run.areas:
        seen = _points(run)[area.meter.place.number]
        assert seen.account is None
        assert seen.chain_kwh[4].sum() == pytest.approx(area.meter.taken_kwh.sum())
        assert run.books.bill_numbers(seen.place) == []


def test_stations_do_not_depend_on_each_other() -> None:
    world = small_world(QUIET + "network: {areas_of_a_station: 1, customers_of_an_area: 15}", 45)
    second = run_station(world, 1)
    assert world.stations > 1
    assert not {one.place.number for one in second.seen} & {one.place.number for one in run_station(world, 0).seen}
    again = run_station(replace(world), 1)
    assert all(
        np.array_equal(one.dials.active, other.dials.active)
        for one, other in zip(second.seen, again.seen, strict=True)
    )  # fmt: skip


def test_the_busy_station_has_many_kinds() -> None:
    found = Counter(each.kind.code for each in _chosen(busy_run()))
    assert len(found) > 8
