"""When a planting is in force."""

from __future__ import annotations

import numpy as np

from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Site
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream

HOME = Site(1, (1,))
KINDS = all_kinds()


def mask(code: str, *, inspected: tuple[int, ...] = (), steps: tuple[int, int] = (24, 72)) -> np.ndarray:
    planting = Planting.of(KINDS[code], HOME, Stream(1, "C1", code), 0, steps, 0.5)
    return planting.mask(96, 24, Stream(1, "C1", "switched"), inspected)


def test_it_is_in_force_from_its_start_until_before_its_end() -> None:
    assert np.flatnonzero(mask("bypass_single_phase")).tolist() == list(range(24, 72))


def test_a_bypass_by_night_is_in_force_from_ten_to_six() -> None:
    assert np.flatnonzero(mask("bypass_at_night", steps=(24, 48))).tolist() == [*range(24, 30), 46, 47]


def test_a_switched_bridge_goes_on_and_off_and_is_off_when_somebody_looks() -> None:
    free, watched = mask("bypass_switched", steps=(0, 96)), mask("bypass_switched", inspected=(1, 2), steps=(0, 96))
    assert 0 < free.sum() < 96
    assert not watched[24:72].any()
    assert np.array_equal(free[72:], watched[72:])
