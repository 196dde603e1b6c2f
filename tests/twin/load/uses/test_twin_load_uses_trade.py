"""Shops, restaurants and hotels: hours, fridges, better days, and a shut Spring Festival."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, behaving, behaviour_of, day, days_of, drawn, kw

WORKDAYS, WEEKEND = days_of(0, 1, 2, 3, 4), days_of(5, 6)


def test_a_shop_sells_by_day_and_keeps_its_fridges_cold_by_night() -> None:
    found = kw("shop")[WORKDAYS].mean(axis=0)
    assert found[at(2) : at(5)].mean() < 0.4 * found[at(11) : at(19)].mean()
    assert found[at(2) : at(5)].min() > 0.05 * found.max()
    assert found[at(19)] > found[at(15)]  # lamps and custom


def test_a_shop_is_hot_in_july_and_shut_at_spring_festival() -> None:
    found = kw("shop")
    assert found[day(7, 10) : day(8, 10)].mean() > 1.3 * found[day(4, 1) : day(4, 25)].mean()
    shut = drawn("shop").active_w[day(1, 28) : day(1, 31)]
    assert shut.max() < 0.5 * drawn("shop").active_w[day(1, 6) : day(1, 20)].max()
    assert shut.std() < 0.2 * shut.mean()


def test_a_closed_shop_has_its_night_all_day() -> None:
    absent = np.zeros(120, np.bool_)
    absent[80:110] = True
    found = behaving("shop", behaviour_of(120, absent=absent)).active_w
    assert found[80:110, at(11) : at(19)].mean() == pytest.approx(found[70:80, at(2) : at(5)].mean(), rel=0.08)


@pytest.mark.parametrize("code", ["shop", "supermarket", "restaurant", "hotel"])
def test_weekends_are_better_days(code: str) -> None:
    found = kw(code).mean(axis=1)
    assert found[WEEKEND].mean() > found[WORKDAYS].mean()


def test_a_supermarket_keeps_two_fifths_of_its_day_for_the_night() -> None:
    found = kw("supermarket")[WORKDAYS].mean(axis=0)
    assert 0.3 < found[at(2) : at(5)].mean() / found[at(10) : at(20)].mean() < 0.65


def test_a_restaurant_cooks_at_noon_and_in_the_evening() -> None:
    found = kw("restaurant")[WORKDAYS].mean(axis=0)
    lunch, dinner = found[at(11.5) : at(13)].mean(), found[at(18) : at(20)].mean()
    assert min(lunch, dinner) > 1.4 * found[at(15) : at(16.5)].mean()
    assert min(lunch, dinner) > 3 * found[at(3) : at(6)].mean()


def test_a_hotel_is_full_in_the_evening_and_on_holidays_and_never_dark() -> None:
    found = kw("hotel")
    daily = found[WORKDAYS].mean(axis=0)
    assert daily[at(20) : at(22)].mean() > 1.25 * daily[at(12) : at(15)].mean()
    assert daily.min() > 0.3 * daily.max()
    assert found[day(5, 1) : day(5, 5)].mean() > found[day(4, 21) : day(4, 25)].mean()
