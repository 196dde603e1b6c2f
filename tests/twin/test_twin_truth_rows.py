"""The truth of a station: complete, summed from the ledger, of balanced days."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
from small_utility import BUSY, QUIET, busy_run, quiet_run, small_world

from jicha.twin.known import TABLES
from jicha.twin.station_run import run_station
from jicha.twin.truth_rows import truth_of

Row = dict[str, Any]


@cache
def _truth(busy: bool) -> dict[str, pa.Table]:
    return truth_of(small_world(BUSY) if busy else small_world(), busy_run() if busy else quiet_run())


def _rows(name: str, busy: bool = True) -> list[Row]:
    return list(_truth(busy)[name].to_pylist())


def test_tables_have_the_forms_that_are_known() -> None:
    assert {"ledger", "plantings", "area_days", "places"} <= set(_truth(True)) <= set(TABLES)
    for name, rows in _truth(True).items():
        assert rows.schema == TABLES[name]


def test_a_quiet_town_has_no_planting() -> None:
    assert _rows("plantings", busy=False) == []


def test_every_planting_is_told_once_with_its_days_and_its_subject() -> None:
    planted = [each for one in busy_run().seen for each in one.chosen]
    planted += [each for area in busy_run().areas for each in area.chosen if each.planting.effect.on_line]
    rows = {row["planting_id"]: row for row in _rows("plantings")}
    assert len(rows) == len(_rows("plantings")) == len(planted)
    for one in planted:
        row = rows[one.number]
        assert (row["kind"], row["is_theft"]) == (one.kind.code, one.kind.is_theft)
        assert (row["starts_on"], row["ends_on"]) == (one.starts_on, one.ends_on)
        assert row["starts_on"] < row["ends_on"]
        assert row["subject_kind"] == ("point" if row["customer_id"] else "area")


def test_what_a_planting_took_is_the_sum_of_its_point_in_the_ledger_without_class_and_bill() -> None:
    stages = ("bypass", "wiring", "fault", "register", "multiplier")
    checked = 0
    for row in _rows("plantings"):
        if row["subject_kind"] != "point":
            continue
        ledger = [one for one in _rows("ledger") if one["point_id"] == row["point_id"]]
        for unit, name in (("kwh", "lost_kwh"), ("money", "lost_money")):
            by_hand = sum((one[f"{stage}_{unit}"] for one in ledger for stage in stages), Decimal(0))
            assert row[name] == by_hand
        checked += 1
    assert checked > 10


def test_what_hangs_on_the_line_took_energy_that_nobody_is_billed() -> None:
    hooks = [row for row in _rows("plantings") if row["subject_kind"] == "area" and row["kind"] != "area_meter_broken"]
    assert hooks
    for row in hooks:
        taken = sum(one["unmetered_kwh"] for one in _rows("area_days") if one["area_id"] == row["area_id"])
        here = [one["lost_kwh"] for one in hooks if one["area_id"] == row["area_id"]]  # one of theft, one of a lamp
        assert 0 < row["lost_kwh"] <= sum(here) <= taken + Decimal("0.01")
        assert (row["customer_id"], row["point_id"], row["lost_money"]) == (None, None, None)


def test_all_days_of_all_areas_are_balanced() -> None:
    for busy in (False, True):
        rows = _rows("area_days", busy)
        assert len(rows) == small_world().days * len(quiet_run().areas)
        for row in rows:
            right = row["used_kwh"] + row["unmetered_kwh"] + row["loss_kwh"] - row["generated_kwh"]
            assert abs(row["supply_kwh"] - right) <= Decimal("0.000001") * row["supply_kwh"]
            assert row["loss_kwh"] > 0
        assert sum(row["by_flow"] for row in rows) == 2 * len(quiet_run().areas)


def test_a_place_says_where_it_hangs_and_where_it_is_booked() -> None:
    rows = {row["point_id"]: row for row in _rows("places")}
    seen = [one for one in busy_run().seen if one.account is not None]
    assert len(rows) == len(seen)
    for one in seen:
        row = rows[one.place.number]
        assert (row["area_id"], row["recorded_area_id"]) == (one.area or None, one.recorded_area or None)
        assert set(row["phases"]) <= set("ABC")
        assert len(row["phases"]) == len(one.phases)
        assert (row["box_id"] is None) == (not one.area)


def test_neighbours_in_a_box_hang_in_one_area() -> None:
    boxes: dict[str, set[str]] = {}
    for row in _rows("places", busy=False):
        if row["box_id"]:
            boxes.setdefault(row["box_id"], set()).add(row["area_id"])
    assert boxes
    assert {len(areas) for areas in boxes.values()} == {1}


def test_a_customer_booked_under_another_area_has_both_in_the_truth() -> None:
    told = "network: {customers_of_an_area: 15}\nfaults: {share: 0.3, mix: [{kind: area_misbooked}]}"
    world = small_world(QUIET + told, 30)
    rows = truth_of(world, run_station(world, 0))
    wrong = {row["point_id"] for row in rows["plantings"].to_pylist()}
    places = [row for row in rows["places"].to_pylist() if row["area_id"]]
    assert wrong
    for row in places:
        assert (row["area_id"] != row["recorded_area_id"]) == (row["point_id"] in wrong)
