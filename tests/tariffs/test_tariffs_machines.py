"""The capacities of a bill sorted by machine, joined, and refused where a day is missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from worked_bills import APRIL, APRIL_11, MAY, capacity, case

from jicha.tariffs.case import BadCase, CapacityPiece, Case
from jicha.tariffs.machines import is_steady, machines

MIDDLE = APRIL_11.replace(day=21)


def april(*pieces: CapacityPiece) -> Case:
    """A bill of April with those capacities."""
    return case("MILL", APRIL, MAY, capacity=pieces)


def test_each_machine_has_its_own_pieces_and_neighbours_of_one_figure_are_one() -> None:
    one = capacity((100, APRIL, APRIL_11), (100, APRIL_11, MAY), machine="T1")
    two = capacity((200, APRIL, APRIL_11), (0, APRIL_11, MIDDLE), (200, MIDDLE, MAY), machine="T2")
    assert machines(april(*one, *two)) == {"T1": capacity((100, APRIL, MAY), machine="T1"), "T2": two}


def test_pieces_without_a_name_are_of_one_machine() -> None:
    pieces = capacity((100, APRIL, APRIL_11), (300, APRIL_11, MAY))
    assert machines(april(*pieces)) == {"": pieces}


def test_together_they_are_steady_where_one_takes_the_place_of_another_of_its_size() -> None:
    one = capacity((100, APRIL, APRIL_11), (0, APRIL_11, MAY), machine="T1")
    for kva, steady in ((100, True), (101, False)):
        two = capacity((0, APRIL, APRIL_11), (kva, APRIL_11, MAY), machine="T2")
        assert is_steady(machines(april(*one, *two))) is steady


@given(
    some.permutations(
        capacity((1, APRIL, APRIL_11), (2, APRIL_11, MAY), machine="T1") + capacity((3, APRIL, MAY), machine="T2")
    )
)
def test_the_order_in_which_they_are_given_changes_nothing(pieces: list[CapacityPiece]) -> None:
    found = machines(april(*pieces))
    assert {name: [one.kva for one in own] for name, own in found.items()} == {"T1": [1, 2], "T2": [3]}


@pytest.mark.parametrize(
    ("pieces", "what"),
    [
        ([(100, APRIL, APRIL_11)], "the capacities of T2 end on 2025-04-11, the bill on 2025-05-01"),
        ([(100, APRIL_11, MAY)], "the capacities of T2 leave out or repeat days at 2025-04-01"),
        ([(100, APRIL, APRIL_11), (0, MIDDLE, MAY)], "the capacities of T2 leave out or repeat days at 2025-04-11"),
        ([(100, APRIL, MIDDLE), (0, APRIL_11, MAY)], "the capacities of T2 leave out or repeat days at 2025-04-21"),
        ([(100, APRIL, APRIL)], "the capacities of T2 leave out or repeat days at 2025-04-01"),
        ([(100, APRIL, APRIL_11), (0, APRIL_11, MAY.replace(day=2))], "of T2 end on 2025-05-02"),
    ],
)
def test_a_day_that_one_machine_lacks_is_not_made_up_by_another(pieces: list[Any], what: str) -> None:
    with pytest.raises(BadCase, match=what) as error:
        machines(april(*capacity((100, APRIL, MAY), machine="T1"), *capacity(*pieces, machine="T2")))
    assert error.value.faults[0].message_zh.startswith("T2")
