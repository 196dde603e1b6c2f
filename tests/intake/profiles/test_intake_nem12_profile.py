"""NEM12 and NEM13 from file to store: half hours become a day's curve, readings by hand become readings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jicha.intake.load import load_files
from jicha.intake.report import IntakeReport
from jicha.store.store import Store

Bring = Callable[..., IntakeReport]
Stored = Callable[..., list[dict[str, Any]]]

START, START_13 = "100,NEM12,202606030900,MDP1,RETAILER1", "100,NEM13,202607030900,MDP1,RETAILER1"
HALF_HOURS = [f"0.{one:03d}" for one in range(1, 49)]  # 1 Wh in the first half hour, 48 Wh in the last


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    store = Store.create(tmp_path / "store")

    def deliver(*lines: str, start: str = START) -> IntakeReport:
        path = tmp_path / f"delivery{len(list(tmp_path.iterdir()))}.csv"
        path.write_text("\n".join([start, *lines, "900", ""]), encoding="utf-8")
        return load_files(store, [path], received_at=datetime(2026, 7, 4, tzinfo=UTC))

    deliver.store = store  # type: ignore[attr-defined]
    return deliver


@pytest.fixture
def store(bring: Bring) -> Store:
    found: Store = bring.store  # type: ignore[attr-defined]
    return found


def register(suffix: str, *, unit: str = "kWh", minutes: int = 30) -> str:
    return f"200,4001234567,E1B1Q1,1,{suffix},N1,M0042,{unit},{minutes},20260801"


def day(on: str, values: list[str], quality: str = "A") -> str:
    return f"300,{on},{','.join(values)},{quality},,,20260602010203,"


def test_each_half_hour_is_a_slot_of_its_day(bring: Bring, stored: Stored) -> None:
    report = bring(register("E1"), day("20260601", HALF_HOURS), register("B1"), day("20260601", ["0.0025"] * 48))
    assert (report.profile.name, report.rows, report.accepted, report.quarantined) == ("nem12", 96, 96, 0)
    assert stored("curve", "point_id, day, quantity, slots, slot_minutes, unit", "quantity") == [
        {"point_id": "nem:4001234567:1", "day": date(2026, 6, 1), "quantity": "active_energy",
         "slots": list(range(1, 49)), "slot_minutes": 30, "unit": "Wh"},
        {"point_id": "nem:4001234567:1", "day": date(2026, 6, 1), "quantity": "reverse_active_energy",
         "slots": [3] * 48, "slot_minutes": 30, "unit": "Wh"},
    ]  # fmt: skip
    assert stored("point", "point_id, org_id, commodity, point_use") == [
        {"point_id": "nem:4001234567:1", "org_id": "nem:NEM", "commodity": "electricity", "point_use": "sale"}
    ]
    assert stored("meter_installation", "installation_id, point_id, serial_no") == [
        {"installation_id": "nem:4001234567:1:M0042", "point_id": "nem:4001234567:1", "serial_no": "M0042"}
    ]
    assert stored("feed", "org_id, record, complete_from, complete_to") == [
        {"org_id": "nem:NEM", "record": "curve", "complete_from": date(2026, 6, 1), "complete_to": date(2026, 6, 1)}
    ]


def test_a_null_reading_is_a_hole_and_no_zero(bring: Bring, stored: Stored) -> None:
    bring(register("E1"), day("20260601", ["0"] * 48, "V"), "400,1,47,A,,", "400,48,48,N,,")
    assert stored("curve", "slots")[0]["slots"] == [0] * 47 + [None]


@pytest.mark.parametrize(("minutes", "count"), [(5, 288), (15, 96), (30, 48)])
def test_every_length_and_unit_gives_watt_hours(bring: Bring, stored: Stored, minutes: int, count: int) -> None:
    bring(register("E1", minutes=minutes, unit="MWh"), day("20260601", ["0.00012"] * count))
    bring(register("Q1", minutes=minutes, unit="kVArh"), day("20260601", ["0.5"] * count))
    assert stored("curve", "quantity, slots, slot_minutes, unit", "quantity") == [
        {"quantity": "active_energy", "slots": [120] * count, "slot_minutes": minutes, "unit": "Wh"},
        {"quantity": "reactive_energy", "slots": [500] * count, "slot_minutes": minutes, "unit": "varh"},
    ]


def test_a_stream_that_no_curve_can_hold_is_quarantined_and_not_left_out(bring: Bring) -> None:
    report = bring(register("E1"), day("20260601", HALF_HOURS), register("G1", unit="pf"), day("20260601", ["1"] * 48))
    assert (report.rows, report.accepted, report.quarantined) == (96, 48, 48)
    assert report.quarantined_by_reason == {"unclaimed": 48}


def test_torn_records_are_quarantined_with_their_own_reason_and_text(bring: Bring, store: Store) -> None:
    torn = day("20260602", HALF_HOURS[:-1])
    report = bring(register("E1"), day("20260601", HALF_HOURS), torn)
    assert (report.rows, report.accepted, report.quarantined) == (49, 48, 1)
    (row, whole) = sorted(store.snapshot().quarantine().to_pylist(), key=lambda one: one["reason"] == "whole_record")
    assert (row["line"], row["reason"]) == (4, "wrong_interval_count")
    assert row["remedy"] == "A day has 48 values here. Look for a missing value and deliver the record again."
    assert whole["raw_value"] == torn


def test_a_value_that_is_no_number_costs_its_own_half_hour_only(bring: Bring, stored: Stored) -> None:
    report = bring(register("E1"), day("20260601", ["x", *HALF_HOURS[1:]]))
    assert (report.accepted, report.quarantined_by_reason) == (47, {"not_a_number": 1})
    assert stored("curve", "slots")[0]["slots"] == [None, *range(2, 49)]


def test_corrected_values_replace_those_of_an_earlier_file(bring: Bring, stored: Stored) -> None:
    bring(register("E1"), day("20260601", HALF_HOURS, "E52"))
    bring(register("E1"), day("20260601", ["1"] * 48, "A"))
    assert stored("curve", "slots") == [{"slots": [1000] * 48}]


def test_the_index_that_a_reader_wrote_down_is_a_reading(bring: Bring, stored: Stored) -> None:
    report = bring(
        register("E1"), day("20260601", HALF_HOURS), "500,O,S1,20260601101500,1234.5678", "500,N,S2,,",
    )  # fmt: skip
    assert (report.rows, report.quarantined) == (50, 0)
    told = "reading_id, point_id, installation_id, register, read_on, read_at, reading"
    assert stored("reading", told) == [{
        "reading_id": "nem:4001234567:E1:1:M0042:20260601101500", "point_id": "nem:4001234567:1",
        "installation_id": "nem:4001234567:1:M0042", "register": "active_total", "read_on": date(2026, 6, 1),
        "read_at": datetime(2026, 6, 1, 0, 15), "reading": Decimal("1234.568"),
    }]  # fmt: skip


def test_a_register_that_is_read_by_hand_is_a_reading_with_the_one_before(bring: Bring, stored: Stored) -> None:
    row = (
        "250,4001234567,1141,1,{suffix},{suffix},M0042,{way},1000.0,20260401080000,A,,,1250.5,20260701081500,{quality},,,"
        "250.5,{unit},20261001,,"
    )
    report = bring(
        row.format(suffix="11", way="E", quality="A", unit="kWh"), "550,N,,N,",
        row.format(suffix="41", way="I", quality="S61", unit="kWh"),
        row.format(suffix="51", way="E", quality="A", unit="kVArh"),
        row.format(suffix="61", way="E", quality="N", unit="kWh"),
        start=START_13,
    )  # fmt: skip
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (4, 3, 1, 0)
    told = stored("reading", "register, read_on, reading_before, reading, kwh, read_kind", "reading_id")
    same = {"read_on": date(2026, 7, 1), "reading_before": Decimal("1000.000"), "reading": Decimal("1250.500")}
    assert told == [
        {"register": "active_total", "kwh": Decimal("250.500"), "read_kind": "ordinary", **same},
        {"register": "reverse_active_total", "kwh": Decimal("250.500"), "read_kind": "estimated", **same},
        {"register": "reactive_total", "kwh": None, "read_kind": "ordinary", **same},
    ]


def test_every_watt_hour_of_a_file_is_in_a_slot_or_in_quarantine(bring: Bring, stored: Stored, store: Store) -> None:
    ten_watt_hours = ["0.010"] * 40 + ["0"] * 8
    report = bring(
        register("E1"), day("20260601", HALF_HOURS),  # 1 + 2 + ... + 48 = 1176 Wh
        day("20260602", ten_watt_hours, "V"), "400,1,40,F14,9,read by hand", "400,41,48,N,,",  # 400 Wh and eight holes
        day("20260603", ten_watt_hours, "V"), "400,1,40,A,,", "400,42,48,N,,",  # nobody says what interval 41 is
    )  # fmt: skip
    assert (report.rows, report.accepted, report.quarantined_by_reason) == (97, 96, {"quality_gap": 1})
    days = stored("curve", "day, slots", "day")
    assert [(one["day"].day, sum(slot or 0 for slot in one["slots"])) for one in days] == [(1, 1176), (2, 400)]
    assert days[1]["slots"] == [10] * 40 + [None] * 8
    whole = [one["raw_value"] for one in store.snapshot().quarantine().to_pylist() if one["reason"] == "whole_record"]
    assert whole == [f"{day('20260603', ten_watt_hours, 'V')}\n400,1,40,A,,\n400,42,48,N,,"]


@pytest.mark.parametrize("date_", [date(2025, 10, 5), date(2026, 4, 5)])
def test_a_day_on_which_sydney_moves_its_clocks_is_a_day_like_others(bring: Bring, stored: Stored, date_: date) -> None:
    on = f"{date_:%Y%m%d}"
    bring(register("E1"), day(on, HALF_HOURS), f"500,O,S1,{on}023000,1.5")
    assert stored("curve", "day, slots") == [{"day": date_, "slots": list(range(1, 49))}]
    # Half past two of market time is half past four in the afternoon before, in UTC; in Sydney it may not even exist.
    before = datetime(date_.year, date_.month, date_.day - 1, 16, 30)
    assert stored("reading", "read_on, read_at") == [{"read_on": date_, "read_at": before}]


def test_meters_of_one_connection_may_have_intervals_of_different_lengths(bring: Bring, stored: Stored) -> None:
    report = bring(
        register("E1", minutes=5), day("20260601", ["0.001"] * 288), register("E2", minutes=15),
        day("20260601", ["0.002"] * 96), register("E3", minutes=30), day("20260601", ["0.003"] * 48),
        register("E4", minutes=60), day("20260601", ["0.004"] * 24),  # the market has no such meters
    )  # fmt: skip
    assert (report.rows, report.accepted, report.quarantined_by_reason) == (456, 432, {"unclaimed": 24})
    assert stored("curve", "point_id, slot_minutes, slots", "slot_minutes") == [
        {"point_id": "nem:4001234567:1", "slot_minutes": 5, "slots": [1] * 288},
        {"point_id": "nem:4001234567:2", "slot_minutes": 15, "slots": [2] * 96},
        {"point_id": "nem:4001234567:3", "slot_minutes": 30, "slots": [3] * 48},
    ]


def test_a_padded_value_is_not_a_thousand_times_smaller_than_a_plain_one(bring: Bring, stored: Stored) -> None:
    report = bring(register("E1"), day("20260601", [" 1.5"] + ["1.5"] * 47))
    assert (report.accepted, report.quarantined) == (48, 0)
    assert stored("curve", "slots") == [{"slots": [1500] * 48}]


def test_a_register_that_says_two_things_of_one_day_is_believed_in_neither(bring: Bring) -> None:
    report = bring(register("E1"), day("20260601", ["1"] * 48), register("E1"), day("20260601", ["2"] * 48))
    assert (report.accepted, report.quarantined_by_reason) == (0, {"conflict": 96})


def test_readings_in_megawatt_hours_are_kept_in_kilowatt_hours_and_close(bring: Bring, stored: Stored) -> None:
    bring(
        "250,4001234567,11,1,11,11,M0042,E,1.0004,20260401080000,A,,,1.2509,20260701081500,F14,9,gate locked,0.2505,"
        "MWh,20261001,,",
        start=START_13,
    )
    (row,) = stored("reading", "reading_before, reading, kwh, read_kind")
    assert row == {
        "reading_before": Decimal("1000.400"), "reading": Decimal("1250.900"), "kwh": Decimal("250.500"),
        "read_kind": "estimated",
    }  # fmt: skip
    assert row["reading"] - row["reading_before"] == row["kwh"]
