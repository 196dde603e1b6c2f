"""Households: their tiers, their relief, their choices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from made_account import bill, line, made, used, year


def test_a_household_pays_the_second_tier_on_what_goes_past_2520_kwh() -> None:
    told = bill(made("household"), used(300), used_before=2400)
    # 300 x 0.56 = 168.00; 120 are still in the first tier, 180 x 0.05 = 9.00 more
    assert told.rated.money("energy") == Decimal("168.00")
    assert told.rated.money("tier") == Decimal("9.00")
    assert told.rated.total == Decimal("177.00")


def test_a_registered_household_of_five_has_the_second_tier_from_3720_kwh_on() -> None:
    told = bill(made("household_of_many"), used(300), used_before=3600)
    assert told.rated.money("tier") == Decimal("9.00")
    assert bill(made("household_of_many"), used(300), used_before=2400).rated.money("tier") == 0


def test_a_household_of_seven_and_one_that_chose_pay_the_flat_price_and_no_tier() -> None:
    for code in ("household_of_seven", "household_chosen_flat", "households_behind_one_meter"):
        told = bill(made(code), used(1000), used_before=9000)
        assert told.rated.total == Decimal("580.00")


def test_ten_kilowatt_hours_are_free_for_who_is_on_the_civil_list() -> None:
    told = bill(made("household_with_relief"), used(60))
    assert told.rated.total == Decimal("28.00")  # 50 x 0.56


def test_the_first_tier_of_two_months_is_used_once_for_both() -> None:
    account = made("household_every_two_months")
    assert account.cycle_months == 2
    assert [one.case.months_billed for one in year(account)] == [2] * 6


def test_who_is_connected_within_the_year_has_the_tiers_of_the_months_left() -> None:
    account = made("household_newly_connected")
    assert date(2025, 1, 1) < account.opened < date(2025, 12, 31)
    assert {one.case.months_in_cycle for one in year(account)} == {13 - account.opened.month}


def test_relief_ends_on_the_day_on_which_its_household_moves_out_and_begins_when_one_moves_in() -> None:
    out, into = made("household_with_relief_moved_out"), made("household_with_relief_moved_in")
    [gone] = [row for name, row in out.ledgers if name == "low_income_household"]
    [came] = [row for name, row in into.ledgers if name == "low_income_household"]
    assert gone["valid_to"] == out.closed
    assert came["valid_from"] == into.opened


def test_each_person_of_a_household_of_many_is_registered_once() -> None:
    for code, least in (("household_of_many", 5), ("household_of_seven", 7)):
        rows = made(code).ledgers
        [registered] = [row for name, row in rows if name == "many_person_household"]
        persons = [row["person_no"] for name, row in rows if name == "household_member"]
        assert len(set(persons)) == len(persons) == registered["person_count"] >= least


def test_only_who_asked_for_hours_is_billed_by_them() -> None:
    assert bill(made("household_by_hours"), used(100)).item.time_of_use
    assert not bill(made("household"), used(100)).item.time_of_use
    assert line(bill(made("household"), used(100)), "energy").period == "total"


def test_panels_were_there_before_the_window_and_feed_in_their_surplus_at_the_price_of_the_province() -> None:
    account = made("household_with_panels")
    [generator] = [row for name, row in account.ledgers if name == "generator"]
    assert account.panels_kw > 0
    assert account.file["own_generation"] == "distributed"
    assert (generator["use_mode"], generator["price"]) == ("surplus", Decimal("0.3900"))
    assert generator["connected_on"] < date(2025, 1, 1)
