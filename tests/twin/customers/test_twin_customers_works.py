"""Industry by capacity, by agreed and by actual demand, and at its voltages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_account import bill, made, used


def test_capacity_is_charged_at_24_a_kilovoltampere() -> None:
    account = made("works_by_capacity")
    kva = account.machines[0].kva
    assert bill(account, used(50000, kvarh=20000)).rated.money("capacity") == kva * Decimal("24.00")


def test_demand_within_105_percent_of_the_agreed_is_charged_as_agreed_and_above_twice() -> None:
    account = made("works_over_demand")
    agreed = account.places[0].terms[0][1].demand_contract
    assert agreed is not None
    within = bill(account, used(100000, kvarh=30000, highest_kw=int(agreed)))
    assert within.rated.money("demand") == agreed * Decimal("38.40")
    above = bill(account, used(100000, kvarh=30000, highest_kw=int(agreed) + 200))
    # what lies above the agreed demand counts twice more: agreed + 200 + 200
    assert above.rated.money("demand") > within.rated.money("demand") + 200 * Decimal("38.40")


def test_who_uses_260_kwh_for_each_kilovoltampere_pays_nine_tenths_of_the_demand_price() -> None:
    account = made("works_of_heavy_use")
    kva = account.machines[0].kva
    agreed = account.places[0].terms[0][1].demand_contract
    assert agreed is not None
    heavy = bill(account, used(260 * kva, kvarh=80 * kva, highest_kw=int(agreed)))
    light = bill(account, used(259 * kva, kvarh=80 * kva, highest_kw=int(agreed)))
    assert light.rated.money("demand") == agreed * Decimal("38.40")
    assert heavy.rated.money("demand") == agreed * Decimal("34.56")


@pytest.mark.parametrize(
    ("code", "voltage", "ratio"),
    [("works_at_20_kv", "ac_20_kv", 200), ("works_at_35_kv", "ac_35_kv", 350), ("works_at_110_kv", "ac_110_kv", 1100)],
)
def test_each_voltage_has_its_transformers_and_its_price(code: str, voltage: str, ratio: int) -> None:
    account = made(code)
    assert account.file["supply_voltage"] == voltage
    assert account.places[0].pt == ratio
    assert voltage in bill(account, used(1000, kvarh=300, highest_kw=100)).item.voltages


def test_industry_from_160_kva_on_is_held_to_090() -> None:
    seen = set()
    for number in range(30):
        account = made("works_about_160", f"98{number:08d}")
        seen.add((account.machines[0].kva, account.places[0].terms[0][1].standard))
    assert seen == {(100, "std_085"), (160, "std_090"), (200, "std_090")}
