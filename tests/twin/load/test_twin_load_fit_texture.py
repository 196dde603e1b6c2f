"""Tables of the chain from what is left of homes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jicha.twin.load.fit_texture import bins_of, jumpiness, pooled_texture
from jicha.twin.load.layout import BINS, SLOTS
from jicha.twin.load.pooling import TooFewHomes, clusters
from jicha.twin.load.synthetic import synthetic_homes

NO_SHIFT = np.zeros((2, SLOTS))


def test_bins_have_equal_shares_and_what_is_unknown_has_none() -> None:
    rest = np.random.default_rng(1).normal(size=(56, SLOTS))
    rest[3] = np.nan
    bins, place = bins_of(rest)
    assert (bins.reshape(56, SLOTS)[3] == -1).all()
    counts = np.bincount(bins[bins >= 0], minlength=BINS)
    assert counts.min() >= counts.max() - 4
    assert ((place[bins >= 0] >= 0) & (place[bins >= 0] <= 1)).all()


def test_jumpier_homes_stand_higher_on_the_scale() -> None:
    homes = synthetic_homes()  # made from smooth to jumpy
    order = np.argsort(np.argsort(jumpiness(homes)))
    assert np.corrcoef(order, np.arange(len(homes)))[0, 1] > 0.8


def test_a_cluster_of_seven_homes_is_refused() -> None:
    homes = synthetic_homes()[:15]
    with pytest.raises(TooFewHomes, match="tables of the chain of 7"):
        pooled_texture(homes, [np.arange(8), np.arange(8, 15)], NO_SHIFT)


def test_a_chain_that_always_steps_up_leaves_that_in_its_table() -> None:
    days = 60
    saw = (np.arange(days * SLOTS) % BINS).astype(float).reshape(days, SLOTS)
    homes = [
        replace(one, rest=(saw - saw.mean()) / saw.std(), smooth=np.zeros((days, SLOTS)))
        for one in synthetic_homes()[:8]
    ]
    texture = pooled_texture(homes, [np.arange(8)], NO_SHIFT)
    row = np.diff(texture.table[0, 2, 4, 10].astype(int), prepend=0) / 65535  # level class of 0, last change +1, bin 10
    assert row[11] > 0.99
    assert texture.hold[0] == 0.0


def test_values_that_stay_are_held() -> None:
    rng = np.random.default_rng(5)
    steps = np.repeat(rng.normal(size=(80, SLOTS // 4)), 4, axis=1)
    homes = [replace(one, rest=steps / steps.std(), smooth=np.zeros_like(steps)) for one in synthetic_homes()[:8]]
    assert pooled_texture(homes, clusters(np.arange(8.0)), NO_SHIFT).hold[0] > 0.8
