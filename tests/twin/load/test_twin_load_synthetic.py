"""Synthetic texture: the same on every run, standard, and from smooth to jumpy."""

from __future__ import annotations

import numpy as np

from jicha.twin.load.layout import SLOTS
from jicha.twin.load.synthetic import DAYS, HOMES, synthetic_homes


def test_homes_are_made_alike_on_every_run_and_carry_no_parameters() -> None:
    one, two = synthetic_homes(), synthetic_homes()
    assert len(one) == HOMES
    for first, second in zip(one, two, strict=True):
        assert first.rest.tobytes() == second.rest.tobytes()
        assert first.rest.shape == (DAYS, SLOTS)
        assert abs(first.rest.mean()) < 1e-9
        assert abs(first.rest.std() - 1) < 1e-9
        assert not first.vector.any()


def test_later_homes_follow_their_last_value_less() -> None:
    memory = [np.corrcoef(one.rest.ravel()[:-1], one.rest.ravel()[1:])[0, 1] for one in synthetic_homes()]
    assert np.mean(memory[:6]) > np.mean(memory[-6:]) + 0.1
