"""A formula made ready gives what `evaluate` gives, or is left to it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.tariffs.swift_formula import names_of, ready
from jicha.terms.formula import BadFormula, Exact, evaluate
from jicha.terms.units import parse_unit

NAMES = ("a", "b", "c")
ATOMS = st.sampled_from((*NAMES, "2", "0.25", "100"))
RATIOS = st.tuples(st.integers(-(10**9), 10**9), st.integers(1, 10**6))


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    digits = st.sampled_from((0, 1, 2, 8, 15))
    return st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda told: f"({told[0]} {told[1]} {told[2]})"),
        two.map(lambda told: f"max({told[0]}, {told[1]})"),
        two.map(lambda told: f"min({told[0]}, {told[1]}, {told[0]} + {told[1]})"),
        st.tuples(inner, digits).map(lambda told: f"round({told[0]}, {told[1]})"),
        st.tuples(inner, digits).map(lambda told: f"cut({told[0]}, {told[1]})"),
        inner.map(lambda told: f"-{told}"),
        inner.map(lambda told: f"sqrt({told} * {told})"),
    )


FORMULAS = st.recursive(ATOMS, _joined, max_leaves=8)


@settings(max_examples=400, deadline=None)
@given(FORMULAS, st.tuples(RATIOS, RATIOS, RATIOS))
def test_a_formula_made_ready_gives_what_evaluate_gives(formula: str, ratios: tuple[tuple[int, int], ...]) -> None:
    names = names_of(formula)
    assert names is not None
    run = ready(formula, ("",) * len(names), "")
    if run is None:  # its numbers of one divide by zero: `evaluate` does it
        return
    held = {name: (*ratio, "") for name, ratio in zip(NAMES, ratios, strict=True)}
    values = {name: Exact(Fraction(*ratio)) for name, ratio in zip(NAMES, ratios, strict=True)}
    try:
        expected = evaluate(formula, values).value
    except BadFormula:
        with pytest.raises(ZeroDivisionError):
            run(held)
        return
    top, bottom = run(held)
    assert bottom > 0
    assert Fraction(top, bottom) == expected


@pytest.mark.parametrize(
    ("formula", "units", "unit"),
    [
        ("round(a * b, 2)", ("kWh", "CNY/kWh"), "CNY"),
        ("a * percent(b)", ("kWh", "%"), "kWh"),
        ("a * b", ("kW", "hour"), "kWh"),
        ("(a * b + c * b) / (b + b)", ("CNY/kWh", "day", "CNY/kWh"), "CNY/kWh"),
        ("round(a / sqrt(a * a + b * b), 2)", ("kWh", "kWh"), ""),
    ],
)
def test_what_bills_compute_is_made_ready(formula: str, units: tuple[str, ...], unit: str) -> None:
    run = ready(formula, units, unit)
    assert run is not None
    names = dict.fromkeys(names_of(formula) or ())
    held = {name: (7 + number, 3, one) for number, (name, one) in enumerate(zip(names, units, strict=True))}
    values = {name: Exact(Fraction(top, bottom), parse_unit(one)) for name, (top, bottom, one) in held.items()}
    assert Fraction(*run(held)) == evaluate(formula, values).value


@pytest.mark.parametrize(
    ("formula", "units", "unit"),
    [
        ("a + b", ("kWh", "kvarh"), "kWh"),  # unlike units
        ("a * b", ("kWh", "CNY/kWh"), "kWh"),  # a result of another unit
        ("a * b", ("kWh", "XYZ/kWh"), "XYZ"),  # no unit at all
        ("percent(a)", ("kWh",), "kWh"),
        ("round(a, b)", ("", ""), ""),  # digits that depend on a number
        ("sin(a)", ("deg",), ""),
        ("a ** 2", ("",), ""),
        ("a / (b - b)", ("", ""), ""),
        ("a +", (), ""),
        ("a + b", ("kWh",), "kWh"),  # a unit too few
    ],
)
def test_what_is_rare_or_wrong_is_left_to_evaluate(formula: str, units: tuple[str, ...], unit: str) -> None:
    assert ready(formula, units, unit) is None


def test_a_half_is_rounded_away_from_zero_and_a_cut_goes_toward_it() -> None:
    held = {"a": (-25, 1000, "CNY")}
    rounds, cuts = (ready(f"{one}(a, 2)", ("CNY",), "CNY") for one in ("round", "cut"))
    assert rounds is not None
    assert cuts is not None
    assert rounds(held) == (-3, 100)
    assert cuts(held) == (-2, 100)
