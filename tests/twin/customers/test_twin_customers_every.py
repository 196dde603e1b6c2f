"""Every archetype together: all can be billed in every month, and the rules find nothing in a station of theirs."""

from __future__ import annotations

from functools import cache

import pytest
from made_account import covers_the_year, made, year
from twin_verdicts import engine_of, honest_books, judged, verdicts

from jicha.tariffs.check import check
from jicha.twin.every_archetype import all_archetypes
from jicha.twin.prices.book import province_book

_CODES = sorted(all_archetypes())
_DEDICATED_OF_A_TOWN = 50  # with a transformer of their own among 1,000 customers


@pytest.mark.parametrize("code", _CODES)
def test_every_bill_of_a_year_is_computed_exactly(code: str) -> None:
    account = made(code)
    assert all(bill.rated.total >= 0 for bill in year(account))
    assert covers_the_year(account)


@pytest.mark.parametrize("code", _CODES)
def test_every_archetype_is_named_in_both_languages_and_is_at_least_once_in_a_town(code: str) -> None:
    one = all_archetypes()[code]
    assert one.name
    assert any("\u4e00" <= sign <= "\u9fff" for sign in one.name_zh)
    assert one.least >= 1
    assert one.dedicated == made(code).dedicated


def test_a_town_of_a_thousand_has_room_for_the_least_of_all() -> None:
    for dedicated, room in ((True, _DEDICATED_OF_A_TOWN), (False, 300)):
        assert sum(one.least for one in all_archetypes().values() if one.dedicated == dedicated) <= room


def test_about_six_of_seven_low_voltage_customers_are_households() -> None:
    low = [one for one in all_archetypes().values() if not one.dedicated]
    homes = sum(one.share for one in low if one.code.startswith("household"))
    assert 0.85 <= homes / sum(one.share for one in low) <= 0.88


def test_the_price_book_of_the_province_is_clean() -> None:
    assert not list(check(province_book(1, made("household").opened.replace(year=2025))))


@cache
def _verdicts() -> dict[str, list[dict[str, object]]]:
    books = honest_books()
    with engine_of(books) as engine:
        return verdicts(engine, judged())


def test_no_rule_finds_anything_in_honest_books() -> None:
    found = {code: row["subject_id"] for code, rows in _verdicts().items() for row in rows if row["verdict"] == "find"}
    assert found == {}


def test_most_of_what_the_rules_judge_is_sure() -> None:
    # Unsure for what is honestly not there: a width of tiers by year, tiers of prices without them, a bill before.
    honest = {"BIL-201", "BIL-203", "BIL-207"}
    for code, rows in _verdicts().items():
        unsure = sum(row["verdict"] == "unsure" for row in rows)
        assert code in honest or unsure <= 0.06 * len(rows), code
