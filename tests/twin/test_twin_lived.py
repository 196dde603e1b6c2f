"""Who has which honest life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from lived_area import LIVED, as_led
from small_utility import scenario_of

from jicha.twin.every_life import all_lives
from jicha.twin.lived import led_by, led_in, with_lives
from jicha.twin.load.window import window_of
from jicha.twin.station_run import run_station
from jicha.twin.truth_rows import truth_of
from jicha.twin.world import World

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)
WINDOW = window_of(3, "36", FIRST, 90)


def world(told: str, customers: int = 60) -> World:
    return World(3, scenario_of(LIVED + told), customers, FIRST, LAST)


def test_nobody_leads_one_where_the_share_is_nothing() -> None:
    here = world("")
    assert led_in(here, WINDOW, here.station(0)) == []


def test_the_share_of_customers_leads_one_within_the_days_that_are_told() -> None:
    here = world("lives: {share: 0.25, earliest: 0.2, latest: 0.5}", 400)
    stations = [here.station(one) for one in range(here.stations)]
    found = [one for each in stations for one in led_in(here, WINDOW, each)]
    # 100 of 400, less those whom no life fits; four standard deviations are 35
    assert 40 < len(found) < 135
    assert {one.life.code for one in found} >= {"vacancy", "long_holiday", "moving", "solar_installed"}
    for one in found:
        assert FIRST + timedelta(18) <= one.starts_on <= FIRST + timedelta(45)
        assert one.starts_on < one.ends_on <= LAST + timedelta(1)
        assert one.account.opened < one.starts_on
        assert one.life.fits(one.account)


def test_a_customer_leads_the_same_whoever_else_there_is() -> None:
    few, many = world("lives: {share: 0.3}"), world("lives: {share: 0.6}\ntheft: {share: 0.5}")
    for account in few.station(0).areas[0].accounts:
        one, other = led_by(few, WINDOW, account), led_by(many, WINDOW, account)
        if one is not None:
            assert other is not None
            assert (one.life, one.starts_on, one.ends_on) == (other.life, other.starts_on, other.ends_on)


@pytest.mark.parametrize("code", sorted(all_lives()))
def test_a_mix_of_one_gives_no_other(code: str) -> None:
    here = world(f"lives: {{share: 1, mix: [{{kind: {code}}}]}}")
    found = led_in(here, WINDOW, here.station(0))
    assert {one.life.code for one in found} == {code}
    assert all((one.to is not None) == (code == "machines_moved") for one in found)


def test_lives_that_close_an_account_close_it_in_the_station_alone() -> None:
    here = world("lives: {share: 1, mix: [{kind: shop_closed}]}")
    before = here.station(0)
    led = led_in(here, WINDOW, before)
    after = with_lives(before, led)
    closed = {one.account.number: one.starts_on for one in led}
    assert closed
    for one, other in zip(before.accounts, after.accounts, strict=True):
        assert other.closed == closed.get(one.number, one.closed)
        assert replace(other, closed=one.closed) == one


def test_the_truth_tells_both_the_life_and_what_is_planted() -> None:
    here = world("lives: {share: 1}\ntheft: {share: 1}\nnetwork: {dedicated_share: 0}")
    run = run_station(here, 0)
    truth = truth_of(here, run)
    lives = {row["point_id"]: row for row in truth["lives"].to_pylist() if row["customer_id"]}
    thefts = {row["point_id"] for row in truth["plantings"].to_pylist()}
    assert len(lives.keys() & thefts) > 20
    for one in run.led:
        row = lives[one.account.places[0].number]
        if one.to is None and row["life"] != "machines_moved":
            assert (row["life"], row["starts_on"], row["ends_on"]) == (one.life.code, one.starts_on, one.ends_on)


def test_where_machines_go_both_accounts_have_the_life() -> None:
    here = world("lives: {share: 0.4, mix: [{kind: machines_moved}]}")
    run = run_station(here, 0)
    rows = [row for row in truth_of(here, run)["lives"].to_pylist() if row["life"] == "machines_moved"]
    assert len(rows) == 2 * len(run.led) > 0
    assert {row["customer_id"] for row in rows} == {
        account.number for one in run.led for account in (one.account, one.to) if account
    }


def test_a_life_led_by_hand_begins_where_it_is_told() -> None:
    account = next(one for one in world("").station(0).areas[0].accounts if all_lives()["vacancy"].fits(one))
    led = as_led("vacancy", account, WINDOW)
    assert (led.starts_on, led.ends_on) == (date(2025, 1, 21), date(2025, 4, 1))
