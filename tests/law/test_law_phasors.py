"""What the elements of a meter see."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.counted import BadAmount
from jicha.law.phasors import BadConnection, Element, Wiring, check, hangs_on_angle, phases, right

PHASES = st.sampled_from(["a", "b", "c"])
VOLTAGES = st.sampled_from(["a", "b", "c", "ab", "bc", "ca", "ba", "cb", "ac"])


def test_the_elements_of_a_right_meter_on_three_wires_see_30_plus_and_minus_phi() -> None:
    assert [one.lead for one in right(Wiring.THREE_PHASE_THREE_WIRE)] == [30, -30]


@pytest.mark.parametrize("wiring", Wiring)
def test_a_right_meter_sees_the_power_of_all_phases_at_any_angle(wiring: Wiring) -> None:
    elements = right(wiring)
    assert sum(one.in_phase for one in elements) == phases(wiring)
    assert not hangs_on_angle(elements, [Fraction(1)] * len(elements))


@pytest.mark.parametrize(
    ("voltage", "current", "lead"),
    [
        ("uv", "w", -90),  # U_ab at 30, U_c at 120
        ("wv", "u", 90),  # U_cb at 90, U_a at 0
        ("bc", "a", -90),
        ("ac", "c", -150),  # -30 - 120
        ("ab", "-a", -150),  # 30 + 180 = 210
        ("a", "-a", 180),
        ("a", "b", 120),
        ("A", "B", 120),
    ],
)
def test_the_lead_is_the_angle_of_the_voltage_before_that_of_the_currents_phase(
    voltage: str, current: str, lead: int
) -> None:
    assert Element(voltage, current).lead == lead


@given(VOLTAGES, PHASES)
def test_a_reversed_current_turns_the_sign_of_what_the_element_sees(voltage: str, current: str) -> None:
    one, turned = Element(voltage, current), Element(voltage, f"-{current}")
    assert (turned.in_phase, turned.across) == (-one.in_phase, -one.across)


@given(PHASES, PHASES, PHASES)
def test_a_voltage_between_lines_is_the_difference_of_two_to_the_neutral(one: str, other: str, current: str) -> None:
    if one != other:
        between, first, second = (Element(voltage, current) for voltage in (one + other, one, other))
        assert between.in_phase == first.in_phase - second.in_phase
        assert between.across == first.across - second.across


@pytest.mark.parametrize(("voltage", "current"), [("", "a"), ("abc", "a"), ("aa", "a"), ("a", "n"), ("a", "")])
def test_what_is_no_voltage_or_current_is_refused(voltage: str, current: str) -> None:
    with pytest.raises(BadConnection):
        Element(voltage, current)


def test_an_element_cannot_turn_backward_by_its_factor() -> None:
    with pytest.raises(BadAmount):
        Element("a", "a", Decimal(-1))


def test_a_meter_has_its_number_of_elements() -> None:
    check(Wiring.THREE_PHASE_THREE_WIRE, right(Wiring.THREE_PHASE_THREE_WIRE))
    with pytest.raises(BadConnection, match="3 elements and 2"):
        check(Wiring.THREE_PHASE_FOUR_WIRE, right(Wiring.THREE_PHASE_THREE_WIRE))
    with pytest.raises(BadConnection):
        check(Wiring.SINGLE_PHASE, [Element("b", "b")])
