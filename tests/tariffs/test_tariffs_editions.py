"""Editions begin where anything of any item changes, and floating prices are multiplied out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from region_book import BOOK

from jicha.tariffs.book import Confidence
from jicha.tariffs.editions import editions, effective_prices, floated, floating_periods, weakest
from jicha.tariffs.errors import MissingPrice

MILL = BOOK.item("MILL", date(2019, 1, 1))


def test_the_days_are_cut_at_each_change_and_none_is_lost() -> None:
    found = list(editions(BOOK))
    assert [str(one.valid_from) for one in found] == [
        "2019-01-01", "2019-07-01", "2021-12-01", "2025-06-01", "2026-01-01",
    ]  # fmt: skip
    assert [one.valid_to for one in found] == [*(one.valid_from for one in found[1:]), None]
    assert [item.code for item in found[-1].items] == ["HOME", "MILL"]


def test_there_is_no_edition_for_days_without_any_item() -> None:
    ended = tuple(replace(one, valid_to=date(2022, 1, 1)) for one in BOOK.items)
    assert [str(one.valid_to) for one in editions(replace(BOOK, items=ended))][-1] == "2022-01-01"


def test_a_floating_price_stands_once_for_each_period_of_its_calendar() -> None:
    before = {one.period: one.amount for one in effective_prices(BOOK, MILL, date(2025, 5, 31)) if one.ratio}
    assert before == {"peak": Decimal("0.6153"), "flat": Decimal("0.4102"), "valley": Decimal("0.1641")}
    after = {one.period: str(one.amount) for one in effective_prices(BOOK, MILL, date(2025, 6, 1)) if one.ratio}
    assert after == {"sharp": "0.7384", "peak": "0.6563", "flat": "0.4102", "valley": "0.1641"}


def test_what_does_not_float_stays_as_it_is() -> None:
    flat = {one.price.component: one.period for one in effective_prices(BOOK, MILL, date(2025, 6, 1)) if not one.ratio}
    assert flat == {"transport": "total", "capacity": "total", "demand": "total"}


def test_a_stated_price_of_a_period_goes_before_the_floated_one() -> None:
    own = replace(MILL.prices[0], period="valley", price=Decimal("0.2"), floats=False)
    item = replace(MILL, prices=(*MILL.prices, own))
    found = [one.amount for one in effective_prices(BOOK, item, date(2025, 6, 1)) if one.period == "valley"]
    assert found == [Decimal("0.2")]


def test_a_calendar_without_hours_has_the_periods_of_its_ratios() -> None:
    without = replace(BOOK, calendars=())
    assert floating_periods(without, MILL, date(2020, 1, 1)) == ("peak", "flat", "valley")
    with pytest.raises(MissingPrice, match="ratio of sharp hours in mill"):
        list(effective_prices(replace(BOOK, ratios=BOOK.ratios[1:]), MILL, date(2025, 7, 1)))


def test_half_a_digit_is_rounded_up() -> None:
    assert floated(Decimal("0.0001"), Decimal("0.5"), 4) == Decimal("0.0001")


def test_the_weakest_of_several_confidences_counts() -> None:
    assert weakest([Confidence.A, Confidence.M, Confidence.B]) is Confidence.M
    assert weakest([]) is Confidence.U
