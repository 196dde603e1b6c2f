"""Tests find the meter's own error, which is within its class, by testers with a certificate."""

from __future__ import annotations

from station_written import newest, written

_ALLOWED = {"single_phase": 2.0, "three_phase_three_wire": 0.5, "three_phase_four_wire": 1.0}


def test_errors_are_within_the_class() -> None:
    wiring = {place.number: place.wiring for one in written().station.accounts for place in one.places}
    rows = newest(written(), "meter_test")
    assert {row["test_kind"] for row in rows} >= {"laboratory", "field"}
    assert all(abs(row["error_percent"]) <= _ALLOWED[wiring[row["point_id"]]] and row["passed"] for row in rows)


def test_the_stated_certificate_holds_on_the_day() -> None:
    held = {row["certificate_id"]: row for row in newest(written(), "certificate")}
    for row in newest(written(), "meter_test"):
        stated = held.get(row["tester_certificate_no"])
        if stated is not None:  # those before the window may be over
            assert stated["staff_id"] == row["tester_id"]
            assert stated["issued_on"] <= row["tested_on"] < stated["valid_to"]
        assert row["tester_id"] != row["second_tester_id"]


def test_each_meter_of_a_large_customer_is_tested_in_the_field_by_order() -> None:
    tested = {row["point_id"] for row in newest(written(), "meter_test") if row["order_id"]}
    there = {
        place.number for one in written().station.dedicated for place in one.places if place.number in written().dials
    }
    assert tested <= there
    assert len(tested) >= 0.8 * len(there)  # a day beyond the window comes later
