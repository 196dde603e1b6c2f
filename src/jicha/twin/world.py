"""Who exists and where, from a seed: stations, lines, areas, customers. Each station is a pure function of its number.

Nothing of it depends on what is planted: the same seed has the same people in every scenario of the same sizes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from jicha.twin.account import Account
from jicha.twin.archetype import Archetype, Newcomer
from jicha.twin.every_archetype import all_archetypes
from jicha.twin.scenario import Scenario
from jicha.twin.streams import Stream

_NAMES = (
    "城东",
    "城西",
    "城南",
    "城北",
    "河湾",
    "石桥",
    "双塔",
    "柳林",
    "青山",
    "白沙",
    "红光",
    "和平",
    "建设",
    "团结",
    "新华",
    "东风",
    "前进",
    "长江",
    "黄河",
    "幸福",
)


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A transformer area by its number, and who is supplied from it."""

    number: str
    name: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Station:
    """A supply station: its line of 10 kV, the areas on it, and the customers with transformers of their own."""

    number: str
    name: str
    line: str
    areas: tuple[Area, ...]
    dedicated: tuple[Account, ...]

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All of its customers, area by area, those on the line at the end."""
        return (*(one for area in self.areas for one in area.accounts), *self.dedicated)


@dataclass(frozen=True)
class World:
    """A seed, a scenario, a number of customers, and the days [``first``, ``last``]."""

    seed: int
    scenario: Scenario
    customers: int
    first: date
    last: date

    @property
    def days(self) -> int:
        """Days of the window."""
        return (self.last - self.first).days + 1

    @cached_property
    def dedicated(self) -> int:
        """Customers on lines of 10 kV, of all stations."""
        return round(self.customers * float(self.scenario.network.dedicated_share))

    @cached_property
    def ends(self) -> list[int]:
        """The number of low-voltage customers up to and with each area."""
        low = self.customers - self.dedicated
        areas = max(1, round(low / self.scenario.network.customers_of_an_area))
        sizes = 0.6 + 0.8 * Stream(self.seed, "areas", "sizes").uniform(areas)
        return [round(one) for one in (np.cumsum(sizes) / sizes.sum() * low).tolist()]

    @property
    def stations(self) -> int:
        """How many stations there are."""
        return -(-len(self.ends) // self.scenario.network.areas_of_a_station)

    def station(self, place: int) -> Station:
        """The station of this number, 0 for the first."""
        name = _NAMES[place % len(_NAMES)] + (str(place // len(_NAMES) + 1) if place >= len(_NAMES) else "")
        first, after = (len(self.ends) * one // self.stations for one in (place, place + 1))
        areas = tuple(self._area(one, f"{name}{one - first + 1:02d}号公变") for one in range(first, after))
        begin, end = (self.dedicated * one // self.stations for one in (place, place + 1))
        dedicated = tuple(self._account(one, dedicated=True) for one in range(begin, end))
        return Station(f"9901{place + 1:04d}", f"{name}供电所", f"99L{place + 1:05d}", areas, dedicated)

    def _area(self, place: int, name: str) -> Area:
        begin = self.ends[place - 1] if place else 0
        accounts = tuple(self._account(one, dedicated=False) for one in range(begin, self.ends[place]))
        return Area(f"99{place + 1:08d}", name, accounts)

    def _account(self, place: int, *, dedicated: bool) -> Account:
        number = f"{'98' if dedicated else '99'}{place + 1:08d}"
        kind = self._kind(place, number, dedicated=dedicated)
        return replace(kind.make(Newcomer(self.seed, number, self.first, self.last)), archetype=kind.code)

    def _kind(self, place: int, number: str, *, dedicated: bool) -> Archetype:
        """Some places are kept, spread evenly, so that every archetype has its least number; chance fills the rest."""
        kinds = [one for _, one in sorted(all_archetypes().items()) if one.dedicated == dedicated]
        all_of_them = self.dedicated if dedicated else self.customers - self.dedicated
        kept = self._kept_dedicated if dedicated else self._kept_low
        rank = place * len(kept) // all_of_them
        first_of_rank = -(-rank * all_of_them // len(kept)) if kept else -1
        if len(kept) <= all_of_them and place == first_of_rank:
            return all_archetypes()[kept[rank]]
        return kinds[int(Stream(self.seed, number, "archetype").choice(np.array([one.share for one in kinds]), 1)[0])]

    @cached_property
    def _kept_low(self) -> list[str]:
        return _kept(self.seed, dedicated=False)

    @cached_property
    def _kept_dedicated(self) -> list[str]:
        return _kept(self.seed, dedicated=True)


def _kept(seed: int, *, dedicated: bool) -> list[str]:
    """Each archetype as often as its least number, in an order of chance."""
    names = [
        code for code, one in sorted(all_archetypes().items()) if one.dedicated == dedicated for _ in range(one.least)
    ]
    return [names[one] for one in Stream(seed, "archetypes", f"kept {dedicated}").shuffled(len(names)).tolist()]
