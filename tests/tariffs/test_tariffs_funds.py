"""What is said of a class goes before the general."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from region_book import BOOK

from jicha.tariffs.errors import OverlappingPrices
from jicha.tariffs.funds import classes_of, for_class, funds_of, rate_on

DAY = date(2020, 1, 1)


def test_the_classes_and_funds_of_a_book_are_those_it_names() -> None:
    assert classes_of(BOOK) == ("commercial_industrial", "large_industry", "residential")
    assert funds_of(BOOK) == ("city_utility", "renewables", "water_projects")


def test_a_household_pays_its_own_rate_and_the_others_the_general_one() -> None:
    found = [rate_on(for_class(BOOK, "renewables", name), DAY) for name in ("residential", "large_industry")]
    assert [one and one.rate for one in found] == [Decimal("0.001"), Decimal("0.019")]


def test_no_rate_before_the_first_day_and_an_error_for_two() -> None:
    rates = for_class(BOOK, "renewables", "large_industry")
    assert rate_on(rates, date(2018, 12, 31)) is None
    with pytest.raises(OverlappingPrices):
        rate_on((*rates, replace(rates[0], rate=Decimal(1))), DAY)
