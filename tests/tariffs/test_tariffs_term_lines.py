"""What a price is beside its figures, as lines that can be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from region_book import BOOK
from worked_bills import BOOK as WORKED

from jicha.tariffs.ask import Question, ask
from jicha.tariffs.book import Book, Confidence, DemandRule, OverStep
from jicha.tariffs.day_lines import What
from jicha.tariffs.diff import changes_between, changes_on
from jicha.tariffs.term_lines import term_lines
from jicha.tariffs.touched import codes_touched

DAY = date(2025, 4, 1)
SHOP = WORKED.item("SHOP", DAY)
ALONE = replace(WORKED, items=(SHOP,))


def terms(book: Book) -> dict[tuple[str, ...], object]:
    return {tuple(part.code for part in one.parts): one.value for one in term_lines(book, DAY)}


def test_a_price_is_told_by_its_class_its_strategy_and_what_it_contains() -> None:
    assert terms(ALONE) == {
        ("price_class",): "commercial_industrial", ("price_strategy",): "single_part", ("time_of_use",): "no",
        ("tiered",): "no", ("surcharges_included",): "no", ("out_of_base", "grid_loss"): "yes", ("codes",): "4010",
    }  # fmt: skip
    mill = terms(replace(WORKED, items=(WORKED.item("MILL", DAY),)))
    assert (mill["time_of_use",], mill["price_digits",]) == ("yes", Decimal(4))


def test_a_demand_rule_of_a_price_is_among_them() -> None:
    rule = DemandRule(
        Decimal(80), 11, Decimal(50), (OverStep(Decimal(100), Decimal(2)), OverStep(Decimal(110), Decimal(3)))
    )
    found = terms(replace(ALONE, items=(replace(SHOP, demand=rule),)))
    assert found["ratchet_percent",] == 80
    assert found["ratchet_months",] == 11
    assert found["least_kw",] == 50
    assert (found["over_factor", "100"], found["over_factor", "110"]) == (2, 3)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"surcharges_included": True}, ("surcharges_included", "no", "yes")),
        ({"tiered": True}, ("tiered", "no", "yes")),
        ({"lacks": ("market_energy",)}, ("lacks", None, "yes")),
        ({"strategy": "two_part"}, ("price_strategy", "single_part", "two_part")),
        ({"codes": ("4010", "4011")}, ("codes", "4010", "4010, 4011")),
        (
            {"prices": tuple(replace(one, in_power_factor_base=False) for one in SHOP.prices[:1])},
            ("out_of_base", None, "yes"),
        ),
    ],
)
def test_two_books_of_the_same_figures_may_differ_in_what_moves_money(
    changed: dict[str, object], said: tuple[object, ...]
) -> None:
    old = replace(SHOP, prices=SHOP.prices[:1])
    new = replace(old, **changed)  # type: ignore[arg-type]
    (change,) = changes_between(replace(ALONE, items=(old,)), replace(ALONE, items=(new,)))
    assert change.line.what is What.TERM
    assert (change.line.parts[0].code, change.old and change.old.value, change.new and change.new.value) == said


def test_a_term_that_changes_on_a_day_touches_those_who_have_the_price() -> None:
    later = replace(SHOP, valid_from=DAY, surcharges_included=True)
    book = replace(ALONE, items=(replace(SHOP, valid_to=DAY), later, WORKED.item("MILL", DAY)))
    found = changes_on(book, DAY)
    assert [(one.line.of, one.line.parts[0].code) for one in found] == [("SHOP", "surcharges_included")]
    assert codes_touched(book, found, DAY) == ("4010", "SHOP")


def test_the_terms_of_a_price_that_begins_are_no_news_beside_its_figures() -> None:
    first = min(one.valid_from for one in BOOK.items)
    assert What.TERM not in {one.line.what for one in changes_on(BOOK, first)}


def test_terms_are_told_to_whoever_asks_for_them_and_are_as_sure_as_the_prices() -> None:
    asked = ask(ALONE, Question(DAY, price="SHOP", what=(What.TERM,)))
    assert {one.what for one in asked.lines} == {What.TERM}
    assert What.TERM not in {one.what for one in ask(ALONE, Question(DAY, price="SHOP")).lines}
    weakest = max((one.confidence for one in SHOP.prices), key=list(Confidence).index)
    assert {one.confidence for one in asked.lines} == {weakest}
