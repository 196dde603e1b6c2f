"""Every datum of a book that holds on a day is a line, with what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from region_book import BOOK, changed

from jicha.tariffs.book import Confidence
from jicha.tariffs.book_file import read_book
from jicha.tariffs.day_lines import NOT_ALLOWED, DayLine, Part, What, day_lines

DAY = date(2025, 7, 15)


def lines(what: What, day: date = DAY) -> list[DayLine]:
    return [one for one in day_lines(BOOK, day) if one.what is what]


def test_a_floated_price_says_how_it_came_about_and_is_as_sure_as_the_weaker_of_the_two() -> None:
    (sharp,) = [one for one in lines(What.PRICE) if Part("tou_period", "sharp") in one.parts]
    assert (sharp.of, sharp.value, sharp.made_of) == ("MILL", Decimal("0.7384"), "0.4102 × 1.8")
    assert (sharp.confidence, sharp.valid_from, sharp.is_confirmed) == (Confidence.C, date(2025, 6, 1), False)
    rumour = replace(BOOK, ratios=tuple(replace(one, confidence=Confidence.U) for one in BOOK.ratios))
    floated = [one for one in day_lines(rumour, DAY) if one.made_of]
    assert {one.confidence for one in floated} == {Confidence.U}


def test_a_floated_price_holds_as_long_as_price_and_ratio_and_names_both_documents() -> None:
    (peak,) = [one for one in lines(What.PRICE, date(2025, 5, 1)) if Part("tou_period", "peak") in one.parts]
    assert (peak.valid_from, peak.valid_to) == (date(2019, 1, 1), date(2025, 6, 1))
    assert peak.source == "山价〔2025〕3号；山价〔2019〕7号"


def test_only_what_a_text_proves_is_confirmed() -> None:
    (base,) = [one for one in lines(What.CAPACITY) if one.parts[0].code == "over_factor"]
    assert {name: replace(base, confidence=name).is_confirmed for name in Confidence} == {
        Confidence.A: True, Confidence.B: True, Confidence.C: False, Confidence.U: False, Confidence.M: False,
    }  # fmt: skip


def test_hours_are_lines_of_their_months() -> None:
    found = {(one.parts[0].code, one.months): one.value for one in lines(What.PERIOD)}
    assert found["sharp", (7, 8)] == "19:00-21:00"
    assert found["peak", (7, 8)] == "16:00-19:00, 21:00-22:00"
    assert len(found) == 4 + 3


def test_a_tier_ends_where_the_next_of_its_household_begins() -> None:
    found = [(one.of, one.above, one.up_to, one.value) for one in lines(What.TIER)]
    assert found == [
        ("five_or_more", Decimal(0), Decimal(280), Decimal(0)),
        ("five_or_more", Decimal(280), None, Decimal("0.05")),
        ("ordinary", Decimal(0), Decimal(2160), Decimal(0)),
        ("ordinary", Decimal(2160), Decimal(4200), Decimal("0.05")),
        ("ordinary", Decimal(4200), None, Decimal("0.30")),
    ]


def test_a_fund_is_one_line_for_the_classes_that_share_its_rate() -> None:
    found = [(one.of, one.value, one.classes) for one in lines(What.SURCHARGE)]
    everyone = ("commercial_industrial", "large_industry", "residential")
    assert found == [
        ("city_utility", NOT_ALLOWED, everyone),
        ("renewables", Decimal("0.019"), everyone[:2]),
        ("renewables", Decimal("0.001"), everyone[2:]),
        ("water_projects", Decimal("0.001"), everyone),
    ]


def test_rules_waivers_and_scopes_are_lines_with_their_units() -> None:
    assert [(one.parts[0].code, one.unit) for one in lines(What.CAPACITY)] == [
        ("least_demand_percent", "%"), ("demand_limit_percent", "%"), ("over_factor", ""),
        ("discount_kwh_per_kva", "kWh/kVA"), ("discount_percent", "%"), ("least_idle_days", "day"),
    ]  # fmt: skip
    assert [(one.of, one.value, one.valid_to) for one in lines(What.WAIVER)] == [
        ("charging", Decimal(100), date(2026, 1, 1))
    ]
    assert [(one.above, one.up_to, one.value) for one in lines(What.SCOPE)] == [
        (Decimal(315), None, "required"), (Decimal(100), Decimal(315), "allowed"),
    ]  # fmt: skip
    only = read_book(changed(("capacity_from: 315,", 'capacity_from: 315, industry: "44",')))
    assert Part("industry", "44") in next(one for one in day_lines(only, DAY) if one.what is What.SCOPE).parts


def test_no_line_is_given_for_a_day_on_which_it_does_not_hold() -> None:
    for day in (date(2018, 12, 31), date(2019, 1, 1), DAY, date(2026, 1, 1)):
        for one in day_lines(BOOK, day):
            assert one.valid_from <= day
            assert one.valid_to is None or day < one.valid_to
    assert list(day_lines(BOOK, date(2018, 12, 31))) == []
