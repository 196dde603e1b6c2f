"""The sheet of a bill says what an ordinary one says, whenever it is read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.tariffs.bill_sheet import BillSheet, stamped
from jicha.terms.errors import JichaError
from jicha.terms.sheet import Sheet, do_again

UNITS = st.sampled_from(("", "kWh", "CNY/kWh", "CNY", "day", "%", "XYZ"))
NAMES = st.sampled_from(("a", "b", "c", "d", "e", "two words", "class"))
NUMBERS = st.one_of(
    st.decimals(-10000, 10000, places=3), st.sampled_from([Decimal(one) for one in ("NaN", "1E+3", "0.10", "-0", "7")])
)
FORMULAS = st.sampled_from(
    ("a", "a * b", "a + b", "a / b", "round(a * b, 2)", "cut(a / 7, 2)", "max(a, b) - b", "percent(c)", "abs(a)",
     "(a * c + b * c) / (c + c)", "sqrt(a * a)", "sqrt(a - b)", "round(a, c)", "1.50 * a", "nothing", "a +")
)  # fmt: skip
GIVENS = st.tuples(st.just("given"), NAMES, NUMBERS, UNITS)
STEPS = st.tuples(st.just("step"), NAMES, FORMULAS, UNITS)


def written(sheet: Sheet, calls: list[tuple[str, str, Any, str]]) -> tuple[list[object], str]:
    """What each call gives or raises, and the whole sheet as it prints at the end."""
    given_back: list[object] = []
    for method, name, what, unit in calls:
        act: Callable[..., object] = getattr(sheet, method)
        told = {"origin": "case"} if method == "given" else {}
        try:
            given_back.append(act(name, what, unit, source="S", confidence="B", about="peak", word="w", **told))
        except (JichaError, ArithmeticError, LookupError, ValueError) as error:  # it must be the same
            given_back.append(f"{type(error).__name__}: {error}")
    sheet.remark("once", warns=True, day="1")
    sheet.remark("once", warns=True, day="1")
    results = [name for name in ("a", "d") if sheet.holds(name)]
    return given_back, repr(sheet.done(*results))


@settings(max_examples=400, deadline=None)
@given(NUMBERS, UNITS, st.lists(st.one_of(GIVENS, STEPS), max_size=12))
def test_any_calls_give_and_raise_what_they_do_on_an_ordinary_sheet(
    number: Decimal, unit: str, calls: list[tuple[str, str, Any, str]]
) -> None:
    calls = [("given", "a", Decimal("12.50"), "kWh"), ("given", "b", number, unit), *calls]
    assert written(BillSheet("bill", code="X"), calls) == written(Sheet("bill", code="X"), calls)


def example(sheet: Sheet) -> None:
    """A price and the money of 12.5 kWh by it: 12.5 × 0.61235 = 7.654375, rounded to 7.65."""
    sheet.given("used", Decimal("12.50"), "kWh", origin="case")
    sheet.given("price", Decimal("0.61235"), "CNY/kWh", origin="price", source="doc", confidence="A")
    sheet.step("money", "round(used * price, 2)", "CNY")


def test_a_sheet_read_twice_is_the_same_and_can_be_continued() -> None:
    sheet = BillSheet("bill")
    example(sheet)
    assert sheet.done("money") == sheet.done("money")
    sheet.step("double", "money + money", "CNY")
    assert sheet.done("double").value_of("double").value == Decimal("15.3")
    do_again(sheet.done("double"))


def test_a_figure_is_what_the_written_sheet_shows() -> None:
    sheet = BillSheet("bill")
    example(sheet)
    sheet.step("third", "used / 3", "kWh")
    found = {name: str(sheet.figure(name)) for name in ("used", "money", "third")}
    assert found == {"used": "12.50", "money": "7.65", "third": "4.166666666667"}
    assert found == {name: str(sheet.done("money").value_of(name).value) for name in found}
    with pytest.raises(KeyError):
        sheet.figure("nothing")


def test_a_decimal_has_the_digits_that_were_asked_for() -> None:
    sheet = BillSheet("bill")
    example(sheet)
    sheet.step("none", "used - used", "kWh")
    assert [str(sheet.decimal(name, 2)) for name in ("used", "money", "none")] == ["12.50", "7.65", "0.00"]
    assert sheet.is_zero("none")
    assert not sheet.is_zero("used")


def test_a_stamp_is_what_was_written_and_refuses_a_name_that_stands() -> None:
    stamp, stamped_on, ordinary = stamped(example), BillSheet("bill"), Sheet("bill")
    stamped_on.put(stamp)
    example(ordinary)
    assert repr(stamped_on.done("money")) == repr(ordinary.done("money"))
    with pytest.raises(Exception, match="used stands twice on the sheet"):
        stamped_on.put(stamp)


def test_a_number_too_long_to_be_written_is_refused_where_it_arises_as_on_an_ordinary_sheet() -> None:
    said = []
    for sheet in (BillSheet("bill"), Sheet("bill")):
        sheet.given("used", Decimal("1E+5000"), "kWh", origin="case")
        with pytest.raises(ValueError, match="4300") as refused:
            sheet.step("twice", "used + used", "kWh")
        said.append(str(refused.value))
    assert said[0] == said[1]
