"""Results have few types, the same for every engine; what does not fit is refused by name."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from jicha.engine.errors import EngineError
from jicha.engine.types import as_result, conform, duckdb_type, result_type, spark_type


@pytest.mark.parametrize(
    ("given", "result"),
    [
        (pa.int8(), pa.int64()), (pa.uint32(), pa.int64()), (pa.decimal128(12, 3), pa.decimal128(18, 3)),
        (pa.decimal128(28, 2), pa.decimal128(38, 2)), (pa.large_string(), pa.string()), (pa.date32(), pa.date32()),
        (pa.dictionary(pa.int32(), pa.string()), pa.string()), (pa.timestamp("ns"), pa.timestamp("us")),
        (pa.float32(), pa.float64()), (pa.list_(pa.int32()), pa.list_(pa.int32())), (pa.bool_(), pa.bool_()),
    ],
)  # fmt: skip
def test_result_types(given: pa.DataType, result: pa.DataType) -> None:
    assert result_type(given) == result


def test_hugeints_shown_as_decimals_become_integers() -> None:
    rows = pa.table({"s": pa.array([Decimal(5)], pa.decimal128(38, 0))})
    assert as_result(rows, ["s"]).to_pylist() == [{"s": 5}]
    assert as_result(rows)["s"].type == pa.decimal128(38, 0)


def test_a_decimal_gets_more_digits_without_a_copy() -> None:
    values = [Decimal("1.50"), None, Decimal("-3.25"), Decimal("99999.99")]
    held = pa.chunked_array([pa.array(values, pa.decimal128(7, 2)), pa.array(values, pa.decimal128(7, 2)).slice(2)])
    given = pa.table({"n": held, "days": pa.array([1, 2, 3, 4, 5, 6], pa.int8())})
    rows = as_result(given)
    assert rows.schema.equals(pa.schema([("n", pa.decimal128(18, 2)), ("days", pa.int64())]))
    assert rows["n"].to_pylist() == [*values, *values[2:]]
    assert rows["n"].chunk(0).buffers()[1].address == held.chunk(0).buffers()[1].address


SCHEMA = pa.schema([pa.field("id", pa.string(), nullable=False), pa.field("n", pa.decimal128(18, 2))])


def test_conform_orders_and_casts() -> None:
    rows = conform(pa.table({"n": [1, None], "id": ["a", "b"]}), SCHEMA, "the kernel")
    assert rows.schema.equals(SCHEMA)
    assert rows["n"].to_pylist() == [Decimal("1.00"), None]


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ({"id": ["a"]}, "missing: n"),
        ({"id": ["a"], "n": [1], "x": [1]}, "not declared: x"),
        ({"id": [None], "n": [1]}, "gave NULL in id"),
        ({"id": ["a"], "n": [Decimal("1.234")]}, "gave n as"),
    ],
)
def test_conform_refuses(rows: dict[str, list[object]], what: str) -> None:
    with pytest.raises(EngineError, match=what):
        conform(pa.table(rows), SCHEMA, "the kernel")


def test_types_are_spelled_for_each_engine() -> None:
    kinds = [pa.string(), pa.int64(), pa.date32(), pa.timestamp("us"), pa.decimal128(18, 3), pa.list_(pa.int32())]
    assert [duckdb_type(kind) for kind in kinds] == [
        "VARCHAR", "BIGINT", "DATE", "TIMESTAMP", "DECIMAL(18, 3)", "INTEGER[]"
    ]  # fmt: skip
    assert [spark_type(kind) for kind in kinds] == [
        "STRING", "BIGINT", "DATE", "TIMESTAMP_NTZ", "DECIMAL(18, 3)", "ARRAY<INT>"
    ]  # fmt: skip
    with pytest.raises(EngineError, match="no engine column"):
        duckdb_type(pa.binary())
