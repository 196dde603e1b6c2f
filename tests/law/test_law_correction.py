"""The correction coefficient under a balanced load."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jicha.law.correction import AngleNeeded, BadLoad, BadPower, Load, by_balance, divided
from jicha.law.phasors import Element, Wiring, right
from jicha.terms.sheet import Sheet, do_again

FOUR, THREE = Wiring.THREE_PHASE_FOUR_WIRE, Wiring.THREE_PHASE_THREE_WIRE
ANGLES = st.integers(-89, 89).map(Decimal)
FACTORS = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
CURRENTS = st.sampled_from(["a", "b", "c", "-a", "-b", "-c"])
ELEMENTS = st.lists(
    st.builds(Element, st.sampled_from(["a", "b", "c"]), CURRENTS, FACTORS), min_size=3, max_size=3
).map(tuple)
PAIRS = st.lists(
    st.builds(Element, st.sampled_from(["ab", "bc", "ca", "ba", "cb", "ac"]), CURRENTS, FACTORS), min_size=2, max_size=2
).map(tuple)
EPSILON = Fraction(1, 10**6)


def _k(wiring: Wiring, elements: tuple[Element, ...], load: Load | None = None) -> Fraction | None:
    sheet = Sheet("theft")
    defined = by_balance(sheet, wiring, elements, load)
    do_again(sheet.done("power_wrong"))
    return sheet.value("k") if defined else None


@given(st.sampled_from(Wiring))
def test_the_coefficient_of_a_right_connection_is_one_and_needs_no_angle(wiring: Wiring) -> None:
    assert _k(wiring, right(wiring)) == 1


@given(st.sampled_from([10, 25]), ANGLES)
def test_ratios_that_are_wrong_alike_on_both_elements_need_no_angle(percent: int, angle: Decimal) -> None:
    factor = Decimal(percent) / 100
    elements = (Element("ab", "a", factor), Element("cb", "c", factor))
    assert _k(THREE, elements) == _k(THREE, elements, Load(angle)) == Fraction(100, percent)


@pytest.mark.parametrize(
    ("angle", "lost", "expected"),
    [
        (Decimal(0), 1, Fraction(2)),  # sqrt3 cos0 / cos30 = 1.732 / 0.866
        (Decimal(0), 2, Fraction(2)),
        (Decimal(30), 1, Fraction(3, 2)),  # left is cos(30 - 30) = 1; sqrt3 x 0.866 = 1.5
        (Decimal(30), 2, Fraction(3)),  # left is cos(30 + 30) = 0.5
    ],
)
def test_one_element_of_a_meter_on_three_wires_is_lost(angle: Decimal, lost: int, expected: Fraction) -> None:
    elements = [
        Element("ab", "a", Decimal(0) if lost == 1 else Decimal(1)),
        Element("cb", "c", Decimal(0) if lost == 2 else Decimal(1)),
    ]
    found = _k(THREE, tuple(elements), Load(angle))
    assert found is not None
    assert abs(found - expected) < EPSILON


def test_without_its_angle_a_lost_element_has_no_coefficient() -> None:
    with pytest.raises(AngleNeeded):
        _k(THREE, (Element("ab", "a", Decimal(0)), Element("cb", "c")))


def test_the_power_factor_gives_what_its_angle_gives() -> None:
    elements = (Element("ab", "a", Decimal(0)), Element("cb", "c"))
    by_angle, by_factor = _k(THREE, elements, Load(Decimal(60))), _k(THREE, elements, Load(cos_phi=Decimal("0.5")))
    leading = _k(THREE, elements, Load(cos_phi=Decimal("0.5"), leading=True))
    assert by_angle == by_factor == 1  # sqrt3 x 0.5 / cos(60 - 30) = 0.866 / 0.866
    assert leading is None  # cos(-60 - 30) = 0


@given(ELEMENTS, ANGLES)
def test_the_order_of_the_elements_does_not_matter(elements: tuple[Element, ...], angle: Decimal) -> None:
    first, *others = {_k(FOUR, tuple(order), Load(angle)) for order in permutations(elements)}
    assert not others, (first, others)


@given(st.one_of(ELEMENTS, PAIRS), ANGLES)
def test_renaming_the_phases_in_turn_changes_nothing_under_a_balanced_load(
    elements: tuple[Element, ...], angle: Decimal
) -> None:
    turn = str.maketrans("abc", "bca")
    turned = tuple(Element(one.voltage.translate(turn), one.current.translate(turn), one.factor) for one in elements)
    wiring = FOUR if len(elements) == 3 else THREE
    assert _k(wiring, elements, Load(angle)) == _k(wiring, turned, Load(angle))


@given(ELEMENTS, ANGLES)
def test_the_coefficient_times_the_power_the_meter_saw_is_the_true_power(
    elements: tuple[Element, ...], angle: Decimal
) -> None:
    sheet = Sheet("theft")
    assume(by_balance(sheet, FOUR, elements, Load(angle)))
    assume(sheet.value("k") < 1000)  # K has 8 decimals: beyond that the power is as good as nothing
    assert abs(sheet.value("k") * sheet.value("power_wrong") - sheet.value("power_true")) < EPSILON


@pytest.mark.parametrize(
    ("elements", "remark"),
    [
        ((Element("a", "a"), Element("b", "-b"), Element("c", "c", Decimal(0))), "metering_stood_still"),
        ((Element("a", "-a"), Element("b", "-b"), Element("c", "c")), "metering_ran_backward"),
    ],
)
def test_where_the_meter_saw_nothing_or_less_there_is_no_coefficient_and_the_sheet_says_so(
    elements: tuple[Element, ...], remark: str
) -> None:
    sheet = Sheet("theft")
    assert not by_balance(sheet, FOUR, elements, None)
    assert not sheet.holds("k")
    remarks = {one.word: one.warns for one in sheet.done("power_wrong").remarks}
    assert remarks[remark]
    assert remarks["metering_other_method"]


def test_a_coefficient_above_ten_is_warned_of() -> None:
    elements = (Element("a", "a", Decimal("0.2")), Element("b", "b", Decimal(0)), Element("c", "c", Decimal(0)))
    sheet = Sheet("theft")
    assert by_balance(sheet, FOUR, elements, None)
    assert sheet.value("k") == 15
    assert "metering_k_sensitive" in {one.word for one in sheet.done("k").remarks}


@pytest.mark.parametrize(
    "given",
    [{}, {"angle": 5, "cos_phi": 1}, {"angle": 90}, {"cos_phi": 0}, {"cos_phi": 2}, {"angle": 5, "leading": True}],
)
def test_a_load_that_is_none_is_refused(given: dict[str, int]) -> None:
    values = {name: value if name == "leading" else Decimal(value) for name, value in given.items()}
    with pytest.raises(BadLoad):
        Load(**values)  # type: ignore[arg-type]


def test_a_true_power_of_nothing_or_less_gives_no_coefficient_to_turn_the_debt_round() -> None:
    for true in (0, -5):
        sheet = Sheet("test")
        sheet.given("power_true", true, "W", origin="case")
        sheet.given("power_wrong", 5, "W", origin="case")
        with pytest.raises(BadPower):
            divided(sheet, rounded=False)
