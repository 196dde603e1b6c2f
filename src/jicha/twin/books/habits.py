"""How a member of staff works. Everybody is diligent and honest until somebody plants otherwise.

``Habits`` is what planted errors of people go by: whose readings are estimated, who signs without looking, whose
refunds end with friends. Only ``pace`` is drawn; it says how much of a time limit somebody usually takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jicha.twin.streams import Stream
from jicha.twin.world import World

_SLOWEST, _FASTEST = 0.9, 0.3


@dataclass(frozen=True, slots=True)
class Habits:
    """Of one person.

    ``pace``       share of a limit that is usually used, above 0 and below 1 for whoever keeps limits
    ``estimates``  share of readings that are estimated at the desk
    ``confirms``   whether inspections are ever confirmed with a result other than normal
    ``looks``      share of visits on which the person is really there
    ``colludes``   refunds to customers who were owed nothing
    """

    pace: float
    estimates: float = 0.0
    confirms: bool = True
    looks: float = 1.0
    colludes: bool = False

    @property
    def honest(self) -> bool:
        """Whether nothing was planted."""
        return self.estimates == 0 and self.confirms and self.looks == 1 and not self.colludes


def habits_of(world: World, staff_id: str, planted: Mapping[str, Mapping[str, Any]] | None = None) -> Habits:
    """The habits of a person; ``planted`` are fields to change, by staff number."""
    drawn = float(Stream(world.seed, staff_id, "habits").uniform(1)[0])
    own = Habits(pace=_FASTEST + (_SLOWEST - _FASTEST) * drawn)
    changed = (planted or {}).get(staff_id)
    return replace(own, **changed) if changed else own
