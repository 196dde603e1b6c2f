"""Which columns of a table come first where not all have room; a table without a line of its own follows its types."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jicha.find.keys import latest_by
from jicha.schema import Column, Table


def by_weight(table: Table) -> tuple[Column, ...]:
    """All columns of a table, the most telling first.

    First what ``first_columns.csv`` names; then the day by which rows are the latest, what things are (codes), amounts
    of energy and money, and the rest as it stands.
    """
    named = first_columns().get(table.name, ())
    latest = latest_by(table)

    def weight(column: Column) -> int:
        if column.name in named:
            return named.index(column.name)
        kinds = (
            column.name == latest,
            column.type.name == "code",
            column.unit in ("kWh", "CNY"),
            column.references is None,
        )
        return len(named) + (kinds.index(True) if True in kinds else len(kinds))

    return tuple(sorted(table.columns, key=weight))


@cache
def first_columns() -> Mapping[str, tuple[str, ...]]:
    """The columns that a reader looks for first, by table."""
    text = (files("jicha.press.dossier") / "first_columns.csv").read_text(encoding="utf-8")
    return {row["table"]: tuple(row["columns"].split()) for row in csv.DictReader(text.splitlines())}
