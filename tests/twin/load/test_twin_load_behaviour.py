"""Behaviour: what is usual changes nothing."""

from __future__ import annotations

import numpy as np

from jicha.twin.load.behaviour import usual


def test_the_usual_has_nobody_away_nothing_added_nothing_off_and_days_as_busy_as_ever() -> None:
    found = usual(7)
    assert found.absent.tolist() == [False] * 7
    assert found.activity.tolist() == [1.0] * 7
    assert found.off.shape == found.added_w.shape == (7, 96)
    assert not found.off.any()
    assert not found.added_w.any()
    assert found.others == ()


def test_two_usual_lives_share_no_array() -> None:
    one, other = usual(2), usual(2)
    assert not np.shares_memory(one.added_w, other.added_w)
