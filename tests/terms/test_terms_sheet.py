"""A sheet is computed while it is written, and can be done again from its data alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.terms.formula import BadFormula
from jicha.terms.sheet import BadSheet, Sheet, do_again
from jicha.terms.units import UnknownUnit, parse_quantity
from jicha.terms.worksheet import Given, Remark, Worksheet


def started() -> Sheet:
    """Eight kilowatts, six hours a day, 180 days, at 0.6083 CNY."""
    sheet = Sheet("theft", customer="1001")
    sheet.given("load", 8, "kW", origin="case")
    sheet.given("hours", 6, "hour/day", origin="law", source="Art. 103", confidence="B")
    sheet.given("days", 180, "day", origin="law", source="Art. 103", confidence="B")
    sheet.given("price", Decimal("0.6083"), "CNY/kWh", origin="price", confidence="A")
    return sheet


def finished() -> Worksheet:
    """8 x 6 x 180 = 8,640 kWh; x 0.6083 = 5,255.712, rounded 5,255.71; three times that 15,767.13."""
    sheet = started()
    sheet.step("energy", "load * hours * days", "kWh")
    sheet.step("charge", "round(energy * price, 2)", "CNY", source="Art. 103", confidence="B")
    sheet.step("penalty", "3 * charge", "CNY")
    return sheet.done("charge", "penalty")


def test_a_step_is_computed_from_its_formula() -> None:
    sheet = finished()
    assert [str(one.result) for one in sheet.steps] == ["8640 kWh", "5255.71 CNY", "15767.13 CNY"]
    assert sheet.results == ("charge", "penalty")
    assert sheet.arguments == {"customer": "1001"}


def test_a_step_returns_its_exact_value_and_keeps_it_for_the_next() -> None:
    sheet = Sheet("thirds")
    assert sheet.given("three", 3, origin="case") == 3
    assert sheet.step("third", "1 / three") == Fraction(1, 3)
    assert sheet.step("whole", "third * three") == 1
    assert sheet.value("third") == Fraction(1, 3)
    assert sheet.holds("whole")
    assert not sheet.holds("half")


@pytest.mark.parametrize("name", ["load", "two words", "1st", "if", "None", "a.b", ""])
def test_a_name_that_clashes_or_is_none_is_refused(name: str) -> None:
    with pytest.raises(BadSheet, match=r"stands twice|is no name"):
        started().given(name, 1, origin="case")


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_what_is_no_number_is_not_given(number: str) -> None:
    with pytest.raises(BadSheet, match="is no number"):
        started().given("other", Decimal(number), origin="case")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnknownUnit):
        started().given("other", 1, "horses", origin="case")


def test_a_step_in_another_unit_is_refused_and_leaves_no_trace() -> None:
    sheet = started()
    with pytest.raises(BadFormula, match="is not CNY"):
        sheet.step("energy", "load * hours * days", "CNY")
    assert not sheet.holds("energy")


def test_a_result_and_the_ends_of_a_range_must_be_on_the_sheet() -> None:
    sheet = started()
    with pytest.raises(BadSheet, match="total is not on the sheet"):
        sheet.done("total")
    sheet.bound("load", high="capacity", word="limit")
    with pytest.raises(BadSheet, match="a range names capacity"):
        sheet.done("load")


def test_a_remark_is_said_once() -> None:
    sheet = started()
    for _ in range(2):
        sheet.remark("unknown_start", warns=True, days="180")
    sheet.remark("unknown_start", warns=True, days="90")
    assert sheet.done("load").remarks == (
        Remark("unknown_start", {"days": "180"}, True),
        Remark("unknown_start", {"days": "90"}, True),
    )


def test_a_range_and_another_sheet_stand_beside() -> None:
    sheet = started()
    sheet.bound("load", low="load", word="limit")
    sheet.beside(finished())
    done = sheet.done("load")
    assert (done.bounds[0].name, done.bounds[0].low, done.bounds[0].high) == ("load", "load", "")
    assert done.alternatives == (finished(),)


def test_doing_it_again_gives_every_value_exactly() -> None:
    values = do_again(finished())
    assert values["energy"].value == 8640
    assert values["penalty"].value == Fraction("15767.13")


@pytest.mark.parametrize(
    ("name", "result"), [("energy", "8641 kWh"), ("charge", "5255.70 CNY"), ("penalty", "15767.13 USD")]
)
def test_a_line_changed_by_hand_is_seen(name: str, result: str) -> None:
    sheet = finished()
    steps = tuple(replace(one, result=parse_quantity(result)) if one.name == name else one for one in sheet.steps)
    with pytest.raises((BadSheet, BadFormula), match=f"{name} = .*the sheet says|is not USD"):
        do_again(replace(sheet, steps=steps))


def test_a_given_changed_by_hand_is_seen() -> None:
    sheet = finished()
    changed = replace(sheet.givens[0], value=parse_quantity("9 kW"))
    with pytest.raises(BadSheet, match="energy = load"):
        do_again(replace(sheet, givens=(changed, *sheet.givens[1:])))


def test_a_name_given_twice_is_seen_when_it_is_done_again() -> None:
    sheet = finished()
    twice = Given("energy", parse_quantity("8640 kWh"), "case")
    with pytest.raises(BadSheet, match="energy stands twice"):
        do_again(replace(sheet, givens=(*sheet.givens, twice)))


@given(some.decimals(0, 10**6, places=3), some.decimals(0, 10, places=8), some.integers(0, 4))
def test_whatever_was_given_doing_it_again_gives_the_same(energy: Decimal, price: Decimal, digits: int) -> None:
    sheet = Sheet("bill")
    sheet.given("energy", energy, "kWh", origin="case")
    sheet.given("price", price, "CNY/kWh", origin="price")
    charge = sheet.step("charge", f"round(energy * price, {digits})", "CNY")
    again = do_again(sheet.done("charge"))
    assert again["charge"].value == charge
    assert abs(charge - Fraction(energy) * Fraction(price)) * 2 <= Fraction(1, 10**digits)
