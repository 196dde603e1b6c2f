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
    """``customer`` is a place in the area's list of customers; steps [``start``, ``end``) of the window.

    ``name`` names its random streams: it belongs to the subject and the kind, so that no other planting moves it.
    """

    kind: Kind
    customer: int
    start: int
    end: int
    strength: float
    effect: Effect
    name: str = ""

    @staticmethod
    def of(
        kind: Kind,
        site: Site,
        stream: Stream,
        customer: int,
        steps: tuple[int, int],
        strength: float,
        *,
        name: str = "",
    ) -> Planting:
        """Planted, with its choices (which phase, say) drawn from ``stream``."""
        effect = kind.effect(site, strength, float(stream.uniform(1)[0]))
        return Planting(kind, customer, *steps, strength, effect, name)

    def named(self, entity: str) -> str:
        """Its name; where it has none, one after its place among the customers of ``entity``."""
        return self.name or f"{entity}/{self.customer}/{self.kind.code}"

    def mask(
        self, steps: int, steps_of_a_day: int, stream: Stream, inspected: Sequence[int] = (), *, first: int = 0
    ) -> NDArray[np.bool_]:
        """Whether it is in force on the steps [``first``, ``first + steps``) of the window, (steps,).

        A part of the window has the same mask as the whole has there. ``inspected`` are days of the window on which
        somebody came to look: a switched bridge is off then.
        """
        place = np.arange(first, first + steps)
        hour = place % steps_of_a_day * 24 / steps_of_a_day
        in_hours = np.zeros(steps, np.bool_)
        for begins, ends in self.effect.hours:
            in_hours |= (hour >= begins) & (hour < ends)
        found = in_hours & (place >= self.start) & (place < self.end)
        if self.effect.switched:
            toggles = stream.uniform(first + steps) < 1 / _SWITCHED_RUN_STEPS
            found &= np.cumsum(toggles)[first:] % 2 == 0
            found &= ~np.isin(place // steps_of_a_day, inspected)
        return found
