"""What books and deliveries get wrong."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from planted_share import HOME, PLANT

from jicha.twin.every_kind import all_kinds


def test_physics_is_left_alone_and_the_books_are_wrong() -> None:
    kinds = all_kinds()
    told = {
        code: kinds[code].effect(PLANT if kinds[code].fits(PLANT) else HOME, 0.4, 0.0)
        for code in ("ratio_swapped", "ratio_misbooked", "area_misbooked", "meters_exchanged")
    }
    assert {code: (one.book.what, one.book.factor) for code, one in told.items() if one.book} == {
        "ratio_swapped": ("multiplier", 0.75),
        "ratio_misbooked": ("multiplier", 2.0),
        "area_misbooked": ("area", 1.0),
        "meters_exchanged": ("exchanged", 1.0),
    }
    assert all(one.meter is None and one.hooked is None for one in told.values())


def test_what_does_not_come_and_what_comes_late() -> None:
    lost = all_kinds()["communication_lost"].effect(HOME, 0.5, 0.0).delivery
    late = all_kinds()["communication_late"].effect(HOME, 0.5, 0.0).delivery
    assert lost is not None
    assert late is not None
    assert (lost.lost, lost.delay_days) == (0.5, 0)
    assert (late.lost, late.doubled, late.delay_days) == (0.0, 0.5, 3)
