"""Load that one person leads from month to month to another account of theirs, to stay within the low tier."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jicha.twin.load.window import Window
from jicha.twin.meter import Series
from jicha.twin.planting import Planting

_STEPS_OF_A_DAY = 96


def rotated(active: Series, reactive: Series, plantings: Sequence[Planting], window: Window) -> None:
    """Move load of rotating accounts to the next customer of the area, in place; both (customers, steps), W and var.

    In every second month, while it lasts; never more than is used, so that what both use together stays the same.
    """
    odd = np.repeat(np.array([day.month % 2 == 1 for day in window.dates]), _STEPS_OF_A_DAY)
    for one in plantings:
        if not one.effect.moved_kw:
            continue
        giver, taker = one.customer, (one.customer + 1) % active.shape[0]
        place = np.arange(odd.size)
        there = odd & (place >= one.start) & (place < one.end)
        share = np.zeros(odd.size)
        most = np.maximum(active[giver], 1e-9)
        share[there] = np.minimum(1000 * one.effect.moved_kw / most, 1.0)[there]
        for load in (active, reactive):
            moved = load[giver] * share
            load[giver] -= moved
            load[taker] += moved
