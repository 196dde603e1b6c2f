"""Comparison is by value and blind to row order, and finds each planted difference."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from jicha.engine.compare import compare

ROWS = pa.table(
    {
        "id": ["a", "b", "c"],
        "n": pa.array([1, 2, None], pa.int64()),
        "m": pa.array([Decimal("1.50"), None, Decimal("-2.00")], pa.decimal128(18, 2)),
        "d": [dt.date(2024, 1, 1), None, dt.date(2024, 2, 29)],
        "l": pa.array([[1, 2], None, []], pa.list_(pa.int32())),
    }
)


def test_order_and_types_do_not_matter_values_do() -> None:
    other = ROWS.take([2, 0, 1]).select(["d", "m", "n", "l", "id"])
    other = other.set_column(1, "m", other["m"].cast(pa.decimal128(38, 5)))
    other = other.set_column(2, "n", other["n"].cast(pa.decimal128(20, 1)))
    assert compare(ROWS, other) == []


@pytest.mark.parametrize(
    ("column", "values", "seen"),
    [
        ("n", [1, 3, None], "n at id=b: 2 | 3"),
        ("n", [None, 2, None], "n at id=a: Decimal('1') | None"),
        ("m", [Decimal("1.51"), None, Decimal(-2)], "m at id=a: Decimal('1.50') | Decimal('1.51')"),
        ("d", [dt.date(2024, 1, 2), None, dt.date(2024, 2, 29)], "d at id=a"),
        ("l", [[2, 1], None, []], "l at id=a"),
        ("l", [[1, 2], [], []], "l at id=b"),
    ],
)
def test_a_planted_difference_is_found(column: str, values: list[object], seen: str) -> None:
    place = ROWS.column_names.index(column)
    other = ROWS.set_column(place, column, pa.array(values, ROWS.schema.field(column).type))
    [found] = compare(ROWS, other, key=("id",))
    assert str(found).startswith(seen.replace("Decimal('1') |", "1 |"))


def test_multiplicity_counts() -> None:
    twice = pa.concat_tables([ROWS, ROWS.slice(0, 1)])
    assert [str(one)[:8] for one in compare(twice, ROWS)] == ["row (id,"]
    assert [one.right for one in compare(twice, ROWS, key=("id",))] == [None]
    assert [one.left for one in compare(ROWS, twice, key=("id",))] == [None]


def test_columns_must_be_the_same() -> None:
    assert compare(ROWS, ROWS.drop_columns(["n"]))[0].where == "columns"


def test_a_column_of_nulls_equals_nulls_of_any_type() -> None:
    assert compare(pa.table({"a": pa.nulls(2)}), pa.table({"a": pa.nulls(2, pa.string())})) == []


def test_no_more_differences_are_listed_than_asked() -> None:
    left, right = (pa.table({"a": pa.array(range(start, start + 50), pa.int64())}) for start in (0, 100))
    assert len(compare(left, right, most=7)) == 7
