"""Which money the power factor adjusts, by how much, and for whom."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from worked_bills import BILLS, BOOK, SETTLED, case, used

from jicha.tariffs.biller import rate
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, Unsettled


def adjusted(bill: Case, settled: Settled = SETTLED) -> Decimal:
    """The adjustment."""
    return rate(bill, BOOK, settled).money("power_factor")


@pytest.mark.parametrize(
    ("reading", "base", "money"),
    [
        ("base_by_component", 600, "45.00"),
        ("base_without_funds", 600, "45.00"),
        ("base_with_funds", 619, "46.43"),  # 46.425
    ],
)
def test_the_base_is_the_settled_one(reading: str, base: int, money: str) -> None:
    """A shop of 1,000 kWh without the losses that its book keeps out: 420 + 180 = 600; funds are 19. 0.70 is +7.5 %."""
    bill = case("SHOP", energy=used(total=1000), kvarh=1020, power_factor_standard="std_085")
    item = BOOK.item("SHOP", bill.period_start)
    prices = tuple(
        replace(one, price=Decimal("0.42"), valid_from=item.valid_from, valid_to=None)
        if one.component == "market_energy"
        else one
        for one in item.prices
        if one.component != "system_operation" and one.valid_to is None
    )
    book = replace(BOOK, items=(replace(item, prices=prices),))
    rated = rate(bill, book, SETTLED.but("power_factor_base", reading))
    assert rated.money("power_factor") == Decimal(money)
    assert rated.sheet.value_of("power_factor_base").value == base
    assert rated.sheet.value_of("power_factor").value == Decimal("0.7")


def test_the_funds_of_a_part_that_stands_outside_stay_outside() -> None:
    """Lamps of the mill are not adjusted, nor are their funds: 57,908.20 + 1,100.00 at -0.60 %."""
    assert adjusted(BILLS["mill"], SETTLED.but("power_factor_base", "base_with_funds")) == Decimal("-354.05")
    assert adjusted(BILLS["mill"]) == Decimal("-347.45")


@pytest.mark.parametrize(
    ("mode", "kvarh", "money"),
    [
        ("standard", 1020, "43.13"),  # 0.70: +7.5 % of 575
        ("standard", 0, "-6.33"),  # 1.00: -1.10 %, 6.325
        ("reward_only", 1020, "0.00"),
        ("reward_only", 0, "-6.33"),
        ("penalty_only", 1020, "43.13"),
        ("penalty_only", 650, "2.88"),  # 0.84: +0.5 %, 2.875
        ("reward_only", 600, "-0.58"),  # 0.86: -0.1 %, 0.575
        ("penalty_only", 0, "0.00"),
    ],
)
def test_reward_and_penalty_are_taken_as_the_contract_has_them(mode: str, kvarh: int, money: str) -> None:
    bill = case("SHOP", energy=used(total=1000), kvarh=kvarh, power_factor_standard="std_085", power_factor_mode=mode)
    assert str(adjusted(bill)) == money


def test_who_is_not_assessed_has_no_line_and_needs_no_reactive_energy() -> None:
    for bill in (
        BILLS["shop"],
        replace(BILLS["shop"], power_factor_standard="std_085", power_factor_mode="not_assessed"),
    ):
        assert "power_factor" not in {one.component for one in rate(bill, BOOK, SETTLED).lines}


def test_without_reactive_or_active_energy_the_bill_is_unsure() -> None:
    with pytest.raises(MissingInput, match="reactive energy"):
        adjusted(replace(BILLS["shop"], power_factor_standard="std_085"))
    with pytest.raises(MissingInput, match="without active energy"):
        adjusted(case("SHOP", energy=used(total=0), kvarh=5, power_factor_standard="std_085"))


def test_the_factor_is_that_of_the_supplied_energy_with_its_losses() -> None:
    """60,634 kWh and 24,289.33 kvarh are 0.928, 0.93; the meter alone, 60,000 and 20,000, would be 0.95."""
    sheet = rate(BILLS["shop by the loss formula"], BOOK, SETTLED).sheet
    assert sheet.value_of("power_factor").value == Decimal("0.93")
    assert sheet.value_of("power_factor_percent").value == Decimal("-0.95")


def test_the_base_must_be_settled() -> None:
    open_reading = Settled.of({name: one for name, one in SETTLED.choices.items() if name != "power_factor_base"})
    with pytest.raises(Unsettled, match="power_factor_base"):
        adjusted(BILLS["shop with power factor"], open_reading)


def test_the_factor_may_be_that_of_other_energy_than_is_charged() -> None:
    """600 kvarh belong to 1,000 kWh (0.86, no adjustment near 0.85) though sub-meters took 400 of them (0.71 alone)."""
    told = {"energy": used(total=1000), "kvarh": 600, "sub_kwh": 400, "power_factor_standard": "std_085"}
    with_them = rate(case("SHOP", **told, power_factor_kwh=1000), BOOK, SETTLED)
    assert str(with_them.sheet.value_of("power_factor")) == "0.86"
    alone = rate(case("SHOP", **told, power_factor_kwh=600), BOOK, SETTLED)
    assert str(alone.sheet.value_of("power_factor")) == "0.71"
    assert with_them.money("power_factor") < 0 < alone.money("power_factor")
