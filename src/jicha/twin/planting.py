"""A kind planted at a subject for a time: on which steps it is in force, and what it then does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.effect import Effect
from jicha.twin.kind import Kind, Site
from jicha.twin.streams import Stream

_SWITCHED_RUN_STEPS = 40  # how long a switched bridge stays as it is, on average


@dataclass(frozen=True, slots=True, eq=False)
class Planting:
    """``customer`` is a place in the area's list of customers; steps [``start``, ``end``) of the curve."""

    kind: Kind
    customer: int
    start: int
    end: int
    strength: float
    effect: Effect

    @staticmethod
    def of(kind: Kind, site: Site, stream: Stream, customer: int, steps: tuple[int, int], strength: float) -> Planting:
        """Planted, with its choices (which phase, say) drawn from ``stream``."""
        return Planting(kind, customer, *steps, strength, kind.effect(site, strength, float(stream.uniform(1)[0])))

    def mask(self, steps: int, steps_of_a_day: int, stream: Stream, inspected: Sequence[int] = ()) -> NDArray[np.bool_]:
        """The steps on which it is in force, (steps,).

        ``inspected`` are days on which somebody came to look: a switched bridge is off then.
        """
        place = np.arange(steps)
        hour = place % steps_of_a_day * 24 / steps_of_a_day
        in_hours = np.zeros(steps, np.bool_)
        for begins, ends in self.effect.hours:
            in_hours |= (hour >= begins) & (hour < ends)
        found = in_hours & (place >= self.start) & (place < self.end)
        if self.effect.switched:
            toggles = stream.uniform(steps) < 1 / _SWITCHED_RUN_STEPS
            found &= np.cumsum(toggles) % 2 == 0
            found &= ~np.isin(place // steps_of_a_day, inspected)
        return found
