"""The errors of a station as truth: as many as asked of each kind, and only the kinds that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from small_utility import QUIET, small_world

from jicha.twin.committed import error_rows
from jicha.twin.error import Desk, Truth, error, near
from jicha.twin.every_error import all_errors
from jicha.twin.known import ERRORS
from jicha.twin.station_run import Run, run_station
from jicha.twin.world import World

Row = dict[str, Any]
ONLY = "errors: {of_each: 2, only: [loss_on_high_side]}"
SOME = "errors: {of_each: 2}\ntheft: {share: 0.2}"


@cache
def _built(told: str) -> tuple[World, Run, tuple[Row, ...]]:
    world = small_world(QUIET + told)
    run = run_station(world, 0)
    rows = error_rows(world, run)
    assert rows.schema == ERRORS
    return world, run, tuple(rows.to_pylist())


def test_where_no_errors_are_asked_for_there_are_none() -> None:
    assert _built("")[2] == ()


def test_the_kinds_that_are_asked_for_are_planted_and_no_others() -> None:
    assert {row["kind"] for row in _built(ONLY)[2]} <= {"loss_on_high_side"}
    left_out = _built("errors: {of_each: 2, leave_out: [loss_on_high_side]}")[2]
    kinds = {row["kind"] for row in left_out}
    assert "loss_on_high_side" not in kinds
    assert len(kinds) > 3


def test_every_row_names_a_kind_and_one_of_its_rules_once() -> None:
    rows = _built(SOME)[2]
    assert len({row["error_id"] for row in rows}) == len(rows) > 5
    for row in rows:
        assert row["code"] in all_errors()[row["kind"]].codes
        assert row["expect"] in {"find", "spare"}


def test_who_steals_has_no_error_and_what_is_spared_was_not_touched() -> None:
    _, run, rows = _built(SOME)
    victims = {one.account.number for one in run.seen if one.account is not None and one.chosen}
    assert victims
    for row in rows:
        if row["subject_kind"] == "bill":
            bill = run.books.bills[row["subject_id"]]
            assert bill.account.number not in victims
            if row["expect"] == "spare":
                assert run.books.right_bill(row["subject_id"]) is bill


def test_money_of_an_error_is_what_its_bill_differs_from_the_right_one_by() -> None:
    _, run, rows = _built(SOME)
    priced = [row for row in rows if row["subject_kind"] == "bill" and row["expect"] == "find" and row["money"]]
    assert priced
    for row in priced:
        assert row["money"] >= 0
        if row["code"] == "BIL-048":  # the bill computed again
            differs = run.books.bill_row(row["subject_id"])["total_charge"] - run.books.right_money(row["subject_id"])
            assert abs(abs(differs) - row["money"]) <= (row["tolerance"] or 0)


def test_each_of_two_stations_plants_half_of_what_a_town_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    @error("测试差错", "BIL-001")
    def made_up(desk: Desk) -> Iterator[Truth]:
        """An error of this test."""
        asked.append(desk.count)
        yield from (near("BIL-001", "bill", number) for number in desk.bills("made_up", lambda _: True))

    monkeypatch.setattr("jicha.twin.committed.all_errors", lambda: {"made_up": made_up})
    told = QUIET + "network: {areas_of_a_station: 1, customers_of_an_area: 25}\nerrors: {of_each: 5}"
    world = small_world(told)
    assert world.stations == 2
    rows = error_rows(world, run_station(world, 0)).to_pylist()
    assert asked == [3]  # never fewer than asked for in all
    assert len({row["subject_id"] for row in rows}) == len(rows) == 3
    assert {(row["kind"], row["expect"]) for row in rows} == {("made_up", "spare")}


@pytest.mark.parametrize("told", [SOME])
def test_the_same_errors_are_planted_every_time(told: str) -> None:
    world = small_world(QUIET + told)
    assert tuple(error_rows(world, run_station(world, 0)).to_pylist()) == _built(told)[2]
