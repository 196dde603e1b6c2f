"""From registers to the energy that is charged."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from worked_bills import BILLS, SETTLED, case, used

from jicha.tariffs.case import BadCase, Case, Part, Readings
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, Unsettled
from jicha.tariffs.measure import measure
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Remark

NUMBER = some.decimals(0, 9999, places=2)


def energies(bill: Case, settled: Settled = SETTLED) -> dict[str, Decimal]:
    """Every energy of the sheet by name."""
    sheet = Sheet("bill")
    measure(sheet, bill, settled)
    done = sheet.done("main_kwh")
    given_ones = {one.name: one.value.value for one in done.givens}
    return given_ones | {one.name: one.result.value for one in done.steps}


def read(register: str, start: int | str, end: int | str, ratio: int = 1) -> Readings:
    """A register."""
    return Readings(register, Decimal(start), Decimal(end), Decimal(ratio))


def test_registers_are_multiplied_and_the_parts_taken_from_their_hours() -> None:
    """60,000 kWh of which 2,000 and 5 % (3,000) light lamps, the latter in peak hours."""
    found = energies(BILLS["mill"])
    assert found["metered_kwh"] == 60000
    assert found["metered_kvarh"] == 21000  # both directions count
    assert found["part_2_kwh"] == 3000
    assert found["main_kwh"] == 55000
    assert [found[f"main_{one}_kwh"] for one in ("peak", "flat", "valley")] == [7000, 18000, 30000]


def test_two_meters_of_one_month_are_added() -> None:
    assert energies(BILLS["shop with two meters"])["main_kwh"] == 350


@given(NUMBER, NUMBER, NUMBER, some.integers(1, 3000))
def test_a_reading_in_between_changes_nothing(first: Decimal, one: Decimal, two: Decimal, ratio: int) -> None:
    whole = Readings("active_total", first, first + one + two, Decimal(ratio))
    cut = (replace(whole, end=first + one), replace(whole, start=first + one))
    assert energies(case("SHOP", readings=(whole,)))["main_kwh"] == energies(case("SHOP", readings=cut))["main_kwh"]


@given(some.dictionaries(some.sampled_from(["sharp", "peak", "flat", "valley", "deep"]), NUMBER, min_size=1))
def test_the_periods_always_add_up_to_the_total(kwh: dict[str, Decimal]) -> None:
    found = energies(case("MILL", energy=used(**kwh), adjusted_kwh=3))
    periods = [one for name, one in found.items() if name.startswith("main_") and name != "main_kwh"]
    assert sum(periods) == found["main_kwh"] == sum(kwh.values()) + 3


def test_loss_and_adjustments_fall_on_flat_hours() -> None:
    bill = replace(BILLS["shop behind its transformer"], energy=used(total=60000, peak=20000, valley=30000))
    found = energies(bill)
    assert found["loss_kwh"] == 1610  # 410.4 + 1,200
    assert found["line_loss_kwh"] == 600
    assert found["main_flat_kwh"] == 12210


def test_sub_meters_are_taken_away_and_adjustments_added() -> None:
    found = energies(BILLS["shop with sub-meters"])
    assert (found["supplied_kwh"], found["main_kwh"]) == (1000, 750)


def test_a_share_is_rounded_as_losses_are() -> None:
    bill = case("SHOP", energy=used(total=1001), parts=(Part("LAMP", percent=Decimal(5)),))
    assert energies(bill)["main_kwh"] == 951  # 50.05 is 50
    assert energies(bill, SETTLED.but("loss_rounding", "exact"))["main_kwh"] == Decimal("950.95")
    with pytest.raises(Unsettled):
        energies(bill, Settled.of({}))


def test_reactive_energy_is_that_of_the_registers_else_that_of_the_case() -> None:
    assert energies(BILLS["shop with power factor"])["supplied_kvarh"] == 600
    leading = (read("active_total", 0, 10), read("reverse_reactive_total", 2, 7))
    assert energies(case("SHOP", readings=leading))["supplied_kvarh"] == 5
    assert "supplied_kvarh" not in energies(BILLS["shop"])


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"readings": (read("active_total", 99990, 10),)}, "active_total runs backwards"),
        # past its last digit it would count 9,980 kvarh for 20, and the bill would be more than twice as high
        ({"readings": (read("active_total", 0, 9), read("reactive_total", 9990, 10))}, "reactive_total runs backwards"),
        ({"readings": (read("active_total", 0, 9), read("reverse_reactive_total", 9, 1))}, "runs backwards"),
        (
            {"energy": used(total=10, peak=3), "parts": (Part("LAMP", kwh=Decimal(4), from_period="peak"),)},
            "more energy of peak hours than there is",
        ),
        ({"energy": used(total=10), "sub_kwh": Decimal(11)}, "take more energy than there is"),
        ({"energy": used(total=10), "parts": (Part("LAMP", kwh=Decimal(11)),)}, "take more energy than there is"),
        ({"energy": used(total=10, peak=6, valley=5)}, "periods of the day hold more energy"),
    ],
)
def test_energy_that_cannot_be_is_refused(told: dict[str, Any], what: str) -> None:
    with pytest.raises(BadCase, match=what) as error:
        energies(case("SHOP", **told))
    assert error.value.faults[0].message_zh


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({}, "the energy is not known"),
        ({"readings": (read("reactive_total", 0, 1),)}, "the energy is not known"),
        (
            {"energy": used(total=10), "parts": (Part("LAMP"),)},
            r"energy of a part is not known. Give parts\[0\].kwh or percent",
        ),
    ],
)
def test_energy_that_is_not_known_makes_the_bill_unsure(told: dict[str, Any], what: str) -> None:
    with pytest.raises(MissingInput, match=what):
        energies(case("SHOP", **told))


def test_hours_stated_beside_a_total_leave_the_rest_to_flat_hours() -> None:
    """1,000 kWh by the meter, 300 at peak and 200 in the valley by the bill: 500 are flat."""
    read = (Readings("active_total", Decimal(0), Decimal(1000)),)
    sheet = Sheet("bill")
    measure(sheet, case("MILL", readings=read, hours=used(peak=300, valley=200)), SETTLED)
    assert [sheet.value(f"main_{one}_kwh") for one in ("peak", "valley", "flat")] == [300, 200, 500]


def test_energy_is_kept_to_the_watt_hour() -> None:
    """0.333 x 1.001 is 0.333333 kWh; a share of 0.5 % of 1.111 kWh is 0.005555 kWh."""
    sheet = Sheet("bill")
    measure(
        sheet,
        case("SHOP", readings=(Readings("active_total", Decimal(0), Decimal("1.001"), Decimal("0.333")),)),
        SETTLED,
    )
    assert sheet.value("metered_kwh") == Fraction(333, 1000)
    sheet = Sheet("bill")
    part = (Part("LAMP", percent=Decimal("0.5")),)
    measure(sheet, case("SHOP", energy=used(total=Decimal("1.111")), parts=part), SETTLED.but("loss_rounding", "exact"))
    assert sheet.value("part_1_kwh") == Fraction(6, 1000)


def remarks(bill: Case) -> list[Remark]:
    sheet = Sheet("bill")
    measure(sheet, bill, SETTLED)
    sheet.step("total", "main_kwh", "kWh")
    return list(sheet.done("total").remarks)


def test_registers_of_the_periods_that_do_not_come_to_the_total_are_told() -> None:
    """The rest is charged as of flat hours, whatever the flat register shows."""
    bill = case("MILL", energy=used(total=300, peak=100, flat=50, valley=100))
    assert energies(bill)["main_flat_kwh"] == 100
    assert remarks(bill) == [Remark("periods_not_total", {"periods": "250.000", "total": "300.000"}, warns=True)]
    assert remarks(replace(bill, energy=used(total=250, peak=100, flat=50, valley=100))) == []
    assert remarks(replace(bill, energy=used(total=300, peak=100, valley=100))) == []  # what is left is flat


def test_a_register_that_the_bill_makes_nothing_of_is_told() -> None:
    fed_in = (read("active_total", 0, 10), read("reverse_active_total", 0, 90))
    assert remarks(case("SHOP", readings=fed_in)) == [
        Remark("register_unused", {"register": "register_reverse_active_total"}, warns=True)
    ]
    assert energies(case("SHOP", readings=fed_in))["main_kwh"] == 10
