"""The table of functions is complete and readable; tests/engines tries every function on both engines."""

from __future__ import annotations

import re

import pytest

from jicha.engine.functions import FUNCTIONS, Function, UnitRule
from jicha.schema.table import ColumnType
from jicha.terms.units import parse_unit

_ALSO = ("number", "any", "digits")


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=str)
def test_a_function_is_declared_whole(function: Function) -> None:
    assert function.doc.endswith(".")
    assert function.doc_zh.endswith("。")
    assert bool(function.duckdb) == bool(function.spark)
    for argument in function.arguments:
        assert argument.type in _ALSO or ColumnType.parse(argument.type)
        assert argument.unit in ("", "same") or parse_unit(argument.unit)
    if not isinstance(function.unit, UnitRule):
        assert parse_unit(function.unit)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=str)
def test_templates_name_only_their_arguments(function: Function) -> None:
    names = {argument.name for argument in function.arguments}
    for template in (function.duckdb, function.spark):
        assert set(re.findall(r":(\w+)", template)) <= names
        template.format(digits=1, scale=10, unit_of_digits="0.1", time_zone="UTC", first_day="2008-01-01")
