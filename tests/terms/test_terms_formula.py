"""Formulas: exact, with units, the same on every machine; what is not of the language is refused by name."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.terms.formula import BadFormula, Exact, cut_off, evaluate, in_unit, names_in, round_half_up
from jicha.terms.units import Quantity, parse_quantity, parse_unit


def values(**texts: str) -> dict[str, Exact]:
    """Names with quantities, as a sheet holds them."""
    return {name: Exact.of(parse_quantity(text)) for name, text in texts.items()}


NUMBERS = some.fractions(min_value=-1000, max_value=1000)
CASE = values(load="8 kW", hours="6 hour/day", days="180 day", price="0.5125 CNY/kWh", share="12 %", turn="60 deg")


@pytest.mark.parametrize(
    ("formula", "unit", "result"),
    [
        ("load * hours * days", "kWh", "8640 kWh"),
        ("load * hours * days * price", "CNY", "4428 CNY"),
        ("load - 3 * load", "kW", "-16 kW"),
        ("-load + load", "kW", "0 kW"),
        ("(1 + 2) * 3 - 4 / 8", "", "8.5"),
        ("1 - 2 - 3", "", "-4"),
        ("12 / 4 / 3", "", "1"),
        ("percent(share) * load", "kW", "0.96 kW"),
        ("max(load, 2 * load) - min(load, 2 * load)", "kW", "8 kW"),
        ("abs(load - 2 * load)", "kW", "8 kW"),
        ("round(price * 1, 2)", "CNY/kWh", "0.51 CNY/kWh"),
        ("round(-0.005, 2)", "", "-0.01"),
        ("round(1250, -2)", "", "1300"),
        ("cut(-0.019, 2)", "", "-0.01"),
        ("sqrt(load * load)", "kW", "8 kW"),
        ("sqrt(2)", "", "1.414213562373"),
        ("cos(turn)", "", "0.5"),
        ("1 / 3", "", "0.333333333333"),
    ],
)
def test_a_formula_gives_what_was_worked_out_by_hand(formula: str, unit: str, result: str) -> None:
    assert in_unit(evaluate(formula, CASE), parse_unit(unit)).quantity == parse_quantity(result)


def test_a_capacity_in_kva_is_taken_as_kw_only_when_asked() -> None:
    known = values(capacity="100 kVA", load="80 kW")
    assert evaluate("as_kw(capacity) - load", known).quantity == parse_quantity("20 kW")
    with pytest.raises(BadFormula, match="kVA beside kW"):
        evaluate("capacity - load", known)


def test_a_permille_is_a_thousandth() -> None:
    assert evaluate("permille(rate) * 5000", values(rate="2 permille")).value == 10


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("load * nothing", "names nothing, which is not known"),
        ("load + days", "puts kW beside day"),
        ("load + 1", "puts kW beside a plain number"),
        ("power(load)", "calls power, which is no function"),
        ("round(load)", "without saying to how many decimals"),
        ("round(load, 0.5)", "rounds to 0.5 decimals"),
        ("round(load, days)", "rounds to 180 day decimals"),
        ("round(load, 1000000000)", "rounds to 1000000000 decimals"),
        ("round(load, -1000000000)", "rounds to -1000000000 decimals"),
        ("load / (days - days)", "divides by zero"),
        ("load.unit", "no part of a formula"),
        ("load[0]", "no part of a formula"),
        ("load if days else hours", "no part of a formula"),
        ("load < days", "no part of a formula"),
        ("(lambda: load)()", "no part of a formula"),
        ("max(*load)", "no part of a formula"),
        ("max(a=load)", "no part of a formula"),
        ("max()", "of nothing"),
        ("abs(load, load)", "gives a function 2 numbers"),
        ("9 ** 9 ** 9 ** 9", "an operator that is no part"),
        ("7 // 2", "an operator that is no part"),
        ("7 % 2", "an operator that is no part"),
        ("1e999999999", "no plain number"),
        ("0x10", "no plain number"),
        ("1_000", "no plain number"),
        ("9" * 50, "no plain number"),
        ("1j", "no part of a formula"),
        ("True", "no part of a formula"),
        ("'load'", "no part of a formula"),
        ("f'{load}'", "no part of a formula"),
        ("load # days", "is not a formula"),
        ("load;", "is not a formula"),
        ("x = 1", "is not a formula"),
        ("", "is not a formula"),
        ("\0", "is not a formula"),
        ("\ud800", "is not a formula"),
        ("load *", "is not a formula"),
        ("percent(load)", "takes kW for %"),
        ("as_kw(days)", "takes day for kVA"),
        ("sqrt(load)", "takes the root of 8 kW"),
        ("sqrt(0 - 4)", "takes the root of -4"),
        ("cos(load)", "takes kW for an angle"),
        ("cos(1)", "takes a plain number for an angle"),
        ("tan(1.5 * turn)", "divides by zero"),
    ],
)
def test_what_is_not_of_the_language_is_refused(formula: str, said: str) -> None:
    with pytest.raises(BadFormula, match=said.replace("(", r"\(").replace("*", r"\*")):
        evaluate(formula, CASE)


@pytest.mark.parametrize("formula", ["(" * 100_000, "-" * 100_000 + "1", "+".join(["1"] * 50_000)])
def test_a_formula_made_to_exhaust_is_refused(formula: str) -> None:
    with pytest.raises(BadFormula):
        evaluate(formula, {})


def test_names_come_in_the_order_of_first_use_and_functions_are_none() -> None:
    assert names_in("round(b * a + min(b, round_), 2)") == ("b", "a", "round_")


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_fractions(left: Fraction, right: Fraction) -> None:
    known = {"a": Exact(left), "b": Exact(right)}
    assert evaluate("a + b", known).value == left + right
    assert evaluate("a - b", known).value == left - right
    assert evaluate("a * b", known).value == left * right
    if right:
        assert evaluate("a / b", known).value == left / right


@given(NUMBERS, some.integers(-2, 6))
def test_rounding_is_the_nearest_and_cutting_the_nearest_to_zero(value: Fraction, digits: int) -> None:
    unit = Fraction(1, 10**digits) if digits >= 0 else Fraction(10**-digits)
    assert abs(round_half_up(value, digits) - value) <= unit / 2
    assert round_half_up(-value, digits) == -round_half_up(value, digits)
    assert 0 <= abs(value) - abs(cut_off(value, digits)) < unit
    assert round_half_up(value, digits) % unit == cut_off(value, digits) % unit == 0


@given(some.integers(-(10**80), 10**80), some.integers(0, 12))
def test_a_finite_decimal_of_any_length_is_shown_exactly(digits: int, places: int) -> None:
    exact = Fraction(digits, 10**places)
    shown = Exact(exact).quantity.value
    assert Fraction(shown) == exact
    assert bool(exact) or str(shown) == "0"  # and never minus nothing


def test_a_large_amount_keeps_all_its_digits() -> None:
    amount = Decimal("123456789012345678901234567890.123456789012")
    assert Exact(Fraction(amount)).quantity == Quantity(amount)


@given(some.fractions(-720, 720))
def test_sine_and_cosine_agree_with_the_machine_and_with_pythagoras(angle: Fraction) -> None:
    known = {"angle": Exact(angle, parse_unit("deg"))}
    sine, cosine = (evaluate(f"{name}(angle)", known).value for name in ("sin", "cos"))
    assert math.isclose(sine, math.sin(math.radians(angle)), abs_tol=1e-11)
    assert math.isclose(cosine, math.cos(math.radians(angle)), abs_tol=1e-11)
    assert abs(sine * sine + cosine * cosine - 1) <= Fraction(4, 10**15)


@pytest.mark.parametrize(
    ("angle", "sine", "cosine", "tangent"),
    [
        ("0", "0", "1", "0"),
        ("30", "0.5", "0.866025403784439", "0.577350269189626"),
        ("45", "0.707106781186548", "0.707106781186548", "1"),
        ("120", "0.866025403784439", "-0.5", "-1.732050807568877"),
        ("180", "0", "-1", "0"),
        ("-30", "-0.5", "0.866025403784439", "-0.577350269189626"),
        ("330", "-0.5", "0.866025403784439", "-0.577350269189626"),
    ],
)
def test_the_angles_of_the_table_are_right_to_fifteen_decimals(
    angle: str, sine: str, cosine: str, tangent: str
) -> None:
    known = values(angle=f"{angle} deg")
    found = [evaluate(f"{name}(angle)", known).value for name in ("sin", "cos", "tan")]
    assert found == [Fraction(sine), Fraction(cosine), Fraction(tangent)]


def test_the_same_dimension_under_another_name_is_taken_and_another_is_not() -> None:
    energy = Exact(Fraction(48), parse_unit("kW*hour"))
    assert str(in_unit(energy, parse_unit("kWh")).quantity) == "48 kWh"
    with pytest.raises(BadFormula, match=r"hour\*kW is not Wh"):
        in_unit(energy, parse_unit("Wh"))
    with pytest.raises(BadFormula, match="a plain number is not kWh"):
        in_unit(Exact(Fraction(1)), parse_unit("kWh"))
