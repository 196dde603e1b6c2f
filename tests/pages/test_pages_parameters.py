"""Parameters by organisation and date, inherited down the tree."""

from datetime import date
from decimal import Decimal

import pytest

from jicha.pages.page import Page, ParameterValue
from jicha.pages.parameters import BadParameter, Segment, Setting, segments
from jicha.pages.read import read_text
from jicha.terms.units import Quantity, parse_quantity

TREE = {"city": None, "county": "city", "station": "county", "other": "city"}
DAY = date(2025, 7, 1)


def _page(loss_page: str) -> Page:
    return read_text(loss_page, "p.md")


def _value_at(found: tuple[Segment, ...], org: str | None, day: date) -> ParameterValue | None:
    hits = [
        dict(segment.values).get("tolerance")
        for segment in found
        for place, start, end in segment.places or ()
        if place == org and start <= day < end
    ]
    assert len(hits) == 1, "every organisation and day lies in exactly one segment"
    return hits[0]


def _setting(org: str, value: str, day: date = DAY) -> Setting:
    return Setting("BIL-016", "tolerance", org, day, value)


def test_without_settings_there_is_one_segment_for_all(loss_page: str) -> None:
    assert segments(_page(loss_page), [], TREE) == (Segment((), None),)


def test_a_setting_goes_down_the_tree_and_the_nearest_wins(loss_page: str) -> None:
    found = segments(_page(loss_page), [_setting("city", "1 kWh"), _setting("county", "2 kWh")], TREE)
    after, before = date(2025, 8, 1), date(2025, 6, 30)
    assert _value_at(found, "station", after) == parse_quantity("2 kWh")
    assert _value_at(found, "other", after) == parse_quantity("1 kWh")
    assert _value_at(found, "station", before) is None
    assert _value_at(found, None, after) is None


def test_a_later_setting_replaces_an_earlier_one_from_its_day(loss_page: str) -> None:
    later = date(2026, 1, 1)
    found = segments(_page(loss_page), [_setting("city", "1 kWh"), _setting("city", "3 kWh", later)], TREE)
    assert _value_at(found, "city", date(2025, 12, 31)) == Quantity(Decimal(1), parse_quantity("1 kWh").unit)
    assert _value_at(found, "city", later) == parse_quantity("3 kWh")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (_setting("city", "1 CNY"), "is not in kWh"),
        (Setting("BIL-016", "tolerence", "city", DAY, "1 kWh"), "no parameter 'tolerence'"),
    ],
)
def test_a_setting_of_a_wrong_name_or_unit_is_refused(loss_page: str, setting: Setting, words: str) -> None:
    with pytest.raises(BadParameter, match=words):
        segments(_page(loss_page), [setting], TREE)
