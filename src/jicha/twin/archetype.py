"""An archetype: a kind of customer of which the utility has many, how often, and how one of them is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from jicha.twin.account import Account
from jicha.twin.streams import Stream


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to be made: its number, and the window of days that is simulated, [``first``, ``last``]."""

    seed: int
    number: str
    first: date
    last: date

    def stream(self, purpose: str) -> Stream:
        """Random numbers of its own."""
        return Stream(self.seed, self.number, purpose)

    def between(self, purpose: str, low: float, high: float) -> float:
        """A number of its own, uniform."""
        return low + (high - low) * float(self.stream(purpose).uniform(1)[0])

    def sized(self, purpose: str, low: float, high: float) -> float:
        """A size of its own, so that doublings are equally frequent."""
        return float(np.exp(self.between(purpose, np.log(low), np.log(high))))

    def one_of(self, purpose: str, sizes: Sequence[int]) -> int:
        """One of some sizes, each as often as the others."""
        return sizes[int(self.between(purpose, 0, len(sizes)))]

    def point(self, place: int = 1) -> str:
        """The number of its metering point: the utility's own longer number."""
        return f"{self.number}{place:02d}"


Making = Callable[[Newcomer], Account]


@dataclass(frozen=True, slots=True, eq=False)
class Archetype:
    """``share`` of all customers of its side; ``least`` of them exist in any town, so that its rules have somebody."""

    code: str
    name: str
    name_zh: str
    dedicated: bool
    share: float
    least: int
    make: Making


def archetype(name_zh: str, *, share: float, least: int = 3, dedicated: bool = False) -> Callable[[Making], Archetype]:
    """Makes an archetype of a function: its name is the code, and its docstring the name."""

    def made(make: Making) -> Archetype:
        return Archetype(make.__name__, (make.__doc__ or "").rstrip("."), name_zh, dedicated, share, least, make)

    return made
