"""Rules of a region as rows: classes spelled out, hours by the minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from region_book import BOOK

from jicha.schema import code_list
from jicha.tariffs.book import Book, Surcharge
from jicha.tariffs.compiled_rules import rule_rows


def rows(name: str, book: Book = BOOK) -> list[dict[str, Any]]:
    return [row for table, row in rule_rows(book) if table == name]


def test_a_general_rate_is_written_for_every_class_that_has_none_of_its_own() -> None:
    found = {row["price_class"]: str(row["rate"]) for row in rows("surcharge_rate") if row["item"] == "renewables"}
    assert found == {
        "commercial_industrial": "0.01900000", "large_industry": "0.01900000", "residential": "0.00100000",
    }  # fmt: skip


def test_where_a_class_has_its_own_rate_for_a_time_the_general_one_holds_before_and_after() -> None:
    own = Surcharge(
        "renewables", Decimal("0.01"), date(2020, 1, 1), date(2021, 1, 1), classes=("large_industry",)
    )  # fmt: skip
    book = replace(BOOK, surcharges=(BOOK.surcharges[0], own))
    found = [row for row in rows("surcharge_rate", book) if row["price_class"] == "large_industry"]
    assert [(str(row["valid_from"]), str(row["valid_to"]), row["rate"]) for row in found] == [
        ("2019-01-01", "2020-01-01", Decimal("0.019")),
        ("2020-01-01", "2021-01-01", Decimal("0.01")),
        ("2021-01-01", "None", Decimal("0.019")),
    ]


def test_the_general_rate_is_one_row_where_nothing_interrupts_it() -> None:
    book = replace(BOOK, surcharges=(BOOK.surcharges[0], replace(BOOK.surcharges[1], valid_from=date(2022, 1, 1))))
    assert len([row for row in rows("surcharge_rate", book) if row["price_class"] == "large_industry"]) == 1


def test_what_may_not_be_charged_is_a_row_that_says_so() -> None:
    found = [row for row in rows("surcharge_rate") if row["item"] == "city_utility"]
    assert [(row["allowed"], row["ended"]) for row in found] == [(False, False)] * 3


def test_the_end_of_a_fund_is_a_row_of_every_class_of_use() -> None:
    end = Surcharge("city_utility", Decimal(0), date(2017, 4, 1), allowed=False, ended=True)
    found = rows("surcharge_rate", replace(BOOK, surcharges=(end,)))
    assert [row["price_class"] for row in found] == sorted(code_list("price_class").meanings)
    assert {(row["valid_from"], row["valid_to"], row["allowed"], row["ended"]) for row in found} == {
        (date(2017, 4, 1), None, False, True)
    }
    free = rows("surcharge_rate", replace(BOOK, surcharges=(replace(end, classes=("residential",)),)))
    assert [row["price_class"] for row in free] == ["residential"]


def test_where_it_may_be_charged_nothing_is_said_of_an_end() -> None:
    assert {row["ended"] for row in rows("surcharge_rate") if row["allowed"]} == {None}


def test_the_list_of_fees_is_written_for_each_voltage_of_the_region() -> None:
    found = [row for row in rows("fee_standard") if row["fee_kind"] == "meter_move"]
    voltages = len(code_list("voltage").meanings)
    assert [row["allowed"] for row in found] == [True] * voltages + [False] * voltages
    assert {(row["region"], row["confidence"]) for row in found} == {("99", "u")}
    assert {row["document_no"] for row in found if row["allowed"]} == {None}
    assert not rows("fee_standard", replace(BOOK, region="north"))


def test_each_month_and_kind_of_day_has_its_hours_by_the_minute() -> None:
    july = [
        (row["minute_from"], row["minute_to"], row["period_of_day"])
        for row in rows("period_table")
        if (row["calendar_month"], row["day_kind"], row["valid_from"]) == (7, "holiday", date(2025, 6, 1))
    ]
    assert july == [
        (0, 360, "valley"), (360, 960, "flat"), (960, 1140, "peak"), (1140, 1260, "sharp"), (1260, 1320, "peak"),
        (1320, 1440, "flat"),
    ]  # fmt: skip
    winter = [row for row in rows("period_table") if row["valid_from"] == date(2019, 1, 1)]
    assert len(winter) == 12 * 3 * 7  # valley over midnight is cut there


def test_the_clearing_of_a_tier_year_is_left_to_the_convention() -> None:
    found = {(row["household_size"], row["cycle"], row["clearing"]) for row in rows("tier_rule")}
    assert found == {("ordinary", "year", None), ("five_or_more", "month", "monthly")}


def test_each_row_names_region_document_and_confidence() -> None:
    (rule,) = rows("capacity_rule")
    assert (rule["region"], rule["document_no"], rule["confidence"]) == ("99", "山价〔2019〕7号", "b")
    assert [row["capacity_to"] for row in rows("price_scope")] == [None, Decimal(315)]
    assert [row["waived_percent"] for row in rows("component_waiver")] == [Decimal(100)]
    assert [row["document_no"] for row in rows("price_ratio")][:2] == ["山价〔2025〕3号", "山价〔2019〕7号"]
