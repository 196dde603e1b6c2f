"""A sheet goes out as JSON and comes back the same; one that was changed on the way is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import sheets
from hypothesis import given
from hypothesis import strategies as some

from jicha.press.worksheet.json import FORMAT, read_worksheet, worksheet_digest, worksheet_json
from jicha.terms.errors import JichaError
from jicha.terms.record import BadRecord, read_json
from jicha.terms.sheet import BadSheet, Sheet

NUMBERS = some.decimals(-(10**9), 10**9, places=8)


def sent(data: Any) -> Any:
    """As another program reads it."""
    return read_json(json.dumps(data, ensure_ascii=False))


def test_a_sheet_comes_back_as_it_went() -> None:
    sheet = sheets.sheet()
    assert read_worksheet(sent(worksheet_json(sheet))) == sheet


@given(NUMBERS, NUMBERS, some.text(), some.text())
def test_so_does_any_sheet(load: Decimal, hours: Decimal, customer: str, source: str) -> None:
    one = Sheet("recovery", customer=customer)
    one.given("load", load, "kW", origin="case", source=source)
    one.given("hours", hours, "hour", origin="case")
    one.step("energy", "load * hours / 3", "kWh")
    sheet = one.done("energy")
    assert read_worksheet(sent(worksheet_json(sheet))) == sheet


def test_numbers_are_exact_texts_and_nothing_is_left_out() -> None:
    data = worksheet_json(sheets.sheet())
    assert data["format"] == FORMAT == "jicha.worksheet/1"
    assert data["givens"][3] == {
        "name": "price", "value": "0.6083", "unit": "CNY/kWh", "origin": "price", "source": "赣电价〔2024〕1号",
        "confidence": "A", "about": "flat", "word": "unit_price",
    }  # fmt: skip
    assert data["steps"][1] == {
        "name": "energy", "formula": "load * hours * days", "value": "8640", "unit": "kWh",
        "source": "供电营业规则(1996) 第103条", "confidence": "B", "about": "", "word": "",
    }  # fmt: skip
    assert data["results"] == ["charge", "penalty"]
    assert list(data) == [
        "format", "title", "arguments", "givens", "steps", "results", "bounds", "remarks", "alternatives",
    ]  # fmt: skip


def test_the_digest_is_that_of_the_content() -> None:
    assert worksheet_digest(sheets.sheet()) == worksheet_digest(read_worksheet(sent(worksheet_json(sheets.sheet()))))
    assert worksheet_digest(sheets.sheet("1")) != worksheet_digest(sheets.sheet("2"))
    assert len(worksheet_digest(sheets.sheet("\ud800"))) == 64


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Put a value at a place such as ``steps.2.value``."""

    def apply(data: dict[str, Any]) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        inner: Any = data
        for part in way:
            inner = inner[part]
        inner[last] = value

    return apply


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (change("format", "jicha.worksheet/2"), "is not a worksheet of format jicha.worksheet/1"),
        (change("steps.2.value", "5255.72"), "charge = .* and the sheet says 5255.72"),
        (change("givens.0.value", "9"), "energy = .* gives 9720"),
        (change("alternatives.0.givens.0.value", "9"), "energy = .* gives"),
        (change("steps.2.unit", "USD"), "is not USD"),
        (change("givens.0.unit", "horses"), "unknown unit 'horses'"),
        (change("givens.0.value", "8 kW"), r"givens\[0\].value: 8 kW is not a number"),
        (change("givens.0.value", "1e9999999"), r"givens\[0\].value: 1e9999999 is not a number"),
        (change("givens.1.name", "load"), "load stands twice"),
        (change("results.0", "total"), "total is not on the sheet"),
        (change("bounds.0.high", "total"), "a range names total"),
        (change("steps.0.formula", "9 ** 9 ** 9"), "an operator that is no part"),
        (change("steps.0.formula", "().__class__"), "no part of a formula"),
        (change("steps.0.colour", "red"), r"steps\[0\].colour: is not known here"),
        (change("steps.0", "share = 1"), r"steps\[0\]: is not an object"),
        (change("remarks.0.warns", "yes"), r"remarks\[0\].warns: yes is not true or false"),
        (change("title", None), "title: is null"),
    ],
)
def test_what_was_changed_on_the_way_is_refused(changed: Callable[[dict[str, Any]], None], said: str) -> None:
    data = copy.deepcopy(worksheet_json(sheets.sheet()))
    changed(data)
    with pytest.raises(JichaError, match=said):
        read_worksheet(sent(data), "sheet.json")


@pytest.mark.parametrize("data", [None, [], "sheet", 5, {}])
def test_what_is_no_sheet_is_refused(data: Any) -> None:
    with pytest.raises(BadRecord):
        read_worksheet(data)


def test_sheets_stacked_one_in_another_without_end_are_refused() -> None:
    data = worksheet_json(sheets.sheet(beside=False))
    for _ in range(5000):
        data = {**data, "alternatives": [data]}
    with pytest.raises(BadRecord, match="more than 8 worksheets stand one in another"):
        read_worksheet(data)


def test_a_given_that_is_a_binary_float_is_refused() -> None:
    data = worksheet_json(sheets.sheet())
    data["givens"][0]["value"] = 8.5
    with pytest.raises(BadRecord, match=r"8\.5 is not a number"):
        read_worksheet(data)


def test_a_sheet_that_says_its_own_sum_is_still_computed_anew() -> None:
    data = worksheet_json(sheets.sheet())
    data["steps"][2]["formula"] = "1000000"
    with pytest.raises((BadSheet, JichaError)):
        read_worksheet(sent(data))
