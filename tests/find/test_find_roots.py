"""Whose file a number opens."""

from __future__ import annotations

import find_world

from jicha.find.kinds import number_columns
from jicha.find.roots import Root, roots_of
from jicha.find.search import search
from jicha.store.store import Store


def opened_by(store: Store, *numbers: str) -> list[set[tuple[str, str]]]:
    """The files of each number."""
    with find_world.opened(store) as (engine, catalogue):
        answers = search(engine, numbers, number_columns(catalogue=catalogue))
        roots = roots_of(engine, answers, catalogue)
    return [{(root.kind, root.id) for hit in one.hits for root in roots[hit]} for one in answers]


def test_points_bills_orders_and_tickets_open_their_customers_file(store: Store) -> None:
    assert opened_by(store, "P12", "F14", "O1", "K1") == [
        {("customer", "ems:0012")}, {("customer", "ems:0012")}, {("customer", "ems:0012")}, {("customer", "ems:0013")},
    ]  # fmt: skip


def test_a_bill_without_a_customer_opens_the_file_of_its_points(store: Store) -> None:
    assert opened_by(store, "BX1") == [{("customer", "ems:0012")}]


def test_a_meter_that_moved_opens_both_files(store: Store) -> None:
    both = {("customer", "ems:0012"), ("customer", "ems:0013")}
    assert opened_by(store, "202300000001", "A1") == [both, both]


def test_a_point_without_a_customer_and_an_area_open_their_own_files(store: Store) -> None:
    assert opened_by(store, "P99", "T1") == [{("point", "ems:P99")}, {("area", "ems:T1")}]


def test_an_adjustment_without_a_customer_opens_that_of_its_order(store: Store) -> None:
    assert opened_by(store, "AJ2") == [{("customer", "ems:0013")}]


def test_a_customer_that_only_bills_name_has_a_file(store: Store) -> None:
    assert opened_by(store, "0055") == [{("customer", "ems:0055")}]
    assert Root("customer", "a") < Root("point", "a")
