"""An archetype is made of a function; a newcomer draws from streams of its own."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.twin.account import Account
from jicha.twin.archetype import Newcomer, archetype
from jicha.twin.streams import Stream

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


def _newcomer(number: str = "9900000001", seed: int = 1) -> Newcomer:
    return Newcomer(seed, number, FIRST, LAST)


def test_an_archetype_is_named_by_its_function_and_told_by_its_docstring() -> None:
    @archetype("灯塔", share=0.01, least=2, dedicated=True)
    def lighthouse(asked: Newcomer) -> Account:
        """A light on a rock."""
        return Account(asked.number, "", {}, ())

    assert (lighthouse.code, lighthouse.name, lighthouse.name_zh) == ("lighthouse", "A light on a rock", "灯塔")
    assert (lighthouse.share, lighthouse.least, lighthouse.dedicated) == (0.01, 2, True)
    assert lighthouse.make(_newcomer("77")).number == "77"


def test_the_points_of_a_customer_are_numbered_after_it() -> None:
    assert [_newcomer().point(place) for place in (1, 2, 12)] == ["990000000101", "990000000102", "990000000112"]


@given(st.integers(0, 10**6), st.floats(-5, 5), st.floats(0.1, 100))
def test_a_number_of_its_own_lies_between_its_bounds(seed: int, low: float, width: float) -> None:
    found = _newcomer(seed=seed).between("a", low, low + width)
    assert low <= found <= low + width


def test_sizes_lie_as_often_below_the_geometric_mean_as_above() -> None:
    found = np.array([_newcomer(str(number)).sized("size", 1.0, 100.0) for number in range(2000)])
    assert found.min() >= 1
    assert found.max() <= 100
    assert np.mean(found < 10) == pytest.approx(0.5, abs=0.04)  # a uniform size would be below 10 in one of eleven


def test_what_is_drawn_depends_on_seed_number_and_purpose_alone() -> None:
    one = _newcomer().between("a", 0, 1)
    assert _newcomer().between("a", 0, 1) == one == float(Stream(1, "9900000001", "a").uniform(1)[0])
    others = {_newcomer().between("b", 0, 1), _newcomer("2").between("a", 0, 1), _newcomer(seed=2).between("a", 0, 1)}
    assert one not in others
    assert len(others) == 3
