"""Which columns hold numbers that may be asked for."""

from __future__ import annotations

import pytest
from catalogue_rows import catalogue, handmade

from jicha.find.kinds import UnknownKind, delivered, number_columns, single_key
from jicha.schema import tables


def pairs(*kinds: str) -> set[tuple[str, str]]:
    return {(one.table, one.column) for one in number_columns(kinds) if not one.is_mention}


def test_everything_a_clerk_pastes_is_looked_up() -> None:
    assert {
        ("customer", "customer_id"), ("point", "point_id"), ("bill", "bill_id"), ("service_order", "order_id"),
        ("ticket", "ticket_id"), ("area", "area_id"), ("line", "line_id"), ("meter", "meter_id"),
        ("meter", "serial_no"),
        ("meter_installation", "serial_no"),
    } <= pairs()  # fmt: skip


def test_people_and_units_cannot_be_looked_up() -> None:
    assert not {"staff", "org", "system_account", "certificate"} & {table for table, _ in pairs()}


def test_a_kind_narrows_and_the_serial_number_of_an_installed_meter_is_a_meters() -> None:
    assert pairs("meter") == {
        ("meter", "meter_id"), ("meter", "serial_no"), ("meter", "bar_code"), ("meter_installation", "serial_no"),
    }  # fmt: skip
    assert pairs("order") == {("service_order", "order_id")}


def test_an_unknown_kind_is_refused_with_the_nearest_right_word() -> None:
    with pytest.raises(UnknownKind, match="Did you mean customer"):
        number_columns(["custommer"])
    with pytest.raises(UnknownKind, match="staff"):
        number_columns(["staff"])


def test_a_kind_of_which_nothing_was_delivered_is_no_mistake() -> None:
    assert number_columns(["ticket"], catalogue=delivered(["customer"])) == ()


def test_a_table_of_tomorrow_joins_by_itself() -> None:
    known = catalogue(handmade("drone_flight", "flight_id pk", "customer_id >customer.customer_id"))
    found = number_columns(catalogue=known)
    assert [(one.table, one.column, one.kind, one.is_mention) for one in found] == [
        ("drone_flight", "flight_id", "drone_flight", False),
        ("drone_flight", "customer_id", "customer", True),
    ]


def test_a_sensitive_key_is_never_looked_up() -> None:
    assert number_columns(catalogue=catalogue(handmade("informer", "informer_id pk sensitive"))) == ()


def test_references_to_what_was_not_delivered_are_taken_away_save_to_customers() -> None:
    known = delivered(["bill"])
    assert known["bill"].by_name["point_id"].references is None
    assert known["bill"].by_name["customer_id"].references == ("customer", "customer_id")
    assert list(known["bill"].by_name) == list(tables()["bill"].by_name)


def test_only_one_text_column_names_a_row_by_itself() -> None:
    assert single_key(tables()["bill"]) == "bill_id"
    assert single_key(tables()["register_daily"]) is None
