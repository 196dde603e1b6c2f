"""What changes on a day, and where two books differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from region_book import BOOK, changed

from jicha.tariffs.book import Book, Confidence
from jicha.tariffs.book_file import load_book, read_book, shipped
from jicha.tariffs.day_lines import Part, What
from jicha.tariffs.diff import Change, changes_between, changes_on


def figures(changes: tuple[Change, ...], what: What) -> list[tuple[str, object, object]]:
    return [
        (one.line.of, one.old and one.old.value, one.new and one.new.value) for one in changes if one.line.what is what
    ]


def test_a_day_on_which_nothing_changes_has_no_changes() -> None:
    assert changes_on(BOOK, date(2020, 5, 5)) == ()
    assert changes_between(BOOK, BOOK) == ()


def test_each_line_is_told_from_its_old_figure_to_its_new_one() -> None:
    found = changes_on(BOOK, date(2019, 7, 1))
    assert figures(found, What.PRICE) == [("HOME", Decimal("0.56"), Decimal("0.54"))]
    assert figures(found, What.SURCHARGE) == [("water_projects", Decimal("0.002"), Decimal("0.001"))]
    (fund,) = [one for one in found if one.line.what is What.SURCHARGE]
    assert fund.classes == ("commercial_industrial", "large_industry", "residential")
    assert {one.line.what for one in found} == {What.PRICE, What.SURCHARGE}


def test_a_component_that_ends_and_one_that_begins_have_nothing_on_the_other_side() -> None:
    found = {
        one.line.parts[0].code: (one.old and one.old.value, one.new and one.new.value)
        for one in changes_on(BOOK, date(2021, 12, 1))
    }
    assert found == {
        "energy": (Decimal("0.70"), None),
        "market_energy": (None, Decimal("0.45")),
        "transport": (None, Decimal("0.18")),
    }


def test_new_hours_are_told_for_the_months_that_share_them() -> None:
    found = changes_on(BOOK, date(2025, 6, 1))
    peak = {one.months: one.new and one.new.value for one in found if one.line.what is What.PERIOD
            and one.line.parts == (Part("tou_period", "peak"),)}  # fmt: skip
    assert peak == {(1, 2, 3, 4, 5, 6, 9, 10, 11, 12): "16:00-22:00", (7, 8): "16:00-19:00, 21:00-22:00"}
    (valley,) = [one for one in found if one.line.what is What.PERIOD and one.line.parts[0].code == "valley"]
    assert (valley.months, valley.old and valley.old.value) == ((), "00:00-07:00, 23:00-24:00")
    assert figures(found, What.RATIO) == [
        ("mill", Decimal("1.5"), Decimal("1.6")), ("mill", None, Decimal("1.8")),
    ]  # fmt: skip
    assert ("MILL", Decimal("0.6153"), Decimal("0.6563")) in figures(found, What.PRICE)


def test_a_waiver_that_ends_changes_on_the_day_after_its_last() -> None:
    assert figures(changes_on(BOOK, date(2026, 1, 1)), What.WAIVER) == [("charging", Decimal(100), None)]
    assert figures(changes_on(BOOK, date(2025, 12, 31)), What.WAIVER) == []


def test_two_books_differ_on_the_days_on_which_their_figures_do() -> None:
    new = read_book(changed(("price: 0.56", "price: 0.57"), ("extra: 0.30", "extra: 0.31")))
    price, tier = sorted(changes_between(BOOK, new), key=lambda one: one.line.what)
    assert (price.valid_from, price.valid_to) == (date(2019, 1, 1), date(2019, 7, 1))
    assert (tier.valid_from, tier.valid_to, tier.new and tier.new.value) == (date(2019, 1, 1), None, Decimal("0.31"))


def test_a_later_end_is_a_difference_of_the_days_between() -> None:
    pairs = [
        ("valid_to: 2019-07-01,\n         source: old", "valid_to: 2019-08-01,\n         source: old"),
        ("price: 0.54, unit: CNY/kWh, valid_from: 2019-07-01", "price: 0.54, unit: CNY/kWh, valid_from: 2019-08-01"),
    ]
    new = read_book(changed(*pairs))
    (only,) = changes_between(BOOK, new)
    assert (only.old and only.old.value, only.new and only.new.value) == (Decimal("0.54"), Decimal("0.56"))
    assert (only.valid_from, only.valid_to) == (date(2019, 7, 1), date(2019, 8, 1))


def test_another_source_or_confidence_is_no_change_of_a_figure() -> None:
    surer = replace(BOOK, ratios=tuple(replace(one, confidence=Confidence.M, source="heard") for one in BOOK.ratios))
    assert changes_between(BOOK, surer) == ()


def test_the_changes_of_all_days_lead_from_the_first_day_of_a_book_to_its_last() -> None:
    for book in (BOOK, *map(load_book, shipped()[:2])):
        days = sorted({one.valid_from for one in changes_between(empty(book), book)})
        assert days
        for day in days[:5]:
            assert changes_on(book, day)
            assert changes_on(book, day + timedelta(1)) == () or day + timedelta(1) in days


def empty(book: Book) -> Book:
    """The same book without anything in it."""
    return Book(book.book, book.region, book.name, book.name_zh, book.currency)
