"""Farms: warm winter nights in a greenhouse, meals and flocks in a stable."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, day, drawn, kw

WINTER, SUMMER = slice(day(1, 5), day(2, 5)), slice(day(7, 10), day(8, 10))


def test_a_greenhouse_warms_winter_nights_and_airs_summer_days() -> None:
    found = kw("greenhouse")
    assert found[WINTER, at(0) : at(4)].mean() > 2 * found[SUMMER, at(0) : at(4)].mean()
    assert found[SUMMER, at(12) : at(16)].mean() > 2 * found[WINTER, at(12) : at(15)].mean()


def test_a_stable_is_fed_twice_a_day_and_aired_in_summer() -> None:
    found = kw("stable")
    daily = found.mean(axis=0)
    for meal in (slice(at(6), at(7)), slice(at(16), at(17))):
        assert daily[meal].mean() > 1.3 * daily[at(10.5) : at(12.5)].mean()
    assert found[SUMMER].mean() > 1.1 * found[day(4, 1) : day(5, 1)].mean()


def test_between_two_flocks_a_stable_is_empty_for_two_weeks() -> None:
    daily = drawn("stable").active_w.mean(axis=1)
    empty = daily < 0.35 * np.median(daily)
    steps = np.diff(np.concatenate([[0], empty.astype(int), [0]]))
    begins, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    inner = [(begin, end) for begin, end in zip(begins, ends, strict=True) if begin > 0 and end < 365]
    assert len(inner) >= 2
    assert {int(end - begin) for begin, end in inner} == {14}
    periods = set(np.diff([begin for begin, _ in inner]).tolist())
    assert all(56 <= one <= 120 for one in periods)
