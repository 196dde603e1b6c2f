"""A bill by what the book keeps is the bill that is worked out anew: amounts, order, every step, every refusal."""

from __future__ import annotations

import copy
import pickle
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

import pytest
from any_case import any_case, any_settled
from hypothesis import given, settings
from hypothesis import strategies as st
from worked_bills import SETTLED, case, used

from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.book import Book
from jicha.tariffs.book_file import load_book, shipped
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.terms.errors import JichaError
from jicha.terms.sheet import do_again
from jicha.terms.worksheet import Worksheet

JULY, AUGUST, SEPTEMBER = date(2025, 7, 1), date(2025, 8, 1), date(2025, 9, 1)


@cache
def book_of(name: str) -> Book:
    """A shipped book, as if it knew all that its prices lack: their bills would stop before they begin."""
    book = load_book(name)
    return replace(book, items=tuple(replace(one, lacks=()) for one in book.items))


def told(drawn: Case, book: Book, settled: Settled) -> str:
    """All that a bill says, to the last zero, or the words with which it is refused."""
    try:
        rated = rate(drawn, book, settled)
        return repr((rated.lines, rated.total, rated.sheet))
    except JichaError as error:
        return f"{type(error).__name__}: {error.faults}"


def drawn_bills(name: str, seed: int, count: int) -> list[tuple[Case, Settled]]:
    """Some bills of a book that could be written down."""
    random = Random(f"{name} {seed}")
    found: list[tuple[Case, Settled]] = []
    while len(found) < count:
        try:
            found.append((any_case(random, book_of(name)), any_settled(random)))
        except JichaError:
            continue
    return found


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(shipped()), st.integers(0, 10**6))
def test_any_bill_is_the_same_by_what_is_kept_as_by_a_book_that_keeps_nothing(name: str, seed: int) -> None:
    """The book has seen many bills before, of other days, households and readings."""
    book = book_of(name)
    for drawn, settled in drawn_bills(name, seed, 6):
        first, again = (told(drawn, book, settled) for _ in range(2))
        assert first == again == told(drawn, replace(book), settled)


@pytest.mark.parametrize("name", shipped())
def test_the_bills_of_a_book_are_done_again_from_their_sheets(name: str) -> None:
    """The sheet's own reader computes every step by another way; and the draw has bills, not refusals alone."""
    ends: Counter[str] = Counter()
    for drawn, settled in drawn_bills(name, 1, 60):
        try:
            rated = rate(drawn, book_of(name), settled)
        except JichaError as error:
            ends[type(error).__name__] += 1
            continue
        ends["bill"] += 1
        done = do_again(rated.sheet)
        for one in rated.lines:
            assert done[one.name].value == one.money
        assert done["total"].value == rated.total
    assert ends["bill"] >= 6
    assert sum(ends.values()) > ends["bill"]


def test_a_wrong_price_that_is_kept_is_seen_by_the_comparison() -> None:
    book = load_book("cn_36")
    bill = case("36-HOME-FLAT", JULY, AUGUST, region="36", energy=used(total=100))
    right = told(bill, book, SETTLED)
    dearer = tuple(
        replace(one, prices=tuple(replace(price, price=price.price + 1) for price in one.prices)) for one in book.items
    )
    wrong = replace(book, items=dearer)
    told(bill, wrong, SETTLED)
    vars(book)["kept"] = wrong.kept
    assert told(bill, book, SETTLED) != right


def test_bills_that_differ_in_days_month_reading_or_household_do_not_share_what_is_kept() -> None:
    """Each is told by one book that saw all the others, and by a book of its own."""
    book = load_book("cn_36")
    home = case("36-HOME", JULY, AUGUST, region="36", energy=used(total=2200), used_before=0)
    bills = [
        home,
        replace(home, period_end=SEPTEMBER),
        replace(home, month=SEPTEMBER),
        replace(home, household="five_or_more"),
        replace(home, price_code="36-HOME-FLAT"),
        replace(home, used_before=Decimal(3000)),
    ]
    readings = [SETTLED, SETTLED.but("price_change", "from_next_bill"), SETTLED.but("money_rounding", "cut_off")]
    for bill in bills:
        for settled in readings:
            assert told(bill, book, settled) == told(bill, replace(book), settled)


def test_a_book_with_another_price_keeps_nothing_of_the_old_one() -> None:
    book = load_book("cn_36")
    bill = case("36-HOME-FLAT", JULY, AUGUST, region="36", energy=used(total=100))
    assert rate(bill, book, SETTLED).total == Decimal("62.00")  # 100 × 0.62
    cheaper = replace(
        book,
        items=tuple(
            replace(one, prices=tuple(replace(price, price=Decimal("0.5")) for price in one.prices))
            for one in book.items
        ),
    )
    assert rate(bill, cheaper, SETTLED).total == Decimal("50.00")
    assert rate(bill, book, SETTLED).total == Decimal("62.00")


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copied_book_is_equal_and_takes_along_nothing_that_was_kept(copied: object) -> None:
    assert callable(copied)
    book = load_book("cn_36")
    rate(case("36-HOME-FLAT", JULY, AUGUST, region="36", energy=used(total=100)), book, SETTLED)
    other = copied(book)
    assert other == book
    assert hash(other) == hash(book)
    assert len(book.kept) > 0
    assert len(other.kept) == 0
    assert repr(other) == repr(book)


def test_what_a_book_keeps_is_bounded_whatever_the_days_of_its_bills() -> None:
    book = load_book("cn_36")
    for number in range(1500):
        start = date.fromordinal(JULY.toordinal() - number)
        bill = case("36-HOME-FLAT", start, JULY.replace(day=2), region="36", energy=used(total=100))
        rate(bill, book, SETTLED)
    assert len(book.kept) <= 1024


def rated() -> Rated:
    """A bill whose sheet nobody has read."""
    return rate(case("36-HOME-FLAT", JULY, AUGUST, region="36", energy=used(total=100)), load_book("cn_36"), SETTLED)


def test_a_bill_shows_a_figure_of_its_sheet_before_and_after_that_is_written() -> None:
    bill = rated()
    before = [str(bill.figure(name)) for name in ("main_kwh", "main_energy_total_price", "total")]
    assert isinstance(bill.sheet, Worksheet)
    after = [str(bill.sheet.value_of(name).value) for name in ("main_kwh", "main_energy_total_price", "total")]
    assert before == after == [str(bill.figure(name)) for name in ("main_kwh", "main_energy_total_price", "total")]
    assert before[0] == "100"
    with pytest.raises(KeyError):
        rated().figure("nothing")


def test_bills_are_equal_copied_and_changed_with_their_sheets() -> None:
    bill = rated()
    assert bill == rated()
    assert hash(rated().lines) == hash(bill.lines)
    assert pickle.loads(pickle.dumps(rated().lines)) == bill.lines
    assert copy.copy(rated()) == bill
    assert replace(rated(), lines=()).sheet == bill.sheet
    assert "sheet=Worksheet" in repr(rated())
    with pytest.raises(AttributeError, match="nothing"):
        _ = bill.nothing
