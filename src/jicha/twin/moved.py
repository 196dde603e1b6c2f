"""Load that stays with its owner and goes to another account: machines that were moved, and nothing is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jicha.twin.meter import Series

_STEPS_OF_A_DAY = 96


@dataclass(frozen=True, slots=True)
class Moved:
    """``share`` of the load of the account ``giver`` is that of ``taker`` from day ``start`` of the window on."""

    giver: str
    taker: str
    share: float
    start: int


def move(active: Series, reactive: Series, accounts: Sequence[str], moved: Sequence[Moved]) -> None:
    """Move load between the first points of accounts, in place; both (places, steps), W and var.

    ``accounts`` numbers the account of each place. Both together use what they used before.
    """
    for one in moved:
        giver, taker = accounts.index(one.giver), accounts.index(one.taker)
        since = slice(one.start * _STEPS_OF_A_DAY, None)
        for load in (active, reactive):
            gone = one.share * load[giver, since]
            load[giver, since] -= gone
            load[taker, since] += gone
