"""Load that goes from one account to another."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jicha.twin.moved import Moved, move

ACCOUNTS = ["A", "B", "B", "C"]  # B has two points


def test_a_share_goes_from_its_day_on_to_the_first_point_of_the_other() -> None:
    active, reactive = np.full((4, 192), 100.0), np.full((4, 192), 10.0)
    move(active, reactive, ACCOUNTS, [Moved("A", "B", 0.4, 1)])
    assert active[:, 95].tolist() == [100.0] * 4
    assert active[:, 96].tolist() == [60.0, 140.0, 100.0, 100.0]
    assert reactive[:, 191].tolist() == [6.0, 14.0, 10.0, 10.0]


@given(st.floats(0, 1), st.integers(0, 2))
def test_nothing_is_lost_on_the_way(share: float, start: int) -> None:
    active = np.arange(4 * 192, dtype=float).reshape(4, 192)
    before = active.sum(axis=0)
    move(active, active.copy(), ACCOUNTS, [Moved("C", "A", share, start)])
    assert np.allclose(active.sum(axis=0), before, rtol=1e-12)
    assert (active >= 0).all()
