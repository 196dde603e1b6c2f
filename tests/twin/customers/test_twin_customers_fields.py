"""Farms and pumps: their prices, and where the power factor begins."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_account import bill, made, used


@pytest.mark.parametrize(("code", "standard"), [("farm_high_voltage", "std_080"), ("pumping_station", "std_085")])
def test_the_power_factor_of_fields_is_assessed_from_100_kva_on(code: str, standard: str) -> None:
    seen = set()
    for number in range(30):
        account = made(code, f"98{number:08d}")
        told = bill(account, used(4000, kvarh=1000)).case.power_factor_standard
        seen.add((int(account.file["contract_capacity"]), told))
    assert seen == {(50, "not_assessed"), (100, standard), (200, standard)}


def test_a_pump_pays_042_and_a_farm_053_with_the_funds_within() -> None:
    assert bill(made("irrigation_pump"), used(1000)).rated.total == Decimal("420.00")
    assert bill(made("greenhouse"), used(1000)).rated.total == Decimal("530.00")
    assert bill(made("farm"), used(1000)).rated.total == Decimal("530.00")


def test_the_loss_of_its_own_transformer_is_added_to_what_a_farm_uses() -> None:
    account = next(
        one for one in (made("farm_high_voltage", f"98{n:08d}") for n in range(9)) if one.machines[0].kva == 50
    )
    told = bill(account, used(4000))
    # 130 W over 720 hours are 93.6 kWh, 2 % of 4,000 are 80: 173.6, to 174 kWh
    assert told.rated.figure("loss_kwh") == 174
    assert told.rated.total == Decimal("2212.22")  # 4,174 x 0.53
