"""What belongs to a subject, by the references of the schema alone."""

from __future__ import annotations

import pytest
from catalogue_rows import catalogue, handmade

from jicha.find.walk import AnyOwner, Lent, Owner, Step, walk
from jicha.schema import Table, tables

CUSTOMER = handmade("customer", "customer_id pk")


def steps(root: str, known: dict[str, Table]) -> dict[str, Step]:
    return {one.table: one for one in walk(root, known)}


def test_a_table_of_tomorrow_belongs_to_whom_it_names() -> None:
    known = {**tables(), "drone_flight": handmade("drone_flight", "flight_id pk", "point_id >point.point_id")}
    assert steps("customer", known)["drone_flight"].owners == (Owner("point", ("point_id",)),)


@pytest.mark.parametrize("root", ["customer", "area", "point", "meter", "bill", "service_order", "reading_section"])
def test_every_table_comes_after_its_owners(root: str) -> None:
    done: set[str] = set()
    for step in walk(root, tables()):
        for one in step.owners:
            before = (
                one.tables
                if isinstance(one, AnyOwner)
                else (one.table if isinstance(one, Owner) else one.lending.table,)
            )
            assert done >= set(before), step
        done.add(step.table)


def test_all_that_the_audit_of_a_customer_asks_for_is_reached() -> None:
    assert {
        "point", "meter_installation", "register_daily", "reading", "bill", "bill_line", "receivable", "receipt",
        "account_balance", "service_order", "order_stage", "event", "ticket", "complaint", "inspection", "hazard",
        "seal", "seal_operation", "whitelist", "violation", "outcome", "adjustment", "contract", "contract_clause",
        "audit_case", "audit_order", "visit", "finding_decision", "data_change",
    } <= set(steps("customer", dict(tables())))  # fmt: skip


def test_the_nearest_owner_comes_first_and_nothing_after_one_that_is_never_blank() -> None:
    known = steps("customer", dict(tables()))
    assert [one.table for one in known["bill"].owners if isinstance(one, Owner)] == ["customer", "point"]
    assert known["register_daily"].owners == (Owner("point", ("point_id",)),)


def test_a_row_that_names_any_subject_may_belong_to_all_that_do_not_depend_on_such_rows() -> None:
    (owner,) = steps("customer", dict(tables()))["whitelist"].owners
    assert isinstance(owner, AnyOwner)
    assert {"customer", "bill", "point", "seal_operation"} <= set(owner.tables)
    assert not {"whitelist", "audit_case", "audit_order", "visit"} & set(owner.tables)


def test_what_speaks_of_a_meter_alone_belongs_to_whom_it_was_lent_to() -> None:
    owners = steps("customer", dict(tables()))["event"].owners
    assert isinstance(owners[0], Owner)
    assert isinstance(owners[-1], Lent)


def test_of_an_area_only_what_names_it_is_listed() -> None:
    known = steps("area", dict(tables()))
    assert {"customer", "point", "area_loss_daily", "whitelist"} <= set(known)
    assert not {"bill", "meter_installation", "receipt"} & set(known)
    assert known["point"].owners == (Owner("area", ("area_id",)),)


def test_owners_in_a_circle_are_cut_and_nothing_is_lost() -> None:
    known = catalogue(
        CUSTOMER,
        handmade("a", "a_id pk", "customer_id >customer.customer_id", "b_id >b.b_id"),
        handmade("b", "b_id pk", "customer_id >customer.customer_id", "a_id >a.a_id"),
    )
    names = [one.table for one in walk("customer", known)]
    assert sorted(names) == ["a", "b", "customer"]


def test_people_are_reached_by_nothing() -> None:
    assert not {"staff", "system_account", "training"} & set(steps("customer", dict(tables())))
