"""Rows of every ledger, as a person fills them in and as they must stand in the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from jicha.intake.ledger.columns import is_number_of
from jicha.schema import Column, Table, code_list
from jicha.schema.values import format_value, parse_value

FIRST_SOURCES = {"text": "T7", "integer": "7", "decimal": "1.5", "boolean": "true", "date": "2026-03-04"}
FIRST_SOURCES |= {"month": "2026-03", "instant": "2026-03-04 05:06"}


def example_row(table: Table) -> dict[str, Any]:
    """The schema's examples; NULL where it has none."""
    return {one.name: parse_value(one.type, one.example) if one.example else None for one in table.columns}


def full_row(table: Table) -> dict[str, Any]:
    """Something in every column, other than the examples: of a list the last of its codes."""
    return {one.name: _other(one) for one in table.columns}


def key_row(table: Table) -> dict[str, Any]:
    """Nothing but the key."""
    row = full_row(table)
    key = {one.name: _third(one, row[one.name]) for one in table.columns if one.in_primary_key}
    return {one.name: key.get(one.name) for one in table.columns}


def written(table: Table, row: dict[str, Any], *, chinese: bool) -> list[str]:
    """The cells of a row, in the order of the columns."""
    return [_cell(one, row[one.name], chinese) for one in table.columns]


def stored_row(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row of the store."""
    return {one.name: stored_value(one, row[one.name]) for one in table.columns}


def stored_value(column: Column, value: Any) -> Any:
    """A value of the store: the number of a thing has its source before it, and what would part it written out."""
    if not is_number_of(column) or value is None:
        return value
    return "sg:" + str(value).replace("%", "%25").replace(":", "%3A").replace("#", "%23")


def _other(column: Column) -> Any:
    if column.type.code_list:
        return list(code_list(column.type.code_list).meanings)[-1]
    return parse_value(column.type, FIRST_SOURCES[column.type.name])


def _third(column: Column, value: Any) -> Any:
    if column.type.code_list:
        return next(iter(code_list(column.type.code_list).meanings))
    more: dict[type, Callable[[Any], Any]] = {
        str: lambda one: f"{one}b",
        int: lambda one: one + 1,
        bool: lambda one: not one,
        Decimal: lambda one: one + 1,
        datetime: lambda one: one - timedelta(days=1),
        date: lambda one: date(one.year - 1, one.month, one.day),
    }
    return more[type(value)](value)


def _cell(column: Column, value: Any, chinese: bool) -> str:
    if value is None:
        return ""
    if column.type.name == "instant":  # a person writes the time on the wall
        return format_value(column.type, value + timedelta(hours=8))
    if chinese and column.type.code_list:
        return code_list(column.type.code_list).meanings[value][1]
    if chinese and column.type.name == "boolean":
        return "是" if value else "否"
    return format_value(column.type, value)
