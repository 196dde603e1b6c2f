"""Places that a person finds again, and the days of a list cut at its changes."""

from __future__ import annotations

from datetime import date

from region_book import BOOK

from jicha.tariffs.book import Ratio, Waiver
from jicha.tariffs.checks.places import Stretch, meet, placed, sourced, stretches

RATES = BOOK.surcharges
D2019, JULY, D2026 = date(2019, 1, 1), date(2019, 7, 1), date(2026, 1, 1)


def test_each_datum_has_a_place_of_its_own() -> None:
    places = [one.place for one in sourced(BOOK)]
    assert len(places) == len(set(places)) == 31
    assert "items[HOME].prices[energy total @2019-07-01]" in places
    assert "surcharges[renewables residential @2019-01-01]" in places


def test_data_of_one_kind_are_given_with_their_places() -> None:
    assert [one.datum.period for one in placed(BOOK, Ratio)] == ["sharp", "peak", "peak", "flat", "valley"]
    assert [one.place for one in placed(BOOK, Waiver)] == ["waivers[capacity charging @2019-01-01]"]


def test_days_are_cut_where_a_datum_begins_or_ends() -> None:
    assert stretches(RATES) == [Stretch(D2019, JULY), Stretch(JULY, None)]
    shop = next(one for one in BOOK.items if one.code == "SHOP")
    assert stretches([], within=shop) == [Stretch(D2019, D2026)]
    assert [one.first for one in stretches(shop.prices, within=shop)] == [D2019, date(2021, 12, 1)]
    assert stretches(shop.prices, within=shop)[-1].after == D2026


def test_a_stretch_knows_the_months_that_it_touches() -> None:
    assert Stretch(date(2025, 11, 30), date(2026, 1, 2)).months == (1, 11, 12)
    assert Stretch(date(2025, 11, 30), None).months == tuple(range(1, 13))
    assert Stretch(date(2025, 3, 1), date(2025, 4, 1)).months == (3,)


def test_two_meet_when_a_day_is_common_to_both() -> None:
    first, second = RATES[2], RATES[3]  # until and from 2019-07-01
    assert not meet(first, second)
    assert meet(first, RATES[0])
    assert meet(second, second)
