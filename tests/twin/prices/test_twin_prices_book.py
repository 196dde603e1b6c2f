"""The made-up province: a book that holds together, with a price of the agency for each month that is simulated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from jicha.schema import code_list
from jicha.tariffs.book import Book, Price
from jicha.tariffs.check import check
from jicha.tariffs.conventions import CHOICES
from jicha.twin.prices.book import FIRST_DAY, SETTLED, industry_rules, month_after, province_book

LAST = date(2025, 12, 31)
BOOK = province_book(1, LAST)


def _bought(book: Book, code: str = "99-TWO-10KV") -> list[Price]:
    return [one for one in book.item(code, LAST).prices if one.component == "market_energy"]


def test_the_book_holds_together() -> None:
    assert check(BOOK) == ()


def test_a_price_that_lasts_a_day_too_long_would_be_seen() -> None:
    item = BOOK.item("99-TWO-10KV", LAST)
    first, second, *others = item.prices
    assert first.valid_to == second.valid_from
    assert first.valid_to is not None
    torn = replace(item, prices=(replace(first, valid_to=date(2023, 7, 2)), second, *others))
    assert check(replace(BOOK, items=tuple(torn if one is item else one for one in BOOK.items)))


def test_every_reading_of_a_rule_is_settled() -> None:
    assert set(SETTLED.choices) == set(CHOICES)


def test_the_agency_has_one_price_in_every_month_until_the_last_day_and_beyond() -> None:
    months = _bought(BOOK)
    assert months[0].valid_from == FIRST_DAY
    assert all(
        before.valid_to == after.valid_from == month_after(before.valid_from) for before, after in pairwise(months)
    )
    assert (months[-1].valid_from, months[-1].valid_to) == (date(2025, 12, 1), None)


def test_it_wanders_with_the_season_about_its_mean_and_is_dear_in_winter_and_summer() -> None:
    by_month: dict[int, list[float]] = {}
    for seed in range(20):
        for one in _bought(province_book(seed, LAST)):
            by_month.setdefault(one.valid_from.month, []).append(float(one.price))
    mean = {month: sum(prices) / len(prices) for month, prices in by_month.items()}
    assert mean[1] > 0.42
    assert mean[7] > 0.42
    assert mean[4] < 0.40
    assert mean[10] < 0.40
    assert sum(mean.values()) / 12 == pytest.approx(0.41, abs=0.005)


def test_a_later_end_of_the_window_changes_no_month_before() -> None:
    longer = _bought(province_book(1, date(2026, 3, 31)))
    assert [one.price for one in longer[: len(_bought(BOOK))]] == [one.price for one in _bought(BOOK)]
    assert len(longer) == len(_bought(BOOK)) + 3


def test_another_seed_bought_at_other_prices() -> None:
    assert [one.price for one in _bought(province_book(2, LAST))] != [one.price for one in _bought(BOOK)]


def test_only_prices_by_hours_float_with_the_hours_and_only_two_part_ones_have_a_capacity() -> None:
    for item in BOOK.items:
        assert all(one.floats == item.time_of_use for one in item.prices if one.component == "market_energy")
        parts = {one.component for one in item.prices}
        assert ({"capacity", "demand"} <= parts) == (item.strategy == "two_part")


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2025, 1, 1), date(2025, 2, 1)),
        (date(2025, 1, 31), date(2025, 2, 1)),
        (date(2024, 12, 5), date(2025, 1, 1)),
        (date(2025, 11, 30), date(2025, 12, 1)),
    ],
)
def test_the_month_after_begins_on_its_first(day: date, after: date) -> None:
    assert month_after(day) == after


def test_rules_of_industries_name_classes_that_exist() -> None:
    rules = industry_rules()
    assert rules
    assert {row["price_class"] for row in rules} <= set(code_list("price_class").meanings)
    assert all(row["valid_from"] <= date(2023, 6, 1) for row in rules)


def test_a_kilowatt_hour_of_january_costs_what_its_parts_add_up_to() -> None:
    item = BOOK.item("99-ONE-LV", date(2025, 1, 15))
    parts = {
        one.component: one.price
        for one in item.prices
        if one.valid_from <= date(2025, 1, 15) and (one.valid_to is None or date(2025, 1, 15) < one.valid_to)
    }
    assert {name: parts[name] for name in ("transport", "grid_loss", "system_operation")} == {
        "transport": Decimal("0.1850"), "grid_loss": Decimal("0.0150"), "system_operation": Decimal("0.0400")
    }  # fmt: skip
    assert Decimal("0.35") < parts["market_energy"] < Decimal("0.50")
