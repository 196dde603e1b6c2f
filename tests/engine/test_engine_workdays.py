"""The calendar of working days: known days, known years, and nothing guessed outside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jicha.engine import workdays
from jicha.engine.errors import EngineError
from jicha.engine.workdays import work_calendar


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        (date(2026, 2, 13), date(2026, 2, 24), 2),  # Saturday the 14th is worked, 15 to 23 are off, the 24th is worked
        (date(2025, 9, 30), date(2025, 10, 9), 1),  # eight days off
        (date(2024, 5, 10), date(2024, 5, 13), 2),  # Saturday the 11th is worked
        (date(2020, 1, 23), date(2020, 2, 3), 1),  # the holiday that was prolonged
        (date(2015, 9, 2), date(2015, 9, 6), 1),  # 3 to 5 off, Sunday the 6th worked
        (date(2023, 3, 3), date(2023, 3, 6), 1),  # an ordinary weekend
        (date(2023, 3, 6), date(2023, 3, 3), -1),
        (date(2023, 3, 6), date(2023, 3, 6), 0),
        (date(2007, 12, 31), date(2008, 1, 2), None),
        (date(2026, 12, 24), date(2026, 12, 25), None),
    ],
)
def test_working_days(a: date, b: date, days: int | None) -> None:
    assert work_calendar().between(a, b) == days


def test_a_full_year_has_about_250_working_days() -> None:
    for year in range(2009, 2026):
        assert 247 <= (work_calendar().between(date(year - 1, 12, 31), date(year, 12, 31)) or 0) <= 254


def test_the_covered_days_are_those_of_the_data() -> None:
    assert (work_calendar().first_day, work_calendar().last_day) == (date(2008, 1, 1), date(2026, 12, 24))
    assert len(work_calendar().counts) == (date(2026, 12, 24) - date(2008, 1, 1)) // timedelta(days=1) + 1


@pytest.mark.parametrize(
    ("name", "lines", "what"),
    [
        ("x.csv", [{"date": "2024-05-11", "kind": "holiday"}], "is a Saturday"),
        ("x.csv", [{"date": "2024-05-10", "kind": "workday"}], "is a Friday"),
        (
            "x_years.csv",
            [
                {"covered_from": "2023-01-01", "covered_to": "2023-12-31"},
                {"covered_from": "2025-01-01", "covered_to": "2025-12-31"},
            ],
            "go on at 2025-01-01",
        ),
    ],
)
def test_data_that_contradicts_itself_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, lines: list[dict[str, str]], what: str
) -> None:
    data = {"x.csv": [], "x_years.csv": [{"covered_from": "2024-01-01", "covered_to": "2024-12-31"}], name: lines}
    monkeypatch.setattr(workdays, "_rows", data.__getitem__)
    with pytest.raises(EngineError, match=what):
        work_calendar.__wrapped__("x")
