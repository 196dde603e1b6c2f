"""Which columns come first."""

from __future__ import annotations

from jicha.press.dossier.choice import by_weight, first_columns
from jicha.schema import table, tables


def test_what_is_named_first_exists() -> None:
    assert first_columns()
    for name, columns in first_columns().items():
        assert set(columns) <= set(tables()[name].by_name), name


def test_named_columns_come_first_and_none_is_lost() -> None:
    names = [column.name for column in by_weight(table("bill"))]
    assert names[:3] == ["month", "kwh", "total_charge"]
    assert sorted(names) == sorted(table("bill").by_name)


def test_a_table_without_a_line_begins_with_its_day_then_codes_then_amounts() -> None:
    assert "late_fee" not in first_columns()
    columns = by_weight(table("late_fee"))
    assert columns[0].name == "paid_on"
    kinds = [column.type.name == "code" for column in columns]
    amounts = [column.unit in ("kWh", "CNY") for column in columns]
    assert max((at for at, is_code in enumerate(kinds) if is_code), default=0) < amounts.index(True)
