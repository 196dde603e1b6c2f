"""Days out of spans: shares that add up, and what a profile wants to see."""

from __future__ import annotations

import pytest
from energy_rows import rows_of
from plain_energy import Change, Meter, Reading, Register

from jicha.facts.registers.belief import believe
from jicha.facts.registers.estimate import METHODS, QUALITIES, days_of
from jicha.facts.registers.lines import lines_of
from jicha.facts.registers.spans import spans_of


def days(values: list[int | None], changes: tuple[Change, ...] = ()) -> list[tuple[int, str, str, int | None]]:
    """(day, method, quality, millionths of a kWh), of readings in thousandths."""
    readings = [Reading(day, value, "a") for day, value in enumerate(values)]
    lines = lines_of(rows_of({"p": Register("active_total", readings, [Meter("a")], changes)}))
    found = days_of(lines, spans_of(believe(lines)))
    start = int(lines.day[0])
    return sorted(
        (int(day) - start, METHODS[method], QUALITIES[quality], found.energy.at(place))
        for place, (day, method, quality) in enumerate(zip(found.day, found.method, found.quality, strict=True))
    )


def test_a_sum_that_does_not_divide_loses_nothing() -> None:
    shares = [energy for _, method, _, energy in days([0, None, None, 1]) if method == "linear"]
    assert shares == [333, 333, 334]


@pytest.mark.parametrize(("weeks", "has_profile"), [(1, False), (2, True)])
def test_a_profile_wants_the_weekday_measured_in_two_weeks(weeks: int, has_profile: bool) -> None:
    steps = [100, 100, 100, 100, 100, 700, 700] * weeks
    values: list[int | None] = [sum(steps[:day]) for day in range(len(steps) + 1)]
    last = values[-1] or 0
    rows = days([*values, None, last + 500])
    profile = [energy for _, method, _, energy in rows if method == "weekday_profile"]
    # The first and second day of a week weigh the same, so the 500 are halved.
    assert profile == ([250_000, 250_000] if has_profile else [])


def test_a_profile_of_nothing_but_standstill_gives_no_shares() -> None:
    rows = days([*[5] * 22, None, 105])
    assert {method for _, method, _, _ in rows} == {"register", "linear"}


def test_days_under_a_ratio_that_was_recorded_later_say_so() -> None:
    rows = days([0, 1, 2, 3, 4], (Change(1, 3, 1_000, 2_000),))
    assert [row[2:] for row in rows] == [
        ("measured", 1_000),
        ("restated_ratio", 2_000),
        ("restated_ratio", 2_000),
        ("measured", 2_000),
    ]
