"""What a number names: exactly before by a part, and other zeros or slips only as an offer."""

from __future__ import annotations

from collections.abc import Sequence

import find_world
import pytest

from jicha.find.kinds import number_columns
from jicha.find.lookup import Hit
from jicha.find.search import Answer, search
from jicha.store.store import Store


def answer(store: Store, number: str, *, kinds: Sequence[str] = ()) -> Answer:
    with find_world.opened(store) as (engine, catalogue):
        (one,) = search(engine, [number], number_columns(kinds, catalogue=catalogue))
    return one


def named(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    return [(hit.column.kind, hit.id) for hit in hits]


def test_the_same_number_in_two_sources_is_two_customers(store: Store) -> None:
    assert named(answer(store, "0012").hits) == [("customer", "cis:0012"), ("customer", "ems:0012")]
    assert named(answer(store, "ems:0012").hits) == [("customer", "ems:0012")]


def test_a_number_given_again_is_both_customers(store: Store) -> None:
    assert named(answer(store, "0077").hits) == [("customer", "ems:0077"), ("customer", "ems:0077#2")]
    assert named(answer(store, "ems:0077#2").hits) == [("customer", "ems:0077#2")]


def test_other_zeros_are_offered_and_never_taken(store: Store) -> None:
    for typed in ("12", "012", "00012"):
        one = answer(store, typed)
        assert not one.is_known
        assert named(one.other_zeros) == [("customer", "cis:0012"), ("customer", "ems:0012")]
        assert one.near == ()


def test_the_nearest_known_are_offered_where_zeros_do_not_help(store: Store) -> None:
    one = answer(store, "0078")
    assert (one.hits, one.other_zeros) == ((), ())
    assert ("customer", "ems:0077") in named(one.near)


def test_what_is_near_nothing_gets_no_offer(store: Store) -> None:
    assert answer(store, "987654321") == Answer("987654321")


@pytest.mark.parametrize(
    ("number", "kind", "row"),
    [
        ("P12", "point", "ems:P12"),
        ("202300000002", "meter", "ems:A2"),
        ("A2", "meter", "ems:A2"),
        ("F14", "bill", "ems:F14"),
        ("O1", "service_order", "ems:O1"),
        ("K1", "ticket", "ems:K1"),
        ("T1", "area", "ems:T1"),
        ("L1", "line", "ems:L1"),
    ],
)
def test_numbers_of_every_kind_are_found(store: Store, number: str, kind: str, row: str) -> None:
    assert (kind, row) in named(answer(store, number).hits)


def test_a_customer_that_only_bills_name_is_found(store: Store) -> None:
    (hit,) = answer(store, "0055").hits
    assert (hit.column.table, hit.column.is_mention, hit.id) == ("bill", True, "ems:0055")


def test_a_kind_narrows(store: Store) -> None:
    assert not answer(store, "0012", kinds=["meter"]).is_known
    assert answer(store, "0012", kinds=["customer"]).is_known


def test_all_numbers_are_answered_in_their_order(store: Store) -> None:
    with find_world.opened(store) as (engine, catalogue):
        answers = search(engine, ["9", "0013", "0012"], number_columns(catalogue=catalogue))
    assert [(one.number, one.is_known) for one in answers] == [("9", False), ("0013", True), ("0012", True)]
