"""Outages: what the books tell is what happens."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
from lived_area import LIVED
from small_utility import scenario_of

from jicha.twin.books.outages import write_outages
from jicha.twin.load.window import window_of
from jicha.twin.powerless import Outage, live_steps, outages_of
from jicha.twin.station_run import run_station
from jicha.twin.truth_rows import truth_of
from jicha.twin.world import World

SMALL = "network: {customers_of_an_area: 12}\n"
WINDOW = window_of(3, "36", date(2025, 1, 1), 3)


def test_quarter_hours_wholly_within_an_outage_are_without_supply() -> None:
    outage = Outage("A", datetime(2025, 1, 2, 8, 5), datetime(2025, 1, 2, 9, 40))
    live = live_steps(WINDOW, [outage], "A").reshape(3, 96)
    # 8:15 to 9:30, the quarters 33 to 37
    assert np.flatnonzero(~live[1]).tolist() == [33, 34, 35, 36, 37]
    assert live[[0, 2]].all()
    assert live_steps(WINDOW, [outage], "B").all()


def test_a_short_one_and_one_beyond_the_window_darken_no_quarter_hour() -> None:
    short = Outage("A", datetime(2025, 1, 2, 8, 5), datetime(2025, 1, 2, 8, 25))
    earlier = Outage("A", datetime(2024, 12, 31, 8), datetime(2024, 12, 31, 9))
    assert live_steps(WINDOW, [short, earlier], "A").all()
    across = Outage("A", datetime(2024, 12, 31, 23), datetime(2025, 1, 1, 1))
    assert np.flatnonzero(~live_steps(WINDOW, [across], "A")).tolist() == [0, 1, 2, 3]


def test_an_area_stands_still_while_the_books_have_it_without_supply() -> None:
    text = LIVED.replace("curve_days: 3", "curve_days: 90")
    world = World(3, scenario_of(text + SMALL + "theft: {share: 0.4}"), 120, date(2025, 1, 1), date(2025, 3, 31))
    run = run_station(world, 0)
    outages = [one for one in run.outages if one.day <= world.last]
    assert outages
    for one in outages:
        area = next(each for each in run.areas if each.area.number == one.area)
        dark = ~live_steps(window_of(3, "36", world.first, world.days), [one], one.area)
        assert 2 <= dark.sum() <= 24
        assert not area.year.supply.unmetered_w[dark].any()
        for place in area.year.places:
            assert place.shown is not None
            assert not place.shown.voltage[dark].any()
            assert not place.shown.power[dark].any()
        assert np.abs(area.year.supply.active_w[dark]).max() < 1.0
        assert area.meter.shown is not None
        assert not area.meter.shown.voltage[dark].any()
    write_outages(run.books)
    written = [(row["area_id"], row["started_at"]) for row in run.books.records.of("outage")]
    assert len(written) == len(run.outages)
    lives = [row for row in truth_of(world, run)["lives"].to_pylist() if row["life"] == "area_outage"]
    assert {(row["area_id"], row["starts_on"]) for row in lives} == {(one.area, one.day) for one in run.outages}


def test_the_outages_of_a_station_are_drawn_from_itself_alone() -> None:
    one = World(3, scenario_of(LIVED + SMALL), 120, date(2025, 1, 1), date(2025, 3, 31))
    other = World(3, scenario_of(LIVED + SMALL + "theft: {share: 0.9}"), 120, date(2025, 1, 1), date(2025, 3, 31))
    run = run_station(one, 0)
    assert run.outages
    assert outages_of(other, other.station(0), run.books.prices) == list(run.outages)
