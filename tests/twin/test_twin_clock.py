"""A wrong clock moves energy between hours and days and loses none of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jicha.twin.clock import by_own_clock
from jicha.twin.effect import Effect
from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Site
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream

SITE = Site(1, (0,))


def _planted(minutes: int, start: int, end: int) -> Planting:
    planting = Planting.of(all_kinds()["clock_wrong"], SITE, Stream(1, "a", "b"), 0, (start, end), 0.5)
    return replace(planting, effect=Effect(clock_minutes=minutes))


def test_a_clock_two_steps_ahead_puts_energy_two_steps_later_and_jumps_over_the_first() -> None:
    counted = np.arange(1.0, 11.0)
    taken = by_own_clock(counted, [_planted(30, 2, 8)])
    # steps 2 to 7 hold 3 4 5 6 7 8: two hours are jumped over, and 7 + 8 come when the clock is set right
    assert taken.tolist() == [1, 2, 0, 0, 3, 4, 5, 6, 9 + 7 + 8, 10]


def test_energy_that_is_not_put_down_when_the_window_ends_is_missing() -> None:
    taken = by_own_clock(np.ones(10), [_planted(30, 2, 10)])
    assert taken.sum() == 8


def test_a_clock_behind_puts_energy_earlier() -> None:
    counted = np.arange(1.0, 11.0)
    taken = by_own_clock(counted, [_planted(-30, 2, 8)])
    assert taken.sum() == counted.sum()
    assert taken.tolist() == [1, 2, 5 + 3 + 4, 6, 7, 8, 0, 0, 9, 10]


def test_without_a_wrong_clock_nothing_is_touched() -> None:
    counted = np.arange(5.0)
    assert by_own_clock(counted, [_planted(0, 0, 5)]) is counted
    assert by_own_clock(counted, []) is counted


@pytest.mark.parametrize("minutes", [15, 60, 240, -15, -180])
def test_nothing_is_lost_within_the_window(minutes: int) -> None:
    counted = np.random.default_rng(1).random(500)
    assert by_own_clock(counted, [_planted(minutes, 96, 300)]).sum() == pytest.approx(counted.sum())
