"""Registers: cut and never rounded up, turned over, rewound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.effect import RegisterDeed
from jicha.twin.register import Deed, Display, readings

DAY = np.array([[1234.0, 8766.0]])  # 10 kWh


def test_a_day_is_added_and_cut_to_the_hundredth() -> None:
    assert readings(DAY, (100, 200)).tolist() == [[31000, 10123, 20876]]


def test_a_meter_behind_transformers_shows_the_secondary_side() -> None:
    assert readings(DAY, (0, 0), multiplier=50).tolist() == [[20, 2, 17]]


def test_it_begins_again_after_its_last_figure() -> None:
    shown = readings(np.full((3, 1), 1000.0), (9998,), display=Display(4))
    assert shown[:, 1].tolist() == [999900, 0, 100]


@pytest.mark.parametrize(
    ("deed", "totals"),
    [
        (RegisterDeed("rewind", 5), [1000, 1500, 2500, 3500]),
        (RegisterDeed("rewind", 500), [1000, 1000, 2000, 3000]),  # nothing stands below nothing
        (RegisterDeed("clear"), [1000, 1000, 2000, 3000]),
        (RegisterDeed("jump", 7), [1000, 2700, 3700, 4700]),
    ],
)
def test_a_deed_acts_at_the_beginning_of_its_day(deed: RegisterDeed, totals: list[int]) -> None:
    assert readings(np.repeat(DAY, 4, axis=0), (0, 0), [Deed(1, deed)])[:, 0].tolist() == totals


def test_what_is_a_whole_hundredth_is_shown_as_it_is() -> None:
    tenths = np.full((1000, 1), 100.0)  # a tenth of a kWh a day, which no float holds
    assert readings(tenths, (0.7,))[:, 1].tolist() == [80 + 10 * day for day in range(1000)]


@given(some.lists(some.tuples(some.floats(0, 1e6), some.floats(0, 1e6)), min_size=1, max_size=30))
def test_the_total_is_within_a_hundredth_of_each_rate(energy: list[tuple[float, float]]) -> None:
    shown = readings(np.array(energy), (5.0, 7.0))
    off = shown[:, 0] - shown[:, 1:].sum(axis=1)
    assert off.min() >= 0
    assert off.max() <= 2
    assert (np.diff(shown[:, 0]) >= 0).all()
    assert shown[-1, 0] == pytest.approx(1200 + np.array(energy).sum() / 10, abs=1.01)
