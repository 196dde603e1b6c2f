"""Planned outages are announced, and nobody has too many."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from station_written import by_key, newest, written


def test_planned_works_are_announced_more_than_seven_days_before_to_all() -> None:
    planned = {number: row for number, row in by_key("outage").items() if row["outage_kind"] == "planned"}
    assert planned
    told: dict[str, int] = {}
    for row in newest(written(), "outage_notice"):
        told[row["outage_id"]] = told.get(row["outage_id"], 0) + 1
        assert planned[row["outage_id"]]["started_at"] - row["notified_at"] > timedelta(days=7)
    assert told == {number: row["customers_affected"] for number, row in planned.items()}


def test_they_end_in_time_and_an_area_has_rest_between_them() -> None:
    areas: dict[str, list[dict[str, object]]] = {}
    for row in sorted(newest(written(), "outage"), key=lambda one: one["started_at"]):
        areas.setdefault(row["area_id"], []).append(row)
        assert row["started_at"] < row["ended_at"]
        assert row["planned_to"] is None or row["ended_at"] <= row["planned_to"]
    for rows in areas.values():
        for one, other in pairwise(rows):
            assert other["started_at"] - one["started_at"] > timedelta(days=44)  # type: ignore[operator]
