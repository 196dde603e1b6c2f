"""A solar roof in what is delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from lived_area import START, others, with_life, without

from jicha.twin.books.files import put_area
from jicha.twin.records import Records


def test_a_roof_lowers_what_is_taken_and_feeds_in_what_is_left() -> None:
    told, led = with_life("solar_installed")
    point = led.account.places[0].number
    taken, fed_in = told.daily(point), told.daily(point, "reverse_active_total")
    assert (point, "reverse_active_total") not in without().registers
    assert np.array_equal(taken[:START], without().daily(point)[:START])
    assert not fed_in[:START].any()
    assert taken[START:].sum() < without().daily(point)[START:].sum()
    assert fed_in[START:].any()
    # what is given is used or fed in
    [area] = told.run.areas
    given = area.year.generated_kwh()[START:].sum()
    saved = without().daily(point)[START:].sum() - taken[START:].sum()
    assert saved + fed_in[START:].sum() == pytest.approx(given, rel=0.02)
    assert others(told, without(), point) == []


def test_the_utility_knows_the_generator_from_the_day_on_which_it_is_connected() -> None:
    told, led = with_life("solar_installed")
    [row] = told.run.books.records.of("generator")
    assert (row["customer_id"], row["connected_on"], row["known_on"]) == (led.account.number, *[led.starts_on] * 2)
    assert led.course.panels is not None
    assert float(row["capacity_kw"]) == pytest.approx(led.course.panels.mean_kw / 0.16, abs=0.05)


def test_the_area_has_generation_from_the_first_roof_on() -> None:
    told, led = with_life("solar_installed")
    rows = told.run.books.records.of("area", area_id=told.run.areas[0].area.number)
    assert [(row["known_on"], row["has_generation"]) for row in rows] == [
        (told.run.books.world.first, False),
        (led.starts_on, True),
    ]
    [plain] = without().run.books.records.of("area")
    assert plain["has_generation"] is False


@pytest.mark.parametrize(("days", "told"), [(-100, [True]), (0, [True]), (5, [False, True])])
def test_an_area_with_an_older_roof_has_generation_from_the_beginning(days: int, told: list[bool]) -> None:
    run = without().run
    here, area, station = run.books.world, run.areas[0], run.station
    connected = here.first + timedelta(days)
    owner = replace(area.area.accounts[0], ledgers=(("generator", {"connected_on": connected}),))
    records = Records()
    plan = replace(area.area, accounts=(owner, *area.area.accounts[1:]))
    put_area(records, here, station, plan, area.meter.place, kva=Decimal(100))
    assert [row["has_generation"] for row in records.of("area")] == told
