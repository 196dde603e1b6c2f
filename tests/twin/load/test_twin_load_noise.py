"""Chance: counted by day, of the mean and the memory that are stated, within its bounds."""

from __future__ import annotations

import numpy as np
import pytest

from jicha.twin.load.noise import factor_of_days, lasting, roughened
from jicha.twin.streams import Stream

NUMBER = np.arange(739_000, 739_000 + 4000)


def test_a_day_has_its_number_in_every_window() -> None:
    stream = Stream(1, "a", "busy")
    assert np.array_equal(lasting(stream, NUMBER, 0.7)[100:160], lasting(stream, NUMBER[100:160], 0.7))
    long, short = np.ones((400, 96)), np.ones((60, 96))
    roughened(long, stream.key, 739_000, 0.2, 0.3)
    roughened(short, stream.key, 739_050, 0.2, 0.3)
    assert np.array_equal(long[50:110], short)


def test_days_are_standard_and_each_is_like_the_next_as_far_as_is_stated() -> None:
    found = lasting(Stream(1, "a", "busy"), NUMBER, 0.7)
    assert found.mean() == pytest.approx(0.0, abs=0.1)
    assert found.std() == pytest.approx(1.0, abs=0.05)
    assert np.corrcoef(found[:-1], found[1:])[0, 1] == pytest.approx(0.7, abs=0.03)


def test_a_factor_of_days_has_the_mean_one() -> None:
    found = factor_of_days(Stream(1, "a", "busy"), NUMBER, 0.3, 0.5)
    assert found.mean() == pytest.approx(1.0, abs=0.02)
    assert np.log(found).std() == pytest.approx(0.3, abs=0.02)


def test_unrest_keeps_the_mean_its_bounds_and_what_is_nothing() -> None:
    power = np.full((400, 96), 100.0)
    power[7] = 0.0
    roughened(power, Stream(1, "a", "unrest").key, 739_000, 0.2, 0.3)
    assert (power[7] == 0).all()
    rest = np.delete(power, 7, axis=0)
    assert rest.mean() == pytest.approx(100.0, rel=0.005)
    assert rest.min() >= 50.0
    assert rest.max() <= 150.0
    # Uniform parts: the quarter's variance is 30^2 / 3, and the hour's 20^2 / 3 is shared by its four quarters.
    assert rest.var() == pytest.approx(300 + 400 / 3, rel=0.05)
    assert rest.reshape(-1, 4).mean(axis=1).var() == pytest.approx(300 / 4 + 400 / 3, rel=0.05)
