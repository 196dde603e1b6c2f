"""A formula as people read it says the same as the formula that was computed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.press.say import Language
from jicha.press.worksheet.formula_text import Spelled, spelled
from jicha.terms.formula import BadFormula, Exact, evaluate


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("a * b / c", "A × B ÷ C"),
        ("a * (b / c)", "A × (B ÷ C)"),
        ("a / (b * c)", "A ÷ (B × C)"),
        ("(a + b) * c", "(A + B) × C"),
        ("a + b * c", "A + B × C"),
        ("a - (b - c)", "A − (B − C)"),
        ("a - b - c", "A − B − C"),
        ("((a))", "A"),
        ("-a * b", "(−A) × B"),
        ("a - -b", "A − (−B)"),
        ("-(a + b)", "−(A + B)"),
        ("3 * a + 12345.670", "3 × A + 12,345.670"),
        ("0.12345678901234567890123 * a", "0.12345678901234567890123 × A"),
        ("percent(a) * b", "A × B"),
        ("percent(a - b) * c", "(A − B) × C"),
        ("max(a - b, b - b)", "the greater of (A − B; 0)"),
        ("min(a, b + c)", "the lesser of (A; B + C)"),
        ("abs(a - b)", "|A − B|"),
        ("sqrt(a * a + b * b)", "√(A × A + B × B)"),
        ("a / cos(b)", "A ÷ cos(B)"),
        ("as_kw(a) - b", "(A, 1 kVA taken as 1 kW) − B"),
        ("round(a, 0) * b", "round(A; to 1) × B"),
    ],
)
def test_in_english(formula: str, text: str) -> None:
    assert spelled(formula, str.upper, Language.EN) == Spelled(text)


@pytest.mark.parametrize(
    ("formula", "english", "chinese"),
    [
        ("round(a * b, 2)", "rounded half up to 0.01", "四舍五入到 0.01"),
        ("round(a * b, 0)", "rounded half up to 1", "四舍五入到 1"),
        ("round(a * b, -2)", "rounded half up to 100", "四舍五入到 100"),
        ("cut(a * b, 1)", "cut off below 0.1", "0.1 以下舍去"),
    ],
)
def test_the_rounding_at_the_end_is_told_apart(formula: str, english: str, chinese: str) -> None:
    assert spelled(formula, str.upper, Language.EN) == Spelled("A × B", english)
    assert spelled(formula, str.upper, Language.ZH) == Spelled("A × B", chinese)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("cos(turn) * turn", "cos(-90°) × (-90°)"),
        ("max(third, a) - abs(turn)", "the greater of (≈ 0.33; a) − |-90°|"),
        ("round(turn * third, 1) / round(third, 1)", "round((-90°) × (≈ 0.33); to 0.1) ÷ round(≈ 0.33; to 0.1)"),
    ],
)
def test_a_negative_amount_alone_in_a_function_has_no_brackets_of_its_own(formula: str, text: str) -> None:
    amounts = {"turn": "(-90°)", "third": "(≈ 0.33)"}
    assert spelled(formula, lambda name: amounts.get(name, name), Language.EN) == Spelled(text)


def test_functions_speak_chinese() -> None:
    text = spelled("max(a, b) - round(c, 2)", str.upper, Language.ZH).text
    assert text == "较大者（A；B） − 四舍五入（C；到 0.01）"


LEAVES = some.sampled_from(["a", "b", "c", "2", "0.5"])
FORMULAS = some.recursive(
    LEAVES,
    lambda inner: (
        some.builds("({}) {} ({})".format, inner, some.sampled_from("+-*/"), inner) | some.builds("-({})".format, inner)
    ),
    max_leaves=12,
)


@given(FORMULAS)
def test_what_is_read_has_the_value_of_what_was_computed(formula: str) -> None:
    values = {"a": Exact(Fraction(3)), "b": Exact(Fraction(5)), "c": Exact(Fraction(7))}
    read = spelled(formula, str, Language.EN).text
    for sign, plain in (("−", "-"), ("×", "*"), ("÷", "/")):
        read = read.replace(sign, plain)
    try:
        computed = evaluate(formula, values).value
    except BadFormula:
        return  # it divides by zero, so no sheet holds it
    assert evaluate(read, values).value == computed
