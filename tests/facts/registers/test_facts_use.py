"""What stands out in the use: standstills and days far above the others."""

from __future__ import annotations

import pytest
from energy_rows import rows_of
from plain_energy import Meter, Reading, Register

from jicha.facts.registers.belief import believe
from jicha.facts.registers.lines import lines_of
from jicha.facts.registers.spans import spans_of
from jicha.facts.registers.use import Use, use_of


def uses(*registers: Register) -> list[list[int]]:
    """By register: the days on which each outstanding span begins."""
    lines = lines_of(rows_of({f"p{number}": one for number, one in enumerate(registers)}))
    spans = spans_of(believe(lines))
    found = use_of(lines, spans)
    start = int(lines.day.min())
    return [
        [int(lines.day[first]) - start for first, use in zip(spans.first, found, strict=True)
         if use != Use.ORDINARY and lines.point[first] == point]
        for point in range(len(registers))
    ]  # fmt: skip


def register(values: list[int | None], meters: str = "a") -> Register:
    """Whole kWh by day; one letter for the meter of each day, the last one repeated."""
    names = [meters[min(day, len(meters) - 1)] for day in range(len(values))]
    readings = [
        Reading(day, None if value is None else value * 1000, name)
        for day, (value, name) in enumerate(zip(values, names, strict=True))
    ]
    return Register("active_total", readings, [Meter(name, -9, -9) for name in sorted(set(meters))])


@pytest.mark.parametrize(
    ("values", "meters", "still"),
    [
        ([1, 2] + [2] * 15, "a", list(range(1, 16))),
        ([1, 2] + [2] * 14, "a", []),
        # Whether it had moved before the readings begin is not known.
        ([2] * 16, "a", list(range(15))),
        ([2] * 15, "a", []),
        ([1, 2] + [2] * 15 + [3, 4], "a", list(range(1, 16))),
        # A gap inside: the reading after it says that nothing was used.
        ([1, 2, 2, None, None] + [2] * 12, "a", [1, 2, *range(5, 16)]),
        # Fourteen days of one meter and one of the next are no fifteen of either.
        ([2] * 17, "aab", []),
    ],
)
def test_a_standstill(values: list[int | None], meters: str, still: list[int]) -> None:
    assert uses(register(values, meters)) == [still]


def test_the_use_of_one_register_does_not_move_another() -> None:
    assert uses(register([1, 2, 3]), register([7] * 9), register([1, 2] + [2] * 15)) == [[], [], list(range(1, 16))]


@pytest.mark.parametrize(
    ("day_kwh", "days", "outstanding"), [(31, 14, [14]), (30, 14, []), (31, 13, [13]), (31, 12, [])]
)
def test_a_day_far_above_its_own_middle(day_kwh: int, days: int, outstanding: list[int]) -> None:
    steps = [3] * days + [day_kwh]
    assert uses(register([sum(steps[:day]) for day in range(days + 2)])) == [outstanding]


def test_nothing_stands_out_above_a_middle_of_zero() -> None:
    steps = [0] * 10 + [1] * 9 + [100]
    assert uses(register([sum(steps[:day]) for day in range(21)]))[0] == []
