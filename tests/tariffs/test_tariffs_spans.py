"""The days of a bill cut where a price changes, by the settled reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from worked_bills import APRIL, APRIL_11, BILLS, BOOK, MARCH, MAY, SETTLED, case

from jicha.tariffs.biller import rate
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import Unsettled
from jicha.tariffs.spans import (
    Piece,
    Quote,
    change_days,
    day_of_bill_month,
    month_starts,
    pieces,
    put_price,
)
from jicha.terms.sheet import Sheet

BILL = case("SHOP", APRIL, MAY)


@dataclass(frozen=True)
class Datum:
    """A datum of the law's or the book's."""

    source: str = "notice"
    confidence: str = "B"


def by_day(day: date) -> Quote | None:
    """One price until 10 April, another from then on."""
    return Quote(Decimal(1) if day < APRIL_11 else Decimal(2), Datum())


def found(reading: str = "by_days") -> list[tuple[Decimal, date, int]]:
    """Price, first day and days of each piece."""
    cut = pieces(by_day, [APRIL_11, date(2025, 4, 20), MARCH, MAY], BILL, SETTLED.but("price_change", reading))
    return [(one.price, one.start, one.days) for one in cut]


def test_days_of_one_price_are_one_piece() -> None:
    assert found() == [(1, APRIL, 10), (2, APRIL_11, 20)]


def test_one_price_may_hold_for_all_of_the_bill() -> None:
    assert [price for price, _, _ in found("from_next_bill")] == [1]
    assert [price for price, _, _ in found("from_bill_month")] == [1]  # that of the first of April


def test_the_month_of_the_bill_decides_from_its_first_day_on_that_the_bill_has() -> None:
    assert day_of_bill_month(case("SHOP", date(2025, 3, 25), date(2025, 4, 25))) == APRIL
    assert day_of_bill_month(BILL) == APRIL
    assert day_of_bill_month(case("SHOP", APRIL_11, MAY)) == APRIL_11
    assert day_of_bill_month(case("SHOP", APRIL, MAY, month=date(2025, 6, 1))) == date(2025, 4, 30)


def test_a_change_of_price_is_unsure_while_its_reading_is_not_settled_and_no_change_needs_none() -> None:
    with pytest.raises(Unsettled, match="price_change"):
        pieces(by_day, [APRIL_11], BILL, Settled.of({}))
    assert len(pieces(by_day, [], BILL, Settled.of({}))) == 1


def test_days_without_such_hours_count_for_nothing() -> None:
    def only_late(day: date) -> Quote | None:
        return Quote(Decimal(2), Datum()) if day >= APRIL_11 else None

    (piece,) = pieces(only_late, [APRIL_11], BILL, Settled.of({}))
    assert (piece.price, piece.days) == (2, 20)


def test_hours_that_the_day_of_the_month_lacks_have_the_last_price_of_the_bill() -> None:
    def late(day: date) -> Quote | None:
        return None if day < APRIL_11 else Quote(Decimal(2 if day < date(2025, 4, 20) else 3), Datum())

    by_month = SETTLED.but("price_change", "from_bill_month")
    assert [one.price for one in pieces(late, [APRIL_11, date(2025, 4, 20)], BILL, by_month)] == [3]


@given(some.lists(some.integers(0, 40), max_size=6), some.lists(some.integers(1, 3), min_size=41, max_size=41))
def test_every_day_of_the_bill_lies_in_one_piece_with_its_price(changes: list[int], prices: list[int]) -> None:
    days = sorted({APRIL + timedelta(one) for one in changes})

    def price_on(day: date) -> Quote:
        return Quote(Decimal(prices[sum(one <= day for one in days)]), Datum())

    cut = pieces(price_on, days, BILL, SETTLED)
    if len({price_on(APRIL + timedelta(one)).price for one in range(30)}) > 1:
        assert sum(one.days for one in cut) == 30
    total = sum((price_on(APRIL + timedelta(one)).price for one in range(30)), Decimal(0))
    assert sum((one.price * one.days for one in cut), Decimal(0)) * 30 == total * sum(one.days for one in cut)


def test_the_months_that_a_bill_touches_begin_on_their_first_days() -> None:
    assert month_starts(case("SHOP", date(2024, 12, 25), date(2025, 2, 1))) == [date(2024, 12, 1), date(2025, 1, 1)]


def test_the_days_of_change_are_the_first_days_and_those_after_the_last() -> None:
    assert change_days(BOOK.surcharges[1:3]) == [date(2020, 1, 1), date(2025, 3, 16), date(2020, 1, 1)]


def test_a_mean_price_is_shown_with_its_prices_and_days_each_with_its_own_source() -> None:
    sheet = Sheet("bill")
    old, new = Quote(Decimal(1), Datum("old", "A")), Quote(Decimal(2), Datum("notice", "C"))
    put_price(sheet, "price", [Piece(old, APRIL, 10), Piece(new, APRIL_11, 20)], "CNY/kWh", BOOK)
    done = sheet.done("price")
    assert [(one.name, one.source, one.confidence) for one in done.givens if one.word == "unit_price_since"] == [
        ("price_1", "old", "A"),
        ("price_2", "价〔2025〕1号", "C"),
    ]
    assert sheet.value("price") * 30 == 50


def test_a_floated_price_is_shown_with_what_floats_and_its_ratio() -> None:
    """0.4102 x 1.6 = 0.65632, in four decimals 0.6563."""
    sheet = rate(BILLS["mill that suspends"], BOOK, SETTLED).sheet
    name = "main_market_energy_peak_price"
    assert [str(sheet.value_of(one)) for one in (f"{name}_base", f"{name}_ratio", name)] == [
        "0.4102 CNY/kWh",
        "1.6",
        "0.6563 CNY/kWh",
    ]
    (step,) = [one for one in sheet.steps if one.name == name]
    assert step.formula == f"round({name}_base * {name}_ratio, 4)"


def test_the_mean_of_a_change_of_price_is_exact_on_the_sheet() -> None:
    """(15 x 0.42 + 16 x 0.40) / 31."""
    sheet = rate(BILLS["shop over a change of price"], BOOK, SETTLED).sheet
    assert sheet.value_of("main_market_energy_total_price").value == Decimal("0.409677419355")
