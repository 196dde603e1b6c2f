"""The crew of a station: everybody has one duty, and larger stations have more people."""

from __future__ import annotations

import re
from dataclasses import astuple, replace

import pytest
from small_utility import small_world

from jicha.twin.books.crew import Crew, crew_of
from jicha.twin.world import Station

STATION = small_world().station(0)


def _of(areas: int) -> Crew:
    return crew_of(replace(STATION, areas=STATION.areas[:1] * areas))


def _people(crew: Crew) -> list[str]:
    return [one for duty in astuple(crew) for one in ((duty,) if isinstance(duty, str) else duty)]


@pytest.mark.parametrize("areas", [1, 8, 40])
def test_nobody_has_two_duties_and_every_duty_somebody(areas: int) -> None:
    crew = _of(areas)
    assert len(set(_people(crew))) == len(_people(crew))
    assert all(astuple(crew))


def test_people_of_two_stations_are_others() -> None:
    other: Station = replace(STATION, number="99010002")
    assert not set(_people(crew_of(STATION))) & set(_people(crew_of(other)))


def test_a_reader_has_three_areas_and_the_line_belongs_to_the_first() -> None:
    crew = _of(8)
    assert len(crew.readers) == 3  # of 8 areas, three each
    assert [crew.readers.index(crew.reader_of(place)) for place in range(-1, 8)] == [0, 0, 0, 0, 1, 1, 1, 2, 2]


def test_a_station_of_twenty_areas_has_three_times_the_fitters() -> None:
    assert [len(_of(areas).fitters) for areas in (1, 9, 10, 20)] == [2, 2, 4, 6]


def test_no_number_looks_like_one_that_a_spreadsheet_damaged() -> None:
    for areas in (1, 8, 40):
        assert not [one for one in _people(_of(areas)) if re.fullmatch(r"\d+[Ee]\d+", one)]
    assert re.fullmatch(r"\d+[Ee]\d+", "99010001E01")
