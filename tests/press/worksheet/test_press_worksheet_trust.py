"""What no text proves is to be confirmed, and never bears the name of the law."""

from __future__ import annotations

import pytest

from jicha.press.say import Language
from jicha.press.worksheet.trust import is_to_be_confirmed, mark_words, origin_words
from jicha.terms.units import parse_quantity
from jicha.terms.worksheet import Given, Step

ONE = parse_quantity("1")


def line(origin: str, confidence: str) -> Given:
    return Given("days", ONE, origin, "第103条", confidence)


@pytest.mark.parametrize("origin", ["law", "price"])
@pytest.mark.parametrize(
    ("confidence", "is_open"), [("A", False), ("B", False), *((one, True) for one in ("C", "U", "M", "X", ""))]
)
def test_a_law_or_a_price_is_proven_by_a_and_b_only(origin: str, confidence: str, is_open: bool) -> None:
    assert is_to_be_confirmed(line(origin, confidence)) == is_open


@pytest.mark.parametrize("confidence", ["", "C", "U", "M"])
def test_what_is_not_proven_is_not_called_law(confidence: str) -> None:
    for language, law, mark in ((Language.ZH, "法规", "待确认"), (Language.EN, "Law", "to be confirmed")):
        assert origin_words(line("law", "A"), language) == law
        assert origin_words(line("law", confidence), language) != law
        assert mark_words(line("law", confidence), language) == mark
        assert mark_words(line("default", confidence), language) == mark


def test_a_default_is_open_even_where_its_text_is_known() -> None:
    assert is_to_be_confirmed(line("default", "B"))


@pytest.mark.parametrize("origin", ["case", "contract", "convention", "definition"])
def test_a_fact_needs_no_mark(origin: str) -> None:
    assert not is_to_be_confirmed(line(origin, ""))
    assert mark_words(line(origin, ""), Language.ZH) == ""
    assert is_to_be_confirmed(line(origin, "C"))


def test_what_the_utility_settled_is_confirmed_by_it_and_not_law() -> None:
    assert not is_to_be_confirmed(line("setting", "U"))
    assert mark_words(line("setting", "U"), Language.EN) == "confirmed by the utility"
    assert origin_words(line("setting", "U"), Language.ZH) == "本单位设定，非法规"


@pytest.mark.parametrize(
    ("source", "confidence", "is_open"),
    [("", "", False), ("第103条", "B", False), ("第103条", "", True), ("第103条", "M", True), ("", "U", True)],
)
def test_a_step_is_open_where_it_cites_what_is_not_proven(source: str, confidence: str, is_open: bool) -> None:
    assert is_to_be_confirmed(Step("energy", "1", ONE, source, confidence)) == is_open


def test_the_marks_of_proof_have_words() -> None:
    assert [mark_words(line("law", one), Language.ZH) for one in "AB"] == ["官方文本", "公开文本"]
