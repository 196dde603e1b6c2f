"""Only what a named person confirmed, and what holds at the end of the window, counts as confirmed."""

from __future__ import annotations

from datetime import date

from calibrate_world import arrow, pages, settled_rows

from jicha.audit.calibrate.confirmations import confirmations
from jicha.audit.calibrate.result import Confirmed
from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window


def test_the_latest_confirmed_reading_is_taken_with_its_person_and_day() -> None:
    later = {**settled_rows({"day_divisor": "divisor_calendar"}, "Wang Fang")[0], "valid_from": date(2024, 6, 1)}
    to_come = {**settled_rows({"day_divisor": "divisor_thirty"})[0], "valid_from": date(2030, 1, 1)}
    rows = [
        *settled_rows({"day_divisor": "divisor_thirty"}),
        later,
        to_come,
        *settled_rows({"loss_rounding": "exact"}, None),
    ]
    with DuckDbEngine(threads=1) as engine:
        engine.register("convention", arrow("convention", rows))
        window = Window(date(2025, 1, 1), date(2026, 1, 1), date(2025, 12, 31))
        found = confirmations(engine, pages(), window)
    assert found == {("36", "day_divisor"): Confirmed("divisor_calendar", "Wang Fang", date(2024, 6, 1))}
