"""Which readings are believed: rows that can be read, in whole kWh by day."""

from __future__ import annotations

from typing import Any

import pytest
from energy_rows import rows_of
from plain_energy import Meter, Reading, Register

from jicha.facts.registers.belief import believe
from jicha.facts.registers.lines import lines_of

METERS = [Meter("a", 0, 50), Meter("b", 50)]


def odd(values: list[Any], **more: Any) -> dict[int, str]:
    """Why which days are not believed; a value is kWh, None, or (kWh, meter)."""
    readings = []
    for day, value in enumerate(values):
        kwh, meter = value if isinstance(value, tuple) else (value, "a")
        readings.append(Reading(day, None if kwh is None else round(kwh * 1000), meter, **more.get(str(day), {})))
    belief = believe(lines_of(rows_of({"p": Register("active_total", readings, METERS)})))
    return {int(place): belief.words[why] for place, why in enumerate(belief.why) if why >= 0}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4], {}),
        ([1, 20, 3, 4], {1: "off_neighbours"}),
        ([10, 1, 12, 14], {1: "off_neighbours"}),
        ([10, 90, 91, 92, 13, 14], {1: "off_neighbours", 2: "off_neighbours", 3: "off_neighbours"}),
        ([10, 3, 4, 5, 13, 14], {1: "off_neighbours", 2: "off_neighbours", 3: "off_neighbours"}),
        # One reading against one: neither is believed.
        ([10, 15, 12, 16], {1: "off_neighbours", 2: "off_neighbours"}),
        # Two off one after the other, each for itself.
        ([10, 90, 85, 11], {1: "off_neighbours", 2: "off_neighbours"}),
        # Seven may be off, eight are the register.
        ([10, *range(90, 97), 13], dict.fromkeys(range(1, 8), "off_neighbours")),
        ([10, *range(90, 98), 13], {}),
        ([90, *range(3, 10), 91], dict.fromkeys(range(1, 8), "off_neighbours")),
        ([90, *range(3, 11), 91], {}),
        # The first reading has nothing before it that would show it off.
        ([90, 3, 4], {}),
        ([10, 20, None, 15], {1: "off_neighbours"}),
    ],
)
def test_readings_that_stand_off_are_not_believed(values: list[Any], expected: dict[int, str]) -> None:
    assert odd(values) == expected


def test_a_fall_that_the_source_calls_a_rollover_is_left_to_be_one() -> None:
    assert odd([10, 20, 12], **{"2": {"turned": True}}) == {}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([65530, 65535, 65540], {}),
        ([65535, 65535, 65540], {0: "sentinel", 1: "sentinel"}),
        ([100, 65535, 104], {1: "sentinel"}),
        ([100, 65535, None, 65535, 104], {1: "sentinel", 3: "sentinel"}),
        ([100, 102, 65535], {2: "sentinel"}),
        ([100, 9999.99, 104], {1: "sentinel"}),
        ([100, 32767, 104], {1: "sentinel"}),
        ([9990, 9999, 10005], {}),
        ([(65530, "a"), (65535, "b"), (65540, "b")], {1: "sentinel"}),
    ],
)
def test_a_fill_value_is_believed_where_the_register_passes_through_it(values: list[Any], expected: Any) -> None:
    assert odd(values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([(1, "a"), (2, "b"), (3, "a"), (4, "b")], {2: "old_meter_again"}),
        ([(1, "a"), (0, "b"), (1, "b")], {}),
        ([(1, "a"), (2, "unknown"), (3, "a")], {}),
        ([(1, "b"), (None, "a"), (3, "b")], {}),
    ],
)
def test_an_old_meter_is_not_believed_after_a_new_one(values: list[Any], expected: Any) -> None:
    assert odd(values) == expected


def test_a_fault_of_its_own_is_kept_and_does_not_disturb_the_others() -> None:
    assert odd([10, -5, 12], **{"1": {"fault": "negative_register"}}) == {1: "negative_register"}


def test_a_fault_of_a_reading_without_a_value_is_no_fault() -> None:
    assert odd([10, None, 12], **{"1": {"fault": "day_outside_life"}}) == {}
