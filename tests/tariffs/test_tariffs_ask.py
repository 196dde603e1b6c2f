"""Which rate, where, on which day, for whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from region_book import BOOK

from jicha.tariffs.ask import NothingKnown, Question, ask, book_of_region
from jicha.tariffs.book_file import load_book, shipped
from jicha.tariffs.day_lines import What

JULY, JUNE = date(2019, 7, 1), date(2019, 6, 30)


def test_the_price_of_a_day_is_that_of_the_day_to_the_day() -> None:
    for day, price in ((JUNE, "0.56"), (JULY, "0.54")):
        answer = ask(BOOK, Question(day, price="1001", what=(What.PRICE,)))
        assert [(one.of, one.value) for one in answer.lines] == [("HOME", Decimal(price))]


def test_a_class_is_answered_with_its_prices_tiers_and_funds_and_no_others() -> None:
    answer = ask(BOOK, Question(JULY, price_class="residential"))
    assert [one.code for one in answer.items] == ["HOME"]
    assert {one.what for one in answer.lines} == {What.PRICE, What.TIER, What.SURCHARGE}
    assert {one.classes for one in answer.lines if one.what is What.SURCHARGE} == {("residential",)}
    assert answer.surcharges_included == ("HOME",)


def test_a_two_part_price_is_answered_with_hours_of_the_month_ratios_rules_and_scopes() -> None:
    for month, sharp in ((7, True), (10, False)):
        answer = ask(BOOK, Question(date(2025, month, 15), price="MILL"))
        hours = {one.parts[0].code for one in answer.lines if one.what is What.PERIOD}
        assert ("sharp" in hours) is sharp
        assert {What.RATIO, What.CAPACITY, What.WAIVER, What.SCOPE} < {one.what for one in answer.lines}
        assert What.TIER not in {one.what for one in answer.lines}


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        (Question(JULY, voltage="ac_380_v"), ["HOME", "SHOP"]),
        (Question(JULY, voltage="ac_10_kv"), ["MILL"]),
        (Question(JULY, strategy="two_part"), ["MILL"]),
        (Question(JULY, voltage="ac_380_v", price_class="residential"), ["HOME"]),
        (Question(JULY), ["HOME", "SHOP", "MILL"]),
        (Question(date(2026, 1, 1)), ["HOME", "MILL"]),
        (Question(date(2018, 1, 1)), []),
    ],
)
def test_prices_are_chosen_by_class_voltage_kind_and_day(question: Question, codes: list[str]) -> None:
    assert [one.code for one in ask(BOOK, question).items] == codes


def test_a_household_is_answered_with_its_own_tiers() -> None:
    answer = ask(BOOK, Question(JULY, price="HOME", household="five_or_more", what=(What.TIER,)))
    assert [(one.of, one.above) for one in answer.lines] == [
        ("five_or_more", Decimal(0)), ("five_or_more", Decimal(280)),
    ]  # fmt: skip


def test_what_no_text_proves_is_counted() -> None:
    answer = ask(BOOK, Question(JULY, price="HOME", what=(What.TIER,)))
    assert (answer.unconfirmed, len(answer.lines)) == (1, 5)


@pytest.mark.parametrize(
    ("question", "words", "zh"),
    [
        (Question(JULY, price="HOMM"), "hill has no price HOMM. Known: HOME", "hill 中没有电价 HOMM"),
        (Question(JULY, price_class="resident"), "no code of price_class. Known: residential", "price_class 中没有"),
        (Question(JULY, voltage="10kv"), "no code of voltage", "voltage 中没有"),
        (Question(JULY, strategy="both"), "no code of price_strategy", "price_strategy 中没有"),
        (Question(JULY, household="big"), "no code of household_size", "household_size 中没有"),
    ],
)
def test_a_word_that_is_none_is_answered_with_those_that_are(question: Question, words: str, zh: str) -> None:
    with pytest.raises(NothingKnown, match=words) as error:
        ask(BOOK, question)
    assert zh in error.value.faults[0].chinese


def test_a_region_is_answered_by_its_shipped_book_and_an_unknown_one_by_their_list() -> None:
    for name in shipped():
        assert book_of_region(load_book(name).region).book == name
    with pytest.raises(NothingKnown, match="no shipped price book is for region 00") as error:
        book_of_region("00")
    assert "--book" in error.value.faults[0].chinese


def test_a_fund_is_answered_for_every_class_also_where_the_book_has_no_price_of_it_on_that_day() -> None:
    book = load_book("cn_36")
    lines = ask(book, Question(date(2019, 7, 1), what=(What.SURCHARGE,))).lines
    (found,) = (one for one in lines if one.of == "water_projects")
    assert set(found.classes) == {"commercial_industrial", "large_industry"}
