"""The world: the same from its seed, complete, and every archetype in it."""

from __future__ import annotations

from collections import Counter

import pytest
from small_utility import BUSY, small_world

from jicha.twin.every_archetype import all_archetypes
from jicha.twin.scenario import scenario
from jicha.twin.world import World

TOWN = World(1, scenario("town"), 1000, small_world().first, small_world().last)


def test_all_customers_are_there_once() -> None:
    numbers = [one.number for place in range(TOWN.stations) for one in TOWN.station(place).accounts]
    assert len(numbers) == len(set(numbers)) == 1000


def test_dedicated_customers_stand_on_the_line_and_the_others_in_areas() -> None:
    station = TOWN.station(0)
    assert all(one.dedicated for one in station.dedicated)
    assert not any(one.dedicated for area in station.areas for one in area.accounts)
    assert len(station.dedicated) == TOWN.dedicated // TOWN.stations


def test_the_same_seed_has_the_same_people_whatever_is_planted() -> None:
    quiet, busy = small_world().station(0), small_world(BUSY).station(0)
    assert quiet.accounts == busy.accounts


def test_another_seed_has_others() -> None:
    assert small_world(seed=4).station(0).accounts != small_world().station(0).accounts


def test_a_town_of_a_thousand_has_every_archetype_at_least_as_often_as_it_must() -> None:
    found = Counter(one.archetype for place in range(TOWN.stations) for one in TOWN.station(place).accounts)
    few = {code: found[code] for code, one in all_archetypes().items() if found[code] < one.least}
    assert few == {}


def test_stations_are_of_like_size() -> None:
    areas = [len(TOWN.station(place).areas) for place in range(TOWN.stations)]
    assert max(areas) - min(areas) <= 1
    assert sum(areas) == len(TOWN.ends)


def test_areas_have_names_and_numbers_of_their_own() -> None:
    areas = [one for place in range(TOWN.stations) for one in TOWN.station(place).areas]
    assert len({one.number for one in areas}) == len({one.name for one in areas}) == len(areas)


@pytest.mark.parametrize("customers", [1, 2, 30])
def test_a_hamlet_is_built_too(customers: int) -> None:
    world = World(1, scenario("clean"), customers, TOWN.first, TOWN.last)
    assert sum(len(world.station(place).accounts) for place in range(world.stations)) == customers
