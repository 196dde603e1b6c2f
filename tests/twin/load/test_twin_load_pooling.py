"""Pooling: eight homes or nothing, and no figure that is one home's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.load.pooling import MIN_HOMES, TooFewHomes, clusters, pooled_quantiles, refuse_few


def test_eight_homes_are_enough_and_seven_are_refused() -> None:
    refuse_few(8, "a pack")
    with pytest.raises(TooFewHomes, match="a pack of 7 homes"):
        refuse_few(7, "a pack")
    with pytest.raises(TooFewHomes, match="quantiles of 7 homes"):
        pooled_quantiles(np.zeros((7, 2)))
    with pytest.raises(TooFewHomes, match="texture of 7 homes"):
        clusters(np.arange(7.0))


@given(some.integers(MIN_HOMES, 200))
def test_every_cluster_has_eight_homes_and_no_home_is_lost(homes: int) -> None:
    groups = clusters(np.sin(np.arange(homes) * 7.0))
    assert min(group.size for group in groups) >= MIN_HOMES
    assert len(groups) == min(5, homes // 8)
    assert sorted(np.concatenate(groups).tolist()) == list(range(homes))


@given(some.integers(MIN_HOMES, 60), some.integers(0, 10_000))
def test_no_home_moves_a_stored_quantile_by_more_than_half_of_its_own_move(homes: int, seed: int) -> None:
    values = np.sort(np.random.default_rng(seed).normal(size=homes))
    before = pooled_quantiles(values[:, None])
    for one, move in ((0, -100.0), (homes - 1, 100.0)):  # the outermost keep their rank
        moved = values.copy()
        moved[one] += move
        assert np.abs(pooled_quantiles(moved[:, None]) - before).max() <= 50.0 + 1e-9


def test_quantiles_of_a_hundred_homes_are_near_the_plain_ones() -> None:
    values = np.arange(100.0)[:, None]
    # The median of 0 to 99 is 49.5; the 10 % quantile in the middle of ranks is 9.5; both by symmetry of the weights.
    assert pooled_quantiles(values)[0, [1, 5, 9]] == pytest.approx([9.5, 49.5, 89.5], abs=0.01)
