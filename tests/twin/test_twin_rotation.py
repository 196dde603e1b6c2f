"""Rotation moves load between two accounts in every second month, and creates none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from jicha.twin.effect import Effect
from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Site
from jicha.twin.load.window import window_of
from jicha.twin.planting import Planting
from jicha.twin.rotation import rotated
from jicha.twin.streams import Stream

WINDOW = window_of(1, "36", date(2025, 1, 1), 59)
DAY = 96


def _planted(customer: int, moved_kw: float) -> Planting:
    kind = all_kinds()["accounts_rotated"]
    planting = Planting.of(kind, Site(1, (0,)), Stream(1, "a", "b"), customer, (0, 59 * DAY), 0.5)
    return replace(planting, effect=Effect(moved_kw=moved_kw))


def test_load_goes_to_the_next_account_in_odd_months_alone() -> None:
    active, reactive = np.full((3, 59 * DAY), 1000.0), np.full((3, 59 * DAY), 200.0)
    rotated(active, reactive, [_planted(1, 0.3)], WINDOW)
    january, february = slice(0, 31 * DAY), slice(31 * DAY, None)
    assert (active[1, january] == 700).all()
    assert (active[2, january] == 1300).all()
    assert (active[:, february] == 1000).all()
    assert np.allclose(reactive[1, january], 140)
    assert np.allclose(reactive[2, january], 260)
    assert (active[0] == 1000).all()


def test_the_last_of_an_area_gives_to_the_first_and_no_more_than_it_has() -> None:
    active = np.full((2, 59 * DAY), 100.0)
    rotated(active, np.zeros_like(active), [_planted(1, 5.0)], WINDOW)
    assert active[1, 0] == 0
    assert active[0, 0] == 200
    assert np.allclose(active.sum(axis=0), 200)


def test_other_plantings_move_nothing() -> None:
    active = np.ones((2, 59 * DAY))
    rotated(active, active.copy(), [_planted(0, 0.0)], WINDOW)
    assert (active == 1).all()
