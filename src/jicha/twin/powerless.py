"""Hours in which an area has no supply: the outages that the books tell of, as what they do to its customers.

The outages are drawn area by area and depend on nothing that is simulated, so that loads can follow the books.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from jicha.tariffs.book import Book
from jicha.twin.books.book import Books
from jicha.twin.books.outages import write_outages
from jicha.twin.load.window import Window
from jicha.twin.world import Station, World

_STEPS_OF_A_DAY = 96
_STEP = timedelta(minutes=15)
_LOCAL = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage of an area, in local time."""

    area: str
    started_at: datetime
    ended_at: datetime

    @property
    def day(self) -> date:
        """The day on which it began."""
        return self.started_at.date()


def outages_of(world: World, station: Station, prices: Book) -> list[Outage]:
    """The outages of a station's areas, as its books will have them."""
    scratch = Books(world, station, prices)
    write_outages(scratch)
    return [
        Outage(one["area_id"], one["started_at"] + _LOCAL, one["ended_at"] + _LOCAL)
        for one in scratch.records.of("outage")
    ]


def live_steps(window: Window, outages: Iterable[Outage], area: str) -> NDArray[np.bool_]:
    """The quarter hours of which any part is supplied, (steps,)."""
    live = np.ones(len(window) * _STEPS_OF_A_DAY, np.bool_)
    begin = datetime.combine(window.first, time())
    for one in outages:
        if one.area == area:
            start = -((begin - one.started_at) // _STEP)  # the first that begins within it
            live[max(start, 0) : max((one.ended_at - begin) // _STEP, 0)] = False
    return live
