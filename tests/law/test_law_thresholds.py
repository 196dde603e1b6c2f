"""From which amount a theft counts, by province, or only a range."""

from datetime import date
from decimal import Decimal

import pytest

from jicha.law.settings import NO_SETTINGS
from jicha.law.thresholds import BadThresholds, Thresholds, compare
from jicha.terms.sheet import Sheet

D, DAY = Decimal, date(2025, 5, 1)
OWN = Thresholds(D(2000), D(60000), D(400000), "省高院文件")


def said(value: str, region: str = "", own: Thresholds | None = None, day: date = DAY) -> list[str]:
    sheet = Sheet("test")
    sheet.given("value_stolen", D(value), "CNY", origin="case")
    compare(sheet, region, own, day, NO_SETTINGS)
    found = [one.word for one in sheet.done().remarks]
    return [one for one in found if not one.startswith("datum_")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("749.99", ["below_large"]),
        ("750", ["below_large", "reaches_half"]),
        ("1499.99", ["below_large", "reaches_half"]),
        ("1500", ["reaches_large"]),
        ("50000", ["reaches_large", "reaches_huge"]),
        ("400000", ["reaches_large", "reaches_huge", "reaches_gravest"]),
    ],
)
def test_the_amounts_of_a_known_province_decide(value: str, expected: list[str]) -> None:
    assert said(value, "360000") == expected
    assert said(value, "36") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("499.99", ["region_unknown", "below_large"]),
        ("999.99", ["region_unknown", "below_large", "reaches_half"]),
        ("1000", ["region_unknown", "may_reach_large"]),
        ("3000", ["region_unknown", "reaches_large"]),
        ("30000", ["region_unknown", "reaches_large", "may_reach_huge"]),
        ("500000", ["region_unknown", "reaches_large", "reaches_huge", "reaches_gravest"]),
    ],
)
def test_without_a_province_only_the_national_range_is_known(value: str, expected: list[str]) -> None:
    assert said(value) == expected
    assert said(value, "999999") == expected


def test_a_city_with_amounts_of_its_own_goes_before_its_province() -> None:
    assert said("1499", "440300") == ["below_large"]  # Shenzhen: 3000
    assert said("2000", "441300") == ["reaches_large"]  # Huizhou: 2000
    assert said("2000", "440000") == ["region_unknown", "may_reach_large"]  # the province alone does not decide


def test_before_the_amounts_of_a_province_were_in_force_only_the_range_is_known() -> None:
    assert said("2000", "510000", day=date(2013, 8, 1)) == ["reaches_large"]  # Sichuan: 1600
    assert said("2000", "510000", day=date(2013, 7, 31)) == ["region_unknown", "may_reach_large"]


def test_amounts_that_a_person_read_stand_in_where_we_have_none() -> None:
    assert said("999.99", "11", OWN) == ["below_large"]
    assert said("2000", "11", OWN) == ["reaches_large"]
    assert said("1999.99", "36", OWN) == ["reaches_large"]  # the province's own in our data go before


@pytest.mark.parametrize("amounts", [(999, 60000, 400000), (3001, 60000, 400000), (2000, 29999, 400000)])
def test_amounts_outside_what_a_province_may_set_are_refused(amounts: tuple[int, int, int]) -> None:
    with pytest.raises(BadThresholds, match="lies outside"):
        said("2000", "11", Thresholds(*(D(one) for one in amounts), "notice"))


def test_amounts_must_rise_and_have_a_source() -> None:
    for amounts, source in (((2, 1, 3), "x"), ((1, 3, 3), "x"), ((1, 2, 3), " ")):
        with pytest.raises(BadThresholds):
            Thresholds(*(D(one) for one in amounts), source)
