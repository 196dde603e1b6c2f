"""A worksheet is data: it gives its numbers by name."""

from __future__ import annotations

import pytest

from jicha.terms.units import parse_quantity
from jicha.terms.worksheet import Bounds, Given, Remark, Step, Worksheet, free_text, ids_in

SHEET = Worksheet(
    title="bill",
    givens=(Given("energy", parse_quantity("100 kWh"), "case"),),
    steps=(Step("charge", "energy * 0.60", parse_quantity("60.00 CNY")),),
    results=("charge",),
)


def test_a_value_is_found_by_its_name_among_steps_and_givens() -> None:
    assert SHEET.value_of("energy") == parse_quantity("100 kWh")
    assert SHEET.value_of("charge") == parse_quantity("60 CNY")


def test_a_name_that_is_not_on_it_is_an_error() -> None:
    with pytest.raises(KeyError, match="penalty"):
        SHEET.value_of("penalty")


def test_what_is_left_out_is_nothing() -> None:
    assert (SHEET.bounds, SHEET.remarks, SHEET.alternatives, dict(SHEET.arguments)) == ((), (), (), {})
    assert not Remark("note").warns
    assert dict(Remark("note").arguments) == {}


def test_sheets_with_the_same_content_are_the_same() -> None:
    again = Worksheet("bill", SHEET.givens, SHEET.steps, SHEET.results, arguments={})
    assert again == SHEET
    assert Worksheet("bill", SHEET.givens, SHEET.steps, SHEET.results, bounds=(Bounds("charge", "", "", "w"),)) != SHEET


@pytest.mark.parametrize("text", ["check_meter", "flat", "energy.peak", "a1"])
def test_a_free_text_is_never_spelled_like_an_id_and_can_be_read_in_it(text: str) -> None:
    assert ids_in(text) == tuple(text.split("."))
    assert ids_in(free_text(text)) == ()
    assert text in free_text(text)


@pytest.mark.parametrize("text", ["", "1996", "2024-03-01..2024-08-31", "合同第7条", "Flat", "a b", "a..b"])
def test_a_text_that_is_no_id_stays_as_it_is(text: str) -> None:
    assert ids_in(text) == ()
    assert free_text(text) == text
