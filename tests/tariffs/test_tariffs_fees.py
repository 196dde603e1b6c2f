"""The list of fees of the country: no kind has two answers on a day, and every end says what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from region_book import BOOK

from jicha.schema import code_list
from jicha.tariffs.book import Confidence
from jicha.tariffs.book_file import load_book
from jicha.tariffs.fees import Fee, fees, fees_of


def on(kind: str, day: date) -> list[Fee]:
    return [
        one
        for one in fees()
        if one.fee_kind == kind and one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
    ]


def test_the_deposit_for_temporary_supply_ends_with_november_2017() -> None:
    assert [(one.allowed, one.refundable) for one in on("temporary_connection", date(2017, 11, 30))] == [(True, True)]
    (end,) = on("temporary_connection", date(2017, 12, 1))
    assert (end.allowed, end.document_no) == (False, "发改办价格〔2017〕1895号")


def test_services_of_2018_are_open_in_the_year_whose_day_is_not_known() -> None:
    for kind in ("resume", "meter_test", "rename", "card", "load_terminal"):
        assert [one.allowed for one in on(kind, date(2017, 12, 31))] == [True]
        assert on(kind, date(2018, 1, 1)) == on(kind, date(2018, 12, 31)) == []
        assert [one.allowed for one in on(kind, date(2019, 1, 1))] == [False]


def test_the_moves_of_meters_and_tests_of_equipment_end_with_february_2021() -> None:
    kinds = ("meter_move", "meter_compensation", "environment_test", "cable_test", "transformer_test", "commissioning")
    for kind in kinds:
        assert [one.allowed for one in on(kind, date(2021, 2, 28))] == [True]
        assert [one.document_no for one in on(kind, date(2021, 3, 1))] == ["国办函〔2020〕129号"]


def test_no_kind_has_two_rows_on_a_day_and_each_is_known() -> None:
    for kind in {one.fee_kind for one in fees()}:
        assert kind in code_list("fee_kind").meanings
        rows = sorted((one for one in fees() if one.fee_kind == kind), key=lambda one: one.valid_from)
        assert all(one.valid_to is not None and one.valid_to <= other.valid_from for one, other in pairwise(rows))


def test_every_end_names_a_document_and_what_was_seen_and_none_from_memory_is_called_confirmed() -> None:
    for one in fees():
        assert one.seen
        assert one.allowed or (one.document_no and one.title and one.title_zh)
        assert one.confidence in (Confidence.C, Confidence.M)


def test_the_list_holds_in_regions_of_china_and_nowhere_else() -> None:
    assert fees_of(load_book("cn_36")) == fees()
    assert fees_of(load_book("us_alabama_power")) == ()
    assert fees_of(load_book("tw_taipower")) == ()
    assert fees_of(replace(BOOK, region="north")) == ()
