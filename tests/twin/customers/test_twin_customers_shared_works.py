"""What stands behind a master's meter, and who passes electricity on."""

from __future__ import annotations

from decimal import Decimal

from made_account import bill, made, used


def test_a_master_is_billed_for_what_the_meters_behind_it_did_not_count() -> None:
    account = made("works_with_dormitory")
    whole = bill(account, used(200000, kvarh=70000))
    less = bill(account, used(200000, kvarh=70000), behind_kwh=5000)
    assert whole.rated.figure("main_kwh") - less.rated.figure("main_kwh") == 5000


def test_a_dormitory_pays_the_flat_price_of_households_and_no_capacity() -> None:
    account = made("works_with_dormitory")
    dormitory = account.places[1]
    assert dormitory.parent == account.places[0].number
    assert bill(account, used(3000), place=dormitory).rated.total == Decimal("1740.00")  # 3,000 x 0.58


def test_a_fixed_share_has_no_meter_and_is_approved() -> None:
    account = made("works_with_a_share")
    share = account.places[1]
    [approved] = [row for name, row in account.ledgers if name == "fixed_quantity_approval"]
    assert not share.metered
    assert approved["share_percent"] == share.fixed_percent


def test_tenants_pay_what_the_estate_pays_and_the_approved_extra() -> None:
    rows = made("resale_estate").ledgers
    [entity] = [row for name, row in rows if name == "resale_entity"]
    prices = [row for name, row in rows if name == "resale_price"]
    assert len(prices) == 12 * entity["tenant_count"]
    assert {row["price"] - row["approved_extra"] for row in prices} == {entity["purchase_price"]}


def test_a_plant_on_waste_heat_owes_neither_standby_nor_funds() -> None:
    account = made("works_with_own_plant")
    [plant] = [row for name, row in account.ledgers if name == "own_source"]
    assert not plant["standby_fee_due"]
    assert not plant["fund_due"]
    assert account.file["own_generation"] == "captive_plant"
