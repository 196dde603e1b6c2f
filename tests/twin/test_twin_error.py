"""The desk where errors are made: each subject once, victims of theft never, everybody's first before a second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_utility import quiet_run, small_world

from jicha.twin.account import Terms
from jicha.twin.error import Desk, Error, Stage, Truth, error, near, of_bill, planted
from jicha.twin.station_run import run_station


def _desk(count: int = 5, untouchable: frozenset[str] = frozenset()) -> Desk:
    return Desk(quiet_run().books, count, untouchable)


def _owner(number: str) -> str:
    return quiet_run().books.bills[number].account.number


def test_a_subject_is_taken_once_by_whatever_error() -> None:
    desk = _desk(20)
    first, second = desk.bills("one", lambda _: True), desk.bills("two", lambda _: True)
    assert len(first) == len(second) == 20
    assert not set(first) & set(second)
    everything = desk.bills("three", lambda _: True, 10_000)
    assert len(set(everything) | set(first) | set(second)) == len(quiet_run().books.bills)
    assert desk.bills("four", lambda _: True) == []


def test_customers_are_taken_once_too() -> None:
    desk = _desk(4)
    first = desk.accounts("one", lambda one: one.archetype == "household")
    second = desk.accounts("two", lambda one: one.archetype == "household")
    assert len({one.number for one in (*first, *second)}) == 8
    assert {one.archetype for one in first} == {"household"}


def test_thieves_and_owners_of_faulty_meters_are_left_alone() -> None:
    victims = frozenset(one.number for one in quiet_run().station.accounts[::2])
    desk = _desk(10_000, victims)
    assert {_owner(number) for number in desk.bills("x", lambda _: True)}.isdisjoint(victims)
    assert {one.number for one in _desk(10_000, victims).accounts("x", lambda _: True)}.isdisjoint(victims)
    rows = _desk(10_000, victims).rows("x", "customer", "customer_id", lambda _: True)
    assert rows
    assert {row["customer_id"] for row in rows}.isdisjoint(victims)


def test_everybody_has_a_first_before_anybody_has_a_second() -> None:
    with_bills = {bill.account.number for bill in quiet_run().books.bills.values()}
    chosen = [_owner(number) for number in _desk(len(with_bills)).bills("x", lambda _: True)]
    assert set(chosen) == with_bills
    more = Counter(_owner(number) for number in _desk(len(with_bills) + 3).bills("x", lambda _: True))
    assert sorted(more.values())[-4:] == [1, 2, 2, 2]


def test_only_what_fits_is_taken_and_no_more_than_there_is() -> None:
    february = date(2025, 2, 1)
    found = _desk(10_000).bills("x", lambda bill: bill.case.period_start == february)
    assert {quiet_run().books.bills[number].case.period_start for number in found} == {february}
    assert _desk().bills("x", lambda _: False) == []
    assert len(_desk(3).bills("x", lambda _: True)) == 3
    assert len(_desk(3).bills("x", lambda _: True, 7)) == 7


def test_who_is_taken_is_chance_of_the_kind_and_the_same_every_time() -> None:
    one, again, other = (_desk(10).bills(kind, lambda _: True) for kind in ("a", "a", "b"))
    assert one == again
    assert set(one) != set(other)


def test_rows_of_a_ledger_are_taken_by_their_number() -> None:
    desk = _desk(5)
    first = desk.rows("x", "meter_installation", "installation_id", lambda row: row["meter_status"] == "running")
    second = desk.rows("y", "meter_installation", "installation_id", lambda _: True)
    assert len({row["installation_id"] for row in (*first, *second)}) == 10
    assert first[0] in quiet_run().books.records.of("meter_installation")


@error("测试差错", "BIL-001", "BIL-002")
def made_up(desk: Desk) -> Iterator[Truth]:
    """An error of this test.

    More about it.
    """
    for number in desk.bills("made_up", lambda _: True):
        yield of_bill(desk.books, "BIL-001", number, kwh=Decimal(5))


@error("另一差错", "BIL-003", stage=Stage.LEDGERS)
def another(desk: Desk) -> Iterator[Truth]:
    """Another error"""
    yield near("BIL-003", "customer", "1")


def test_an_error_is_named_by_its_function_and_the_first_line_of_its_docstring() -> None:
    assert isinstance(made_up, Error)
    assert (made_up.code, made_up.name, made_up.name_zh) == ("made_up", "An error of this test", "测试差错")
    assert (made_up.codes, made_up.stage) == (("BIL-001", "BIL-002"), Stage.BILLS)
    assert (another.name, another.stage) == ("Another error", Stage.LEDGERS)


def test_errors_are_planted_stage_by_stage_in_the_order_of_their_codes() -> None:
    earlier = replace(made_up, code="a_made_up")
    found = [one.code for one, _ in planted(_desk(2), [made_up, another, earlier], Stage.BILLS)]
    assert found == ["a_made_up", "a_made_up", "made_up", "made_up"]
    assert [one.code for one, _ in planted(_desk(2), [made_up, another], Stage.LEDGERS)] == ["another"]


def test_a_near_miss_is_to_be_spared() -> None:
    found = near("BIL-003", "bill", "b", date(2025, 2, 1))
    assert (found.expect, found.subject_id, found.period, found.money) == ("spare", "b", date(2025, 2, 1), None)


def test_the_truth_of_a_bill_is_what_it_differs_from_the_right_one_by() -> None:
    books = run_station(small_world(customers=12), 0).books
    number = next(one for one, bill in books.bills.items() if bill.terms.price_code == "99-HOME" and bill.case.energy)
    right = books.right_money(number)
    books.rebill(number, terms=Terms("99-FARM"))
    found = of_bill(books, "BIL-001", number, staff_id="7")
    assert found.money == abs(books.bill_row(number)["total_charge"] - right) > 0
    assert (found.subject_kind, found.subject_id, found.staff_id) == ("bill", number, "7")
    assert found.period == books.bill_row(number)["month"]
    assert of_bill(books, "BIL-001", number, money=Decimal("1.23")).money == Decimal("1.23")


@pytest.mark.parametrize("entity", ["", "9900000001"])
def test_numbers_of_chance_belong_to_a_kind_and_a_subject(entity: str) -> None:
    one = _desk().stream("a", entity).uniform(3).tolist()
    assert one == _desk().stream("a", entity).uniform(3).tolist()
    assert one != _desk().stream("b", entity).uniform(3).tolist()
