"""The types of what is given: columns of tables, parameters, literals, and the digits written into a call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlglot import exp

from jicha.pages.check.catalogue import SourceColumn, SourceTable
from jicha.pages.check.sqltype import DATE, INTEGER, MOST_DIGITS, UNKNOWN, SqlType, decimal
from jicha.pages.page import Parameter
from jicha.terms.units import Quantity

BUILT_IN = {"today": DATE, "run_from": DATE, "run_to": DATE}
_ROOM = 6  # more digits before the point that another organisation's value of a parameter may need


def type_of_column(table: SourceTable, column: SourceColumn) -> SqlType:
    """The type of a table's column, and which identifier it is."""
    found = SqlType.of(column.type)
    if found.name != "text":
        return found
    own = (table.name, column.name) if table.key == (column.name,) else None
    return replace(found, identifies=column.references or own)


def type_of_parameter(parameter: Parameter) -> SqlType:
    """The type of a parameter's values: whole numbers, decimals with room for other values, dates, words."""
    value = parameter.default
    if isinstance(value, Quantity):
        exponent = value.value.as_tuple().exponent
        behind = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        if not behind:
            return INTEGER
        return decimal(len(str(int(abs(value.value)))) + _ROOM, behind)
    return DATE if isinstance(value, date) else SqlType("text", words=frozenset({value}))


def with_digits(name: str, found: SqlType, arguments: Sequence[exp.Expr]) -> SqlType:
    """The type of round(x, n) and ratio(a, b, n): n decimals remain."""
    place = {"round": 1, "ratio": 2}.get(name)
    if place is None or found.name != "decimal":
        return found
    digits = arguments[place] if place < len(arguments) else None
    behind = 0 if digits is None else whole_number(digits)
    if behind is None:
        return found
    return decimal(found.digits[0] + 1, behind, products=found.products)


def whole_number(node: exp.Expr) -> int | None:
    """The value of a whole number that is written out."""
    return int(node.name) if isinstance(node, exp.Literal) and not node.is_string and node.name.isdigit() else None


def type_of_literal(node: exp.Literal) -> SqlType:
    """The type of a literal: a text keeps its word, a number its digits."""
    if node.is_string:
        return SqlType("text", words=frozenset({node.name}))
    if re.fullmatch(r"\d+", node.name):
        return SqlType("integer", precision=len(node.name))
    if re.fullmatch(r"\d*\.\d*", node.name):
        before, _, behind = node.name.partition(".")
        return decimal(len(before.lstrip("0")), len(behind))
    return UNKNOWN


def decimal_sizes(target: exp.DataType) -> tuple[int, int] | None:
    """Digits in all and decimals of ``DECIMAL(18, 3)``; None where they are not whole numbers that an engine holds."""
    words = [part.name for part in target.expressions] or ["18", "3"]
    if len(words) > 2 or not all(word.isdigit() for word in words):
        return None
    precision, scale = int(words[0]), int(words[1]) if len(words) > 1 else 0
    return (precision, scale) if 1 <= precision <= MOST_DIGITS and scale <= precision else None


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, written 2026-01-31."""
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
