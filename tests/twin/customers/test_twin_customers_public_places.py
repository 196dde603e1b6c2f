"""Schools, lamps without a meter, chargers."""

from __future__ import annotations

from decimal import Decimal

from made_account import bill, made, used


def test_a_school_pays_the_price_of_households_without_tiers() -> None:
    told = bill(made("school"), used(9000))
    assert told.rated.total == Decimal("5220.00")  # 9,000 x 0.58
    assert told.item.price_class == "residential_institution"


def test_lamps_have_no_meter_and_an_approved_quantity_that_is_what_they_use() -> None:
    account = made("street_lamp")
    [place] = account.places
    [approved] = [row for name, row in account.ledgers if name == "fixed_quantity_approval"]
    assert not place.metered
    assert approved["kwh"] == place.fixed_kwh
    assert abs(place.mean_kw * 730 - place.fixed_kwh) < 0.01


def test_a_charging_station_is_supplied_directly_at_its_point() -> None:
    account = made("charging_point")
    [pile] = [row for name, row in account.ledgers if name == "charging_pile"]
    assert pile["point_id"] == account.places[0].number
    assert pile["direct_supply"]
