"""Patrols are made as they were planned."""

from __future__ import annotations

from collections import Counter

from station_written import by_key, newest, written


def test_the_line_and_each_area_are_walked_every_month() -> None:
    made = Counter(row["patrol_plan_id"] for row in newest(written(), "patrol"))
    plans = by_key("patrol_plan")
    assert set(made) == set(plans)
    assert len(plans) == 12
    assert all(row["planned_count"] == 1 + len(written().station.areas) for row in plans.values())
    assert sum(made.values()) >= 12 * (1 + len(written().station.areas)) - 4  # a last day may lie beyond the window


def test_they_end_after_they_began_and_record_where_they_were() -> None:
    for row in newest(written(), "patrol"):
        assert row["started_at"] < row["ended_at"]
        assert row["positions_recorded"] >= 12
