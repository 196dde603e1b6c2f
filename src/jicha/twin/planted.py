"""What the plantings at one customer do to it: to its load, to what it takes ahead of its meters, and to the meters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.meter import Phasors, Series
from jicha.twin.metering import Change
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream

STEPS_OF_A_DAY = 96
HOURS = 24 / STEPS_OF_A_DAY


class Misplanted(JichaError):
    """A kind planted where what it acts on does not exist."""


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """One customer with its plantings at work.

    ``own_va``      what is still used behind the supply meter, (steps, 3)
    ``hooked_w``    what is taken ahead of it, (steps, 3)
    ``fed_back_w``  what goes round through the meter of the generation and changes nothing else, (steps, 3)
    ``changes``, ``generation_changes``  of the supply meter and of the meter of the generation
    """

    own_va: Phasors
    hooked_w: Series
    fed_back_w: Series
    changes: tuple[Change, ...]
    generation_changes: tuple[Change, ...]


def planted_at(
    seed: int,
    entity: str,
    plantings: Iterable[Planting],
    own_va: Phasors,
    tied: NDArray[np.bool_],
    *,
    first: int = 0,
    inspected: Sequence[int] = (),
    live: NDArray[np.bool_] | None = None,
) -> Planted:
    """The customer after its ``plantings``; ``entity`` names the streams of those that have no name.

    ``own_va`` (steps, 3) is what is used on the steps of the window from ``first`` on; what is hooked spreads over
    the phases that are ``tied``, (3,). ``inspected`` are days of the window; nothing acts on
    steps on which the area is not ``live``, (steps,).
    """
    steps = own_va.shape[0]
    own, hooked, fed_back = own_va.copy(), np.zeros((steps, 3)), np.zeros((steps, 3))
    changes, generation_changes = list[Change](), list[Change]()
    for one in plantings:
        effect = one.effect
        switched = Stream(seed, one.named(entity), "switched")
        in_force = one.mask(steps, STEPS_OF_A_DAY, switched, inspected, first=first)
        if live is not None:
            in_force &= live
        if effect.meter is not None:
            changes.append(Change(in_force, effect.meter))
        if effect.generation_meter is not None:
            generation_changes.append(Change(in_force, effect.generation_meter))
        if effect.past is not None:
            past = effect.past(own.real) * in_force[:, np.newaxis]
            own -= past
            hooked += past
        if effect.hooked is not None:
            watts = np.resize(effect.hooked(STEPS_OF_A_DAY), steps) * in_force
            (fed_back if effect.fed_back else hooked)[:] += watts[:, np.newaxis] * tied / tied.sum()
    return Planted(own, hooked, fed_back, tuple(changes), tuple(generation_changes))


def misplanted(planting: Planting, where: str, lacks: str, lacks_zh: str) -> Misplanted:
    """The error of a planting ``where`` there is nothing for it to act on."""
    return Misplanted(
        f"{planting.kind.code} is planted at {where}, which has no {lacks}",
        "Plant it where its kind fits.",
        message_zh=f"{where} 没有{lacks_zh}，不能植入“{planting.kind.name_zh}”",
        remedy_zh="请按该类型的适用条件选择植入对象。",
    )
