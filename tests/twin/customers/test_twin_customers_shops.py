"""Commerce at low voltage: where the power factor begins, who left the hours."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_account import bill, made, used


@pytest.mark.parametrize(("code", "assessed"), [("shop", False), ("shop_by_hours", False), ("shop_at_the_limit", True)])
def test_the_power_factor_is_assessed_from_100_kva_on(code: str, *, assessed: bool) -> None:
    account = made(code)
    told = bill(account, used(1000, kvarh=600))
    assert (told.case.power_factor_standard == "std_085") is assessed
    assert (account.file["contract_capacity"] >= 100) is assessed


def test_a_supermarket_at_085_pays_nothing_more_for_its_reactive_energy() -> None:
    # tan of the angle is 620 / 1000, the power factor 0.85
    assert bill(made("shop_at_the_limit"), used(1000, kvarh=620)).rated.money("power_factor") == 0
    assert bill(made("shop_at_the_limit"), used(1000, kvarh=900)).rated.money("power_factor") > 0


def test_who_left_the_hours_is_billed_without_them_and_the_choice_is_on_file() -> None:
    account = made("shop_chosen_out_of_hours")
    choices = [row for name, row in account.ledgers if name == "price_choice"]
    assert [one["choice"] for one in choices] == ["time_of_use", "no_time_of_use"]
    assert choices[0]["valid_to"] == choices[1]["valid_from"]
    assert not bill(account, used(1000)).item.time_of_use


def test_currents_above_60_a_pass_transformers() -> None:
    assert made("shop").places[0].ct == 1  # 30 kVA are 46 A
    assert made("shop_by_hours").places[0].ct == 20  # 50 kVA are 76 A: 100/5
    assert made("shop_at_the_limit").places[0].ct == 40  # 100 kVA are 152 A: 200/5


def test_a_shop_pays_the_funds_of_every_kilowatt_hour() -> None:
    # 0.019 + 0.0062 + 0.00196875 on 1,000 kWh, each to the cent
    assert bill(made("base_station"), used(1000)).rated.money("surcharge") == Decimal("27.17")
