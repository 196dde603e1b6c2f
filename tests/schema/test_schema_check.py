"""The schema holds together, and every way of breaking it is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jicha.schema import CodeList, Column, ColumnType, Table, code_lists, tables
from jicha.schema.check import faults
from jicha.terms.privacy import Privacy


def test_every_table_and_code_list_keeps_to_the_rules() -> None:
    assert faults(tables(), code_lists()) == []


def test_there_are_tables_for_every_chapter() -> None:
    assert {one.group for one in tables().values()} == set(code_lists()["table_group"].meanings)


PLANTED_COLUMN = [
    ({"meaning": ""}, "no meaning in English"),
    ({"meaning": "电量"}, "no meaning in English"),
    ({"meaning_zh": "energy"}, "no meaning in Chinese"),
    ({"unit": ""}, "a number without a unit"),
    ({"type": ColumnType.parse("text"), "unit": "kWh"}, "a unit without a number"),
    ({"name": "received_at"}, "the store adds a column of that name"),
    ({"name": "Kwh"}, "not in small letters"),
    ({"example": "1.2.3"}, "the example: '1.2.3' is not a number"),
    ({"example": "", "nullable": False}, "no example, and NULL is not allowed"),
    ({"in_primary_key": True}, "part of the key may be NULL"),
    ({"is_time": True}, "the time column holds no time"),
    ({"references": ("nowhere", "id")}, "references nowhere.id, which is not there"),
    ({"references": ("meter", "serial_no")}, "which is not the key of meter"),
    ({"references": ("meter", "meter_id")}, "has another type than meter.meter_id"),
    ({"name": "buyer_phone"}, "says something of a person"),
]


@pytest.mark.parametrize(("change", "message"), PLANTED_COLUMN)
def test_a_planted_column_is_refused(change: dict[str, object], message: str) -> None:
    planted = replace(tables()["bill"].by_name["kwh"], **change)  # type: ignore[arg-type]
    assert any(message in one for one in said(bill_with(planted)))


def test_an_unknown_code_as_example_is_refused() -> None:
    planted = replace(tables()["bill"].by_name["price_class"], example="residental")
    assert any("Did you mean 'residential'" in one for one in said(bill_with(planted)))


PLANTED_TABLE = [
    ({"group": "somewhere"}, "the chapter 'somewhere' is unknown"),
    ({"name": "Bill"}, "not in small letters"),
    ({"meaning_zh": "bill"}, "no meaning in Chinese"),
    ({"org_path": ()}, "no path to the organisation"),
    ({"org_path": ("customer_id", "nowhere")}, "breaks at nowhere"),
    ({"org_path": ("kwh", "org_id")}, "breaks at org_id"),
    ({"org_path": ("customer_id",)}, "ends at customer_id"),
]


@pytest.mark.parametrize(("change", "message"), PLANTED_TABLE)
def test_a_planted_table_is_refused(change: dict[str, object], message: str) -> None:
    planted = replace(tables()["bill"], **change)  # type: ignore[arg-type]
    assert any(message in one for one in said(planted))


def test_two_time_columns_are_refused() -> None:
    planted = replace(tables()["bill"].by_name["due_on"], is_time=True)
    assert any("two time columns" in one for one in said(bill_with(planted)))


def test_a_time_column_on_rows_that_hold_over_a_span_is_refused() -> None:
    history = tables()["point_history"]
    columns = tuple(replace(column, is_time=column.name == "valid_from") for column in history.columns)
    assert any("rows hold until an end" in one for one in said(replace(history, columns=columns)))


def test_references_that_go_round_are_refused_but_a_tree_is_not() -> None:
    back = replace(tables()["customer"].by_name["org_id"], name="first_bill_id", references=("bill", "bill_id"))
    customer = replace(tables()["customer"], columns=(*tables()["customer"].columns, back))
    assert any("bill -> customer -> bill" in one or "customer -> bill -> customer" in one for one in said(customer))
    assert tables()["org"].by_name["parent_org_id"].references == ("org", "org_id")


PLANTED_LIST = [
    (CodeList("nobody_asks", {"a": ("A", "甲")}, {}), "no column uses the list"),
    (CodeList("wiring", {}, {}), "the list is empty"),
    (CodeList("wiring", {"Single": ("Single phase", "单相")}, {}), "'Single' is not in small letters"),
    (CodeList("wiring", {"single": ("Single phase", "")}, {}), "single lacks a meaning in one language"),
    (CodeList("wiring", {"single": ("单相", "单相")}, {}), "single lacks a meaning in one language"),
]


@pytest.mark.parametrize(("planted", "message"), PLANTED_LIST)
def test_a_planted_code_list_is_refused(planted: CodeList, message: str) -> None:
    found = faults(tables(), {**code_lists(), planted.name: planted})
    assert any(message in one.message for one in found)


def test_names_of_people_and_their_numbers_are_not_for_everybody() -> None:
    customer, staff = tables()["customer"].by_name, tables()["staff"].by_name
    assert customer["name"].privacy == customer["address"].privacy == customer["phone"].privacy == Privacy.PERSONAL
    assert customer["owner_id_no"].privacy == staff["id_no"].privacy == Privacy.SENSITIVE
    assert tables()["curve"].by_name["slots"].privacy == Privacy.SENSITIVE


def bill_with(planted: Column) -> Table:
    bill = tables()["bill"]
    kept = tuple(column for column in bill.columns if column.name != planted.name)
    return replace(bill, columns=(*kept, planted))


def said(planted: Table) -> list[str]:
    found = faults({**tables(), planted.name.lower(): planted}, code_lists())
    return [f"{one.message}. {one.remedy}" for one in found]
