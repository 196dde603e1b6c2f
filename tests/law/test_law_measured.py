"""The coefficient from what was measured on site."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.correction import Load, by_balance
from jicha.law.measured import BadMeasurement, PhaseMeasured, PowersMeasured, by_phasors, by_powers
from jicha.law.phasors import Element, Wiring, right
from jicha.terms.sheet import Sheet, do_again

FOUR, THREE = Wiring.THREE_PHASE_FOUR_WIRE, Wiring.THREE_PHASE_THREE_WIRE
EPSILON = Fraction(1, 10**6)


def _balanced(angle: int) -> tuple[PhaseMeasured, ...]:
    return tuple(
        PhaseMeasured(phase, Decimal(220), Decimal(at), Decimal(5), Decimal(at - angle))
        for phase, at in (("a", 0), ("b", -120), ("c", 120))
    )


@given(
    st.sampled_from([right(FOUR), (Element("a", "-b"), Element("b", "b"), Element("c", "a", Decimal("0.5")))]),
    st.integers(-60, 60),
)
def test_a_balanced_load_that_was_measured_gives_what_the_balanced_formula_gives(
    elements: tuple[Element, ...], angle: int
) -> None:
    measured, computed = Sheet("theft"), Sheet("theft")
    assert by_phasors(measured, FOUR, elements, _balanced(angle)) == by_balance(
        computed, FOUR, elements, Load(Decimal(angle))
    )
    if computed.holds("k") and computed.value("k") < 100:
        assert abs(measured.value("k") - computed.value("k")) < EPSILON * 100


def test_an_unbalanced_load_is_weighed_by_its_own_phases() -> None:
    phases = (
        PhaseMeasured("a", Decimal(220), Decimal(0), Decimal(10), Decimal(0)),  # 2200 W
        PhaseMeasured("b", Decimal(220), Decimal(-120), Decimal(5), Decimal(-180)),  # 220 x 5 x cos 60 = 550 W
        PhaseMeasured("c", Decimal(220), Decimal(120), Decimal(0), Decimal(120)),
    )
    sheet = Sheet("theft")
    elements = (Element("a", "a", Decimal(0)), Element("b", "b"), Element("c", "c"))
    assert by_phasors(sheet, FOUR, elements, phases)
    assert (sheet.value("power_true"), sheet.value("power_wrong"), sheet.value("k")) == (2750, 550, 5)
    do_again(sheet.done("k"))


def test_on_three_wires_voltages_against_b_do_with_nothing_for_b() -> None:
    phases = (
        PhaseMeasured("u", Decimal(100), Decimal(30), Decimal(1), Decimal(0)),  # U_ab; 100 x cos 30 = 86.60 W
        PhaseMeasured("v", Decimal(0), Decimal(0), Decimal(1), Decimal(-120)),
        PhaseMeasured("w", Decimal(100), Decimal(90), Decimal(1), Decimal(120)),  # U_cb; 86.60 W
    )
    sheet = Sheet("theft")
    assert by_phasors(sheet, THREE, (Element("ab", "a"), Element("cb", "c", Decimal("0.5"))), phases)
    assert abs(sheet.value("k") - Fraction(4, 3)) < EPSILON


def test_two_powers_at_one_time_are_enough_and_nothing_comes_of_a_meter_that_stands() -> None:
    sheet = Sheet("theft")
    assert by_powers(sheet, PowersMeasured(Decimal(9000), Decimal(6000)))
    assert sheet.value("difference_rate") == Fraction(1, 2)
    assert not by_powers(Sheet("theft"), PowersMeasured(Decimal(9000), Decimal(0)))


def test_phases_that_are_missing_or_twice_are_refused() -> None:
    a, b, _ = _balanced(0)
    with pytest.raises(BadMeasurement, match="not measured: c"):
        by_phasors(Sheet("theft"), FOUR, right(FOUR), (a, b))
    with pytest.raises(BadMeasurement, match="twice"):
        by_phasors(Sheet("theft"), FOUR, right(FOUR), (a, b, b))
