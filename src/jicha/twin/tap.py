"""A hook on a line that belongs to nobody: the node where it hangs, its phase, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jicha.twin.meter import Series
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream
from jicha.twin.street import Street

STEPS_OF_A_DAY = 96


@dataclass(frozen=True, slots=True, eq=False)
class Tap:
    """``watts`` (steps, 3) are taken at ``node`` of the street."""

    node: int
    watts: Series


def tap_of(seed: int, area: str, number: int, street: Street, planting: Planting, steps: int) -> Tap:
    """The tap of the ``number``-th planting of an area, on a node of a trunk and one phase, by chance."""
    stream = Stream(seed, f"{area}/{number}", "tap")
    node = street.trunk_node[int(stream.uniform(1)[0] * street.trunk_node.size)]
    in_force = planting.mask(steps, STEPS_OF_A_DAY, Stream(seed, f"{area}/{number}", "switched"))
    assert planting.effect.hooked is not None
    taken = np.zeros((steps, 3))
    taken[:, int(stream.uniform(1, 1)[0] * 3)] = np.resize(planting.effect.hooked(STEPS_OF_A_DAY), steps) * in_force
    return Tap(int(node), taken)
