"""A point with all that became of it: plan, physics, dials, and what is planted there."""

from __future__ import annotations

from dataclasses import dataclass

from jicha.twin.account import Account, Place
from jicha.twin.books.dials import Dials
from jicha.twin.chosen import Chosen
from jicha.twin.meter import Series, Shown
from jicha.twin.mounted import Mounted
from jicha.twin.register import Hundredths


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Of one metering point.

    ``area`` is where it hangs and ``recorded_area`` where the books have it, both blank on a line; ``phases`` and
    ``box`` as the street was drawn. ``chain_kwh`` (5, days, rates) as in ``PlaceYear``. ``true_ratio`` is that of its
    transformers by day, ``dials`` are those that the utility reads under this point's number.
    ``reverse`` is the dial of what is fed in at the end of each day, hundredths of a kWh, of a meter that has one.
    """

    account: Account | None
    place: Place
    area: str
    recorded_area: str
    phases: tuple[int, ...]
    box: int
    mounted: Mounted
    chain_kwh: Series
    true_ratio: Series
    dials: Dials
    shown: Shown | None
    chosen: tuple[Chosen, ...] = ()
    reverse: Hundredths | None = None
