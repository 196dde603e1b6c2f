"""A hook on a line that belongs to nobody: the node where it hangs, its phase, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.meter import Series
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream
from jicha.twin.street import Street

STEPS_OF_A_DAY = 96


@dataclass(frozen=True, slots=True, eq=False)
class Tap:
    """``watts`` (steps, 3) are taken at ``node`` of the street, all on the phase that ``shares`` (3,) marks."""

    node: int
    watts: Series
    shares: Series


def tap_of(
    seed: int,
    area: str,
    street: Street,
    planting: Planting,
    steps: int,
    *,
    first: int = 0,
    live: NDArray[np.bool_] | None = None,
) -> Tap:
    """The tap of a planting of an area, on a node of a trunk and one phase, by chance.

    It is told for ``steps`` of the window from ``first`` on, and takes nothing where they are not ``live``, (steps,).
    """
    stream = Stream(seed, planting.named(area), "tap")
    node = street.trunk_node[int(stream.uniform(1)[0] * street.trunk_node.size)]
    in_force = planting.mask(steps, STEPS_OF_A_DAY, Stream(seed, planting.named(area), "switched"), first=first)
    if live is not None:
        in_force &= live
    assert planting.effect.hooked is not None
    shares = np.eye(3)[int(stream.uniform(1, 1)[0] * 3)]
    watts = np.resize(planting.effect.hooked(STEPS_OF_A_DAY), steps) * in_force
    return Tap(int(node), watts[:, np.newaxis] * shares, shares)
