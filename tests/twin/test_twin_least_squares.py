"""Least squares without negative coefficients."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.least_squares import non_negative


def test_what_is_exact_is_found() -> None:
    columns = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 2.0]])
    assert non_negative(columns, columns @ [3.0, 0.5]) == pytest.approx([3.0, 0.5])


def test_a_coefficient_that_would_be_negative_is_nothing_and_the_other_is_fitted_alone() -> None:
    # y = a - b exactly; without b the best a of (1, 1), (1, 0) to (0, 1) is 1/2.
    columns = np.array([[1.0, 1.0], [1.0, 0.0]])
    assert non_negative(columns, np.array([0.0, 1.0])) == pytest.approx([0.5, 0.0])


def test_a_column_of_nothing_and_a_wish_for_nothing_give_nothing() -> None:
    assert non_negative(np.zeros((3, 2)), np.ones(3)).tolist() == [0.0, 0.0]
    assert non_negative(np.ones((3, 1)), np.zeros(3)).tolist() == [0.0]


@given(some.integers(0, 10**6), some.integers(1, 8), some.integers(8, 40))
def test_no_small_step_that_is_allowed_makes_it_better(seed: int, count: int, rows: int) -> None:
    rng = np.random.default_rng(seed)
    columns, wanted = rng.normal(size=(rows, count)), rng.normal(size=rows)
    found = non_negative(columns, wanted)
    assert (found >= 0).all()
    slope = columns.T @ (wanted - columns @ found)
    assert (slope <= 1e-8).all()  # up is no better
    assert np.abs(slope[found > 0]).max(initial=0.0) <= 1e-8  # and down neither
