"""The records that one station of the utility keeps: rows of canonical tables, each with the day it is handed over.

Numbers are those that the utility prints (no prefix of a source). A row put again with the same key and a later
``known_on`` is a correction or a new state. Rows of people, contracts and bills are dicts, which errors may still
change; readings and curves come as whole tables.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from jicha.schema import table

Row = dict[str, Any]
KNOWN_ON = "known_on"  # a column that no canonical table has: the day on which the row leaves the utility's systems


class Records:
    """Rows by canonical table, in the order in which they were put."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self._rows: dict[str, list[Row]] = {}
        self._bulk: dict[str, list[pa.Table]] = {}

    def put(self, name: str, known_on: date, /, **columns: Any) -> Row:
        """Add a row of canonical table ``name``; columns that are not given are blank. Raises KeyError."""
        unknown = columns.keys() - table(name).by_name.keys()
        if unknown:
            raise KeyError(f"{name} has no column {', '.join(sorted(unknown))}")
        row = {KNOWN_ON: known_on, **columns}
        self._rows.setdefault(name, []).append(row)
        return row

    def add(self, name: str, rows: pa.Table) -> None:
        """Add many rows at once: columns of the canonical table, as many as there are, and ``known_on``."""
        self._bulk.setdefault(name, []).append(_shaped(name, rows))

    def of(self, name: str, **wanted: Any) -> list[Row]:
        """The rows put one by one that have these values."""
        return [row for row in self._rows.get(name, ()) if all(row.get(key) == value for key, value in wanted.items())]

    def drop(self, name: str, row: Row) -> None:
        """Take a row out again, as where somebody never wrote it down."""
        self._rows[name] = [one for one in self._rows[name] if one is not row]

    def names(self) -> list[str]:
        """The tables that have rows, by name."""
        return sorted(self._rows.keys() | self._bulk.keys())

    def rows(self, name: str) -> pa.Table:
        """All rows of a table: its canonical columns and ``known_on``."""
        schema = _schema(name)
        parts = list(self._bulk.get(name, ()))
        if self._rows.get(name):
            parts.insert(0, pa.Table.from_pylist(self._rows[name], schema=schema))
        return pa.concat_tables(parts) if parts else schema.empty_table()


def _schema(name: str) -> pa.Schema:
    return table(name).arrow_schema.append(pa.field(KNOWN_ON, pa.date32()))


def _shaped(name: str, rows: pa.Table) -> pa.Table:
    schema = _schema(name)
    unknown = set(rows.column_names) - set(schema.names)
    if unknown or KNOWN_ON not in rows.column_names:
        raise KeyError(f"{name}: columns {sorted(unknown)} are unknown, or {KNOWN_ON} is missing")
    columns = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)
