"""When a planting is in force."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

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


@given(st.integers(0, 95), st.integers(1, 60))
def test_a_part_of_the_window_has_the_mask_that_the_whole_has_there(first: int, steps: int) -> None:
    planting = Planting.of(KINDS["bypass_switched"], HOME, Stream(1, "C1", "x"), 0, (10, 140), 0.5)
    stream = Stream(1, "C1", "switched")
    whole = planting.mask(160, 24, stream, (2,))
    assert 0 < whole.sum() < 130
    assert np.array_equal(planting.mask(steps, 24, stream, (2,), first=first), whole[first : first + steps])


def test_a_planting_without_a_name_is_named_by_its_place_and_kind() -> None:
    made = Planting.of(KINDS["hook_ahead"], HOME, Stream(1, "C1", "x"), 4, (0, 9), 0.5)
    assert made.named("A1") == "A1/4/hook_ahead"
    assert (
        Planting.of(KINDS["hook_ahead"], HOME, Stream(1, "C1", "x"), 4, (0, 9), 0.5, name="C1/h").named("A1") == "C1/h"
    )
