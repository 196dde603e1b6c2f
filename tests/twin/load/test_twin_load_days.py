"""Days: what is refused before it reaches the core."""

from __future__ import annotations

import numpy as np
import pytest

from jicha.twin.load.days import BadDays, Days, plain_days


def test_plain_days_shift_nothing_and_nobody_is_away() -> None:
    days = plain_days(np.array([0, 1, 2, 3], np.int8))
    assert len(days) == 4
    assert not days.shift.any()
    assert not days.absent.any()


@pytest.mark.parametrize(
    ("types", "shift", "absent", "what"),
    [
        ([0, 1], np.zeros((3, 4)), np.zeros(2, np.bool_), "2 day types"),
        ([0, 1], np.zeros((2, 4)), np.zeros(3, np.bool_), "2 day types"),
        ([0, 4], np.zeros((2, 4)), np.zeros(2, np.bool_), "outside 0 to 3"),
        ([0, -1], np.zeros((2, 4)), np.zeros(2, np.bool_), "outside 0 to 3"),
        ([0, 1], np.full((2, 4), np.nan), np.zeros(2, np.bool_), "not a number"),
    ],
)
def test_days_that_do_not_fit_together_are_refused(
    types: list[int], shift: np.ndarray, absent: np.ndarray, what: str
) -> None:
    with pytest.raises(BadDays, match=what):
        Days(np.array(types, np.int8), shift, absent)


def test_no_days_are_days_too() -> None:
    assert len(plain_days(np.array([], np.int8))) == 0
