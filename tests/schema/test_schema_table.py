"""Types as the CSVs write them, and the Arrow layout that follows from them."""

from __future__ import annotations

import pyarrow as pa
import pytest

from jicha.schema import SYSTEM_COLUMNS, ColumnType, table, tables
from jicha.schema.table import UnknownType


@pytest.mark.parametrize(
    ("text", "arrow"),
    [
        ("text", pa.string()),
        ("integer", pa.int64()),
        ("decimal(18,2)", pa.decimal128(18, 2)),
        ("boolean", pa.bool_()),
        ("date", pa.date32()),
        ("month", pa.date32()),
        ("instant", pa.timestamp("us")),
        ("code(voltage)", pa.string()),
        ("list(integer)", pa.list_(pa.int32())),
    ],
)
def test_a_type_has_its_arrow_type_and_writes_itself(text: str, arrow: pa.DataType) -> None:
    assert ColumnType.parse(text).arrow == arrow
    assert str(ColumnType.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["float", "decimal", "decimal(2,3)", "decimal(39,0)", "list(text)", "code()", "text(9)"]
)
def test_another_type_is_refused(text: str) -> None:
    with pytest.raises(UnknownType, match="unknown column type"):
        ColumnType.parse(text)


def test_only_parts_of_the_key_may_not_be_null_in_arrow() -> None:
    schema = table("register_daily").arrow_schema
    assert [field.name for field in schema if not field.nullable] == ["point_id", "register", "day"]
    assert schema.field("reading").type == pa.decimal128(18, 3)


def test_no_float_stands_anywhere() -> None:
    kinds = {field.type for one in tables().values() for field in one.arrow_schema} | set(SYSTEM_COLUMNS.types)
    assert not [kind for kind in kinds if pa.types.is_floating(kind)]


def test_money_prices_and_energies_have_one_layout_each() -> None:
    layout = {"CNY": "decimal(18,2)", "CNY/kWh": "decimal(18,8)", "kWh": "decimal(18,3)", "kvarh": "decimal(18,3)"}
    wrong = [
        f"{one.name}.{column.name} {column.type}"
        for one in tables().values()
        for column in one.columns
        if column.unit in layout and str(column.type) != layout[column.unit]
    ]
    assert wrong == []
