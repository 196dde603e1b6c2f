"""A life: something honest that a customer does and that looks like theft, or like its end, in the utility's records.

A life never writes a kWh. It changes how a customer behaves, or when an account ends, and what the deliveries then show
follows from loads, physics and books.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from jicha.twin.account import Account, Place
from jicha.twin.load.behaviour import Behaviour, usual
from jicha.twin.load.window import Window
from jicha.twin.panels import Panels
from jicha.twin.streams import Stream


@dataclass(frozen=True, slots=True, eq=False)
class Living:
    """Who lives it, and when: the days [``start``, ``end``) of the ``window`` at most."""

    seed: int
    account: Account
    window: Window
    start: int
    end: int

    @property
    def place(self) -> Place:
        """The first of its points, behind which it happens."""
        return self.account.places[0]

    def between(self, purpose: str, low: float, high: float) -> float:
        """A number of its own, uniform."""
        drawn = Stream(self.seed, self.account.number, f"life {purpose}").uniform(1)[0]
        return low + (high - low) * float(drawn)

    def lasting(self, purpose: str, low: int, high: int) -> Living:
        """The same for so many days from its start on, ``low`` to ``high``, and not beyond its end."""
        return replace(self, end=min(self.start + int(self.between(purpose, low, high + 1)), self.end))

    def on(self, day: int) -> date:
        """A day of the window by its place."""
        return self.window.first + timedelta(day)

    def usual(self) -> Behaviour:
        """Nothing out of the ordinary, to be changed."""
        return usual(len(self.window))


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What a life comes to, on the days [``start``, ``end``).

    ``closed``       the day from which on the account exists no more, or None
    ``moved_share``  share of the load that another account of the same person takes over
    ``panels``       what is built on the roof, or None
    ``ledgers``      rows of further tables, as in ``Account``
    """

    start: int
    end: int
    behaviour: Behaviour | None = None
    closed: date | None = None
    moved_share: float = 0.0
    panels: Panels | None = None
    ledgers: tuple[tuple[str, Mapping[str, Any]], ...] = ()


Leading = Callable[[Living], Course]


@dataclass(frozen=True, slots=True, eq=False)
class Life:
    """Its words, whom it ``fits``, and what it comes to."""

    code: str
    name: str
    name_zh: str
    fits: Callable[[Account], bool]
    lead: Leading


def life(name_zh: str, *, fits: Callable[[Account], bool]) -> Callable[[Leading], Life]:
    """Makes a life of a function: its name is the code, and its docstring the name."""

    def made(lead: Leading) -> Life:
        return Life(lead.__name__, (lead.__doc__ or "").rstrip("."), name_zh, fits, lead)

    return made


def of_uses(*uses: str) -> Callable[[Account], bool]:
    """Fits an account that lasts, whose first point is metered and of one of these uses."""

    def fits(account: Account) -> bool:
        place = account.places[0]
        return (
            place.use in uses
            and place.metered
            and not place.generates
            and account.closed is None
            and not account.panels_kw
        )

    return fits


def steps_of(start: int, end: int, days: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """The quarter hours of the days [``start``, ``end``), (days, 96)."""
    found = np.zeros((days, 96), np.bool_)
    found[start:end] = True
    return found
