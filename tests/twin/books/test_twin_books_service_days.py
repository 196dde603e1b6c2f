"""What is counted day by day and month by month."""

from __future__ import annotations

from station_written import FIRST, newest, written

from jicha.twin.books.office_hours import is_workday
from jicha.twin.weather import weather_of


def test_the_counter_is_open_on_working_days_and_serves_everybody() -> None:
    rows = newest(written(), "service_load_daily")
    assert 240 <= len(rows) <= 255
    assert all(is_workday(row["day"]) for row in rows)
    assert all(row["served"] == row["requests"] > 0 == row["abandoned"] for row in rows)


def test_the_weather_is_that_of_the_loads() -> None:
    rows = sorted(newest(written(), "weather_day"), key=lambda row: row["day"])
    found = weather_of(1, written().world.scenario.climate, FIRST, 365).temperature_degc
    assert len(rows) == 365
    for row, day in zip(rows, found, strict=True):
        assert abs(float(row["temperature_max"]) - day.max()) <= 0.051
        assert abs(float(row["temperature_min"]) - day.min()) <= 0.051


def test_voltages_hold_nearly_always_and_the_minutes_add_up() -> None:
    rows = newest(written(), "voltage_quality")
    assert len(rows) == 12 * len(written().station.areas)
    for row in rows:
        assert row["qualified_percent"] >= 98
        share = 100 * (1 - row["under_minutes"] / row["monitored_minutes"])
        assert abs(float(row["qualified_percent"]) - share) < 0.001
    january = next(row for row in rows if row["month"] == FIRST)
    assert january["monitored_minutes"] == 44640
