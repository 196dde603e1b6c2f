"""What others behind the meter take of a customer's demand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from worked_bills import BOOK, SETTLED, case, used

from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.case import BadCase, Resale
from jicha.tariffs.errors import MissingPrice
from jicha.tariffs.resale import own_demand, table
from jicha.terms.sheet import Sheet, do_again


def behind(kind: str, kwh: int) -> Resale:
    """Energy passed on."""
    return Resale(kind, Decimal(kwh))


def rated(*resale: Resale, **told: Any) -> Rated:
    """A mill by demand, 1,100 kW measured."""
    given = {"capacity_mode": "demand_actual", "demand_actual": 1100, "contract_capacity": 1250, **told}
    return rate(case("MILL", energy=used(peak=1, flat=1, valley=1), resale=resale, **given), BOOK, SETTLED)


def test_energy_of_others_lowers_the_demand_by_the_shifts_they_work() -> None:
    """18,000 / 180 = 100 kW; 54,000 / 540 = 100 kW; 1,100 - 200 = 900 kW at 40."""
    found = rated(behind("one_shift", 18000), behind("three_shift", 54000))
    assert found.money("demand") == 36000
    assert str(found.sheet.value_of("demand_own")) == "900 kW"
    do_again(found.sheet)
    assert rated().money("demand") == 44000


def test_the_agreed_demand_is_compared_with_the_customers_own() -> None:
    """1,100 - 27,000 / 270 = 1,000, which is not above 105 % of 1,000."""
    agreed = {"capacity_mode": "demand_contract", "demand_contract": 1000}
    assert rated(**agreed).money("demand") == 44000
    assert rated(behind("agricultural", 27000), **agreed).money("demand") == 40000


def test_every_kind_has_its_kilowatt_hours_and_a_source() -> None:
    assert {one.kind: one.kwh_per_kw for one in table()} == {
        "one_shift": 180,
        "two_shift": 360,
        "three_shift": 540,
        "agricultural": 270,
    }
    assert all(one.source and one.confidence == "B" for one in table())


def test_a_kind_that_is_none_and_more_than_was_measured_are_refused() -> None:
    with pytest.raises(BadCase, match="night is no kind of work") as error:
        rated(behind("night", 1))
    assert "one_shift" in error.value.faults[0].remedy_zh
    assert rated(behind("one_shift", 198000)).money("demand") == 0
    with pytest.raises(BadCase, match="more demand than was measured"):
        rated(behind("one_shift", 198001))


def test_before_the_rules_there_was_none() -> None:
    sheet = Sheet("bill")
    sheet.given("demand_actual", 100, "kW", origin="case")
    with pytest.raises(MissingPrice, match="demand of one_shift holds on 1996-10-07"):
        own_demand(sheet, [behind("one_shift", 1)], date(1996, 10, 7))
