"""What the acquisition system has: dials at the beginning of each day, curves, events, and what did not get through."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from small_utility import BUSY, QUIET, busy_run, quiet_run, small_world

from jicha.twin.acquired import curves, daily_registers, events
from jicha.twin.records import Records
from jicha.twin.seen import Seen
from jicha.twin.world import World

Row = dict[str, Any]


def _world(acquisition: str = "{}") -> World:
    return small_world(f"{QUIET}acquisition: {acquisition}")


@cache
def _registers(acquisition: str = "{}") -> tuple[Row, ...]:
    return tuple(daily_registers(_world(acquisition), quiet_run().seen).to_pylist())


@cache
def _curves(acquisition: str = "{}") -> tuple[Row, ...]:
    return tuple(curves(_world(acquisition), quiet_run().seen).to_pylist())


def _points() -> dict[str, Seen]:
    return {one.place.number: one for one in quiet_run().seen}


def test_the_reading_of_a_day_is_what_the_dial_shows_when_it_begins() -> None:
    for row in _registers():
        if row["register"] == "active_total":
            shown = _points()[row["point_id"]].dials.at(row["day"] - timedelta(1))[0]
            assert row["reading"] == Decimal(int(shown)) / 100


def test_there_is_a_reading_for_each_day_and_one_that_closes_the_last() -> None:
    days: dict[tuple[str, str], list[date]] = {}
    for row in _registers():
        days.setdefault((row["point_id"], row["register"]), []).append(row["day"])
    world = small_world()
    for (point, _), found in days.items():
        account = _points()[point].account
        begin = max(world.first, account.opened) if account else world.first
        assert found == [begin + timedelta(one) for one in range((world.last - begin).days + 2)]


def test_a_bill_has_the_reading_that_was_acquired_on_the_day_after_its_month() -> None:
    acquired = {
        (row["point_id"], row["day"]): row["reading"] for row in _registers() if row["register"] == "active_total"
    }
    books, checked = quiet_run().books, 0
    for number, bill in books.bills.items():
        row = books.bill_row(number)
        if bill.place.metered and (row["point_id"], row["period_end"]) in acquired:
            assert acquired[row["point_id"], row["period_end"]] == row["reading_end"]
            checked += 1
    assert checked > 100


def test_who_is_billed_by_hours_has_a_register_for_each_rate_and_three_phases_have_reactive_energy() -> None:
    found: dict[str, set[str]] = {}
    for row in _registers():
        found.setdefault(row["point_id"], set()).add(row["register"])
    for number, one in _points().items():
        expected = {"active_total"}
        if one.dials.by_hours:
            expected |= {f"active_{('sharp', 'peak', 'flat', 'valley', 'deep')[rate]}" for rate in one.dials.used_rates}
        if one.account is not None and one.place.wiring != "single_phase":
            expected.add("reactive_total")
        assert found[number] == expected


def test_where_all_readings_get_through_none_is_missing_and_all_come_on_their_day() -> None:
    assert all(row["success"] and row["reading"] is not None for row in _registers())
    assert {row["missing_reason"] for row in _registers()} == {"none"}
    assert all(row["known_on"] == row["day"] for row in _registers())


def test_lost_readings_are_null_and_say_so_and_as_many_are_lost_as_the_scenario_says() -> None:
    rows = _registers("{lost: 0.1}")
    lost = [row for row in rows if not row["success"]]
    assert len(lost) / len(rows) == pytest.approx(0.1, abs=0.01)
    assert all(row["reading"] is None and row["missing_reason"] == "failed" for row in lost)
    whole = {(row["point_id"], row["register"], row["day"]): row["reading"] for row in _registers()}
    for row in rows:
        if row["success"]:
            assert row["reading"] == whole[row["point_id"], row["register"], row["day"]]


def test_a_meter_that_is_not_reached_loses_all_its_registers() -> None:
    days: dict[tuple[str, date], set[bool]] = {}
    for row in _registers("{lost: 0.1}"):
        days.setdefault((row["point_id"], row["day"]), set()).add(row["success"])
    assert {len(one) for one in days.values()} == {1}


def test_late_readings_are_known_later_and_the_others_at_once() -> None:
    late = [(row["known_on"] - row["day"]).days for row in _registers("{late: 0.2}")]
    assert sum(one > 0 for one in late) / len(late) == pytest.approx(0.2, abs=0.02)
    assert min(late) == 0
    assert 15 < max(late) <= 20


def test_readings_lost_for_good_stay_lost_whatever_else_is_late() -> None:
    lost = {(row["point_id"], row["day"]) for row in _registers("{lost: 0.1}") if not row["success"]}
    both = {(row["point_id"], row["day"]) for row in _registers("{lost: 0.1, late: 0.3}") if not row["success"]}
    assert lost == both


def test_a_meter_that_cannot_be_reached_loses_readings_only_while_it_lasts() -> None:
    [(one, each)] = [
        (one, each) for one in busy_run().seen for each in one.chosen if each.kind.code == "communication_lost"
    ]
    rows = daily_registers(_world(), [one]).to_pylist()  # a world in which nothing else is lost
    inside = [row["success"] for row in rows if each.starts_on <= row["day"] < each.ends_on]
    outside = [row["success"] for row in rows if not each.starts_on <= row["day"] < each.ends_on]
    assert all(outside)
    assert 1 - sum(inside) / len(inside) == pytest.approx(each.planting.strength, abs=0.2)
    assert not all(inside)


def _ints(row: Row) -> np.ndarray:
    return np.array(row["slots"])


def test_curves_are_integers_of_what_the_meter_shows_on_the_last_days() -> None:
    shown = {(row["point_id"], row["day"], row["quantity"]): row for row in _curves()}
    last = small_world().last
    assert {row["day"] for row in _curves()} == {last, last - timedelta(1)}
    for number, one in _points().items():
        assert one.shown is not None
        for place, day in enumerate((last - timedelta(1), last)):
            power = shown[number, day, "active_power"]
            assert power["unit"] == "W"
            assert np.abs(_ints(power) - one.shown.power.reshape(2, 96)[place]).max() <= 0.5
            volts = shown[number, day, "voltage_a"]
            assert volts["unit"] == "dV"
            assert np.abs(_ints(volts) - 10 * np.abs(one.shown.voltage[:, 0]).reshape(2, 96)[place]).max() <= 1


def test_a_curve_of_power_adds_up_to_what_the_register_advanced() -> None:
    last = small_world().last
    for row in _curves():
        one = _points()[row["point_id"]]
        if row["quantity"] == "active_power" and row["day"] == last:
            advanced = (one.dials.at(last) - one.dials.at(last - timedelta(1)))[0] / 100 * one.place.multiplier
            assert _ints(row).sum() / 4000 == pytest.approx(advanced, abs=0.02 * one.place.multiplier + 0.02)


def test_a_row_of_a_curve_is_known_on_the_next_day() -> None:
    assert {(row["known_on"] - row["day"]).days for row in _curves()} == {1}
    assert {(row["slot_minutes"], row["secondary"], len(row["slots"])) for row in _curves()} == {(15, False, 96)}


def test_voltages_are_missing_as_often_as_the_scenario_says_and_currents_never() -> None:
    gaps: dict[str, list[bool]] = {"dV": [], "mA": [], "W": [], "var": []}
    for row in _curves("{missing_voltage: 0.2}"):
        gaps[row["unit"]] += [one is None for one in row["slots"]]
    assert sum(gaps["dV"]) / len(gaps["dV"]) == pytest.approx(0.2, abs=0.01)
    assert not any(any(gaps[unit]) for unit in ("mA", "W", "var"))


def test_coarse_voltages_are_cut_to_their_step() -> None:
    coarse = {
        (row["point_id"], row["day"], row["quantity"]): _ints(row) for row in _curves("{step_v: 0.5}")
        if row["unit"] == "dV"
    }  # fmt: skip
    for row in _curves():
        if row["unit"] == "dV":
            found = coarse[row["point_id"], row["day"], row["quantity"]]
            assert (found % 5 == 0).all()
            assert ((_ints(row) - found >= 0) & (_ints(row) - found < 5)).all()


def test_a_day_that_was_lost_has_no_curve() -> None:
    world = _world("{lost: 0.3}")
    registers = daily_registers(world, quiet_run().seen).to_pylist()
    assert registers
    blank = [all(one is None for one in row["slots"]) for row in curves(world, quiet_run().seen).to_pylist()]
    assert sum(blank) / len(blank) == pytest.approx(0.3, abs=0.1)
    assert not any(any(one is None for one in row["slots"]) for row in _curves())


def test_clocks_that_are_off_mix_a_slot_with_its_neighbour_by_as_much_as_they_are_off() -> None:
    parts = []
    skewed = {(row["point_id"], row["day"]): row for row in _curves("{clock_seconds: 180}")
              if row["quantity"] == "active_power"}  # fmt: skip
    for number, one in _points().items():
        found = np.concatenate([_ints(skewed[number, small_world().last - timedelta(back)]) for back in (1, 0)])
        assert one.shown is not None
        power = one.shown.power
        if not power.any():  # an idle pump has no neighbouring slot to mix with
            assert not found.any()
            continue
        assert found.sum() == pytest.approx(power.sum(), abs=200)
        fits = [(np.roll(power, way) - power, sign) for way, sign in ((1, 1), (-1, -1))]
        lengths = [(float((step @ (found - power)) / (step @ step)), step, sign) for step, sign in fits]
        part, step, sign = min(lengths, key=lambda fit: float(np.abs(power + fit[0] * fit[1] - found).sum()))
        assert np.abs(power + part * step - found).max() <= 1  # nothing but rounding is left
        parts.append(part * sign)
    assert np.std(parts) == pytest.approx(180 / 900, rel=0.3)
    assert min(parts) < -0.1 < 0.1 < max(parts)  # some are ahead, some behind


def test_without_curve_days_there_is_a_table_without_rows() -> None:
    world = small_world("name: x\ndescription: y\ndescription_zh: z\ncurve_days: 0\n")
    found = curves(world, quiet_run().seen)
    assert found.num_rows == 0
    records = Records()
    records.add("curve", found)
    assert isinstance(records.rows("curve"), pa.Table)


def test_registers_and_curves_are_rows_of_the_schema() -> None:
    records = Records()
    records.add("register_daily", daily_registers(_world("{lost: 0.1}"), quiet_run().seen))
    records.add("curve", curves(_world("{missing_voltage: 0.1}"), quiet_run().seen))
    assert records.rows("register_daily").num_rows == len(_registers())
    assert records.rows("curve").num_rows == len(_curves())


def test_events_are_those_of_what_is_planted_within_the_window_and_known_on_the_next_day() -> None:
    world = small_world(BUSY)
    found = list(events(world, busy_run().seen))
    wanted = {each.kind.code for one in busy_run().seen for each in one.chosen if each.planting.effect.events}
    assert len(found) >= len(wanted) > 0
    assert len({row["event_id"] for _, row in found}) == len(found)
    planted = {
        one.place.number: [event.kind for each in one.chosen for event in each.planting.effect.events]
        for one in busy_run().seen
    }
    for known_on, row in found:
        local = row["started_at"] + timedelta(hours=8)
        assert known_on == local.date() + timedelta(1)
        assert row["event_kind"] in planted[row["point_id"]]
        assert row["ended_at"] is None or row["ended_at"] >= row["started_at"]
        assert world.first <= local.date() <= world.last
    assert list(events(world, quiet_run().seen)) == []
