"""Everybody is honest until somebody plants otherwise, and nobody else moves then."""

from __future__ import annotations

from station_written import FIRST, LAST

from jicha.twin.books.crew import crew_of
from jicha.twin.books.habits import habits_of
from jicha.twin.books.people import everybody
from jicha.twin.scenario import scenario
from jicha.twin.world import World

WORLD = World(1, scenario("clean"), 150, FIRST, LAST)


def test_all_staff_are_honest_and_keep_their_limits() -> None:
    staff = [one for _, numbers in everybody(crew_of(WORLD.station(0))) for one in numbers]
    habits = [habits_of(WORLD, one) for one in staff]
    assert all(one.honest and 0 < one.pace < 1 for one in habits)
    assert len({one.pace for one in habits}) == len(staff)


def test_a_planted_habit_belongs_to_one_person() -> None:
    planted = {"99010001B01": {"estimates": 0.4}}
    guessing = habits_of(WORLD, "99010001B01", planted)
    assert guessing.estimates == 0.4
    assert not guessing.honest
    assert guessing.pace == habits_of(WORLD, "99010001B01").pace
    assert habits_of(WORLD, "99010001B02", planted).honest
