"""Losses that are billed to who is metered on the low side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from worked_bills import BILLS, SETTLED, case, used

from jicha.tariffs.case import BadCase, Case, Loss
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, Unsettled
from jicha.tariffs.losses import add_loss
from jicha.terms.sheet import Sheet, do_again
from jicha.terms.worksheet import Worksheet

EXACT = SETTLED.but("loss_rounding", "exact")
S11_400 = Loss(
    "formula",
    kva=Decimal(400),
    no_load_loss_w=Decimal(570),
    load_loss_w=Decimal(4300),
    hours=Decimal(720),
    k=Decimal("1.5"),
)


def supplied(bill: Case, settled: Settled = EXACT) -> Worksheet:
    """The sheet of a bill whose meter shows the energy of the case."""
    sheet = Sheet("bill")
    sheet.given("metered_kwh", bill.energy[0].kwh, "kWh", origin="case")
    if bill.kvarh is not None:
        sheet.given("metered_kvarh", bill.kvarh, "kvarh", origin="case")
    add_loss(sheet, bill, settled)
    done = sheet.done("supplied_kwh")
    do_again(done)
    return done


def lost(loss: Loss, *, kwh: int = 60000, kvarh: int | None = 20000, **told: Any) -> Worksheet:
    """The sheet of a shop with a loss."""
    return supplied(replace(case("SHOP", energy=used(total=kwh), loss=loss, kvarh=kvarh or 0), **told))


def value(sheet: Worksheet, name: str) -> Decimal:
    """A value of a sheet."""
    return sheet.value_of(name).value


def test_iron_runs_by_hours_and_copper_by_energy() -> None:
    """0.570 kW x 720 h = 410.4; 2 % of 60,000 = 1,200."""
    sheet = lost(Loss("iron_copper", no_load_loss_w=Decimal(570), hours=Decimal(720), copper_percent=Decimal(2)))
    assert value(sheet, "iron_kwh") == Decimal("410.4")
    assert value(sheet, "copper_kwh") == 1200
    assert value(sheet, "supplied_kwh") == Decimal("61610.4")


def test_the_standard_formula_follows_the_squares_of_energy() -> None:
    """410.4 + 1.5 x 4.3 x (60,000² + 20,000²) / (400² x 720) = 410.4 + 223.958333 kWh."""
    sheet = lost(S11_400)
    assert value(sheet, "loss_exact_kwh") == Decimal("634.358333333333")
    half = lost(replace(S11_400, no_load_current_percent=Decimal("1.2")))
    for one in (sheet, half):
        assert "loss_kvarh" not in {step.name for step in one.steps}


def test_the_standard_formula_gives_reactive_loss_where_the_plate_says_it() -> None:
    """1.2 % x 400 x 720 = 3,456; 1.5 x 4 % x 400 x 4e9 / (400² x 720) = 833.333 kvarh."""
    sheet = lost(replace(S11_400, no_load_current_percent=Decimal("1.2"), impedance_percent=Decimal(4)))
    assert value(sheet, "loss_kvarh") == Decimal("4289.333333333333")
    assert value(sheet, "supplied_kvarh") == Decimal("24289.333333333333")


def test_an_agreed_loss_is_for_a_month_of_thirty_days() -> None:
    """304 x 20/30 = 202.67 kWh, rounded 203; 99 x 20/30 = 66 kvarh."""
    loss = Loss("fixed_quantity", kwh=Decimal(304), kvarh=Decimal(99), days=20)
    sheet = supplied(case("SHOP", energy=used(total=6000), kvarh=10, loss=loss), SETTLED)
    assert value(sheet, "loss_kwh") == 203
    assert value(sheet, "supplied_kvarh") == 76
    whole = supplied(case("SHOP", energy=used(total=6000), loss=Loss("table", kwh=Decimal(304))))
    assert value(whole, "supplied_kwh") == 6304


def test_an_agreed_share_and_a_loss_of_the_line_are_of_the_metered_energy() -> None:
    loss = Loss("fixed_share", share_percent=Decimal(2))
    sheet = supplied(case("SHOP", energy=used(total=6025), loss=loss, line_loss_percent=Decimal("1.5")), SETTLED)
    assert value(sheet, "loss_kwh") == 121  # 120.5
    assert value(sheet, "line_loss_kwh") == 90  # 90.375
    assert value(sheet, "supplied_kwh") == 6236


def test_without_a_loss_what_is_supplied_is_what_is_metered() -> None:
    for bill in (BILLS["shop"], replace(BILLS["shop"], loss=Loss("none"))):
        assert value(supplied(bill, Settled.of({})), "supplied_kwh") == 1000


def test_how_a_loss_is_rounded_must_be_settled() -> None:
    with pytest.raises(Unsettled, match="loss_rounding"):
        supplied(BILLS["shop with a loss by share"], Settled.of({}))


@pytest.mark.parametrize(
    ("loss", "kvarh", "what"),
    [
        (Loss("iron_copper", hours=Decimal(1), copper_percent=Decimal(2)), 1, "no-load loss"),
        (Loss("iron_copper", no_load_loss_w=Decimal(1), copper_percent=Decimal(2)), 1, "hours of operation"),
        (Loss("iron_copper", no_load_loss_w=Decimal(1), hours=Decimal(1)), 1, "share of copper loss"),
        (replace(S11_400, kva=None), 1, "capacity of the transformer"),
        (replace(S11_400, load_loss_w=None), 1, "the load loss"),
        (replace(S11_400, k=None), 1, "load-shape factor K"),
        (S11_400, None, "reactive energy"),
        (Loss("fixed_share"), 1, "agreed share of loss"),
        (Loss("fixed_quantity"), 1, "agreed loss of a month"),
    ],
)
def test_what_a_method_lacks_is_named(loss: Loss, kvarh: int | None, what: str) -> None:
    bill = replace(case("SHOP", energy=used(total=1), loss=loss), kvarh=None if kvarh is None else Decimal(kvarh))
    with pytest.raises(MissingInput, match=what):
        supplied(bill)


def test_a_method_that_is_none_is_refused() -> None:
    with pytest.raises(BadCase, match="guess is no method of loss"):
        lost(Loss("guess"))


def test_a_loss_that_is_not_rounded_is_kept_to_the_watt_hour() -> None:
    """1.5 % of 0.777 kWh is 0.011655 kWh."""
    loss = Loss("fixed_share", share_percent=Decimal("1.5"))
    sheet = Sheet("bill")
    sheet.given("metered_kwh", Decimal("0.777"), "kWh", origin="case")
    told = case("SHOP", energy=used(total=Decimal("0.777")), loss=loss)
    add_loss(sheet, told, SETTLED.but("loss_rounding", "exact"))
    assert str(sheet.value("loss_kwh")) == "3/250"
