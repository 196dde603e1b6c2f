"""The layout: where parameters stand, blocks of the day, classes of change."""

from __future__ import annotations

import numpy as np
from load_world import class_of, weights_at

from jicha.twin.load.layout import BINS, BLOCKS, CLASS_OF, PARAMETERS, PLACES, SLOTS


def test_every_parameter_has_one_place_and_none_is_left_over() -> None:
    taken = [place for part in PLACES.values() for place in range(part.start, part.stop)]
    assert taken == list(range(PARAMETERS))


def test_each_half_hour_takes_its_level_from_the_blocks_around_it() -> None:
    assert np.allclose(BLOCKS.sum(axis=1), 1.0)
    for slot in range(SLOTS):
        assert np.allclose(BLOCKS[slot], weights_at((slot + 0.5) / 2))
    # 23:15 lies 3.25 of 6.5 hours past 20:00 on the way to 02:30: half of each.
    assert np.allclose(BLOCKS[46], [0.5, 0.0, 0.0, 0.5])


def test_changes_fall_into_seven_classes() -> None:
    assert [int(CLASS_OF[change + BINS - 1]) for change in (-27, -6, -5, -2, -1, 0, 1, 2, 5, 6, 27)] == [
        0, 0, 1, 1, 2, 3, 4, 5, 5, 6, 6,
    ]  # fmt: skip
    assert CLASS_OF.tolist() == [class_of(change) for change in range(-27, 28)]
