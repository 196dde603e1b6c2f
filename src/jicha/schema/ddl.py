"""CREATE TABLE statements of the canonical tables, for every engine a utility may keep them in.

``python -m jicha.schema.ddl postgresql`` prints those of all tables.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from jicha.schema.load import tables
from jicha.schema.table import Column, ColumnType, Table
from jicha.terms.errors import JichaError

EngineName = Literal["duckdb", "spark", "sqlite", "postgresql"]


def ddl(table: Table, engine: EngineName) -> str:
    """The statements that create ``table``, each ended by ``;`` (Spark: one statement without).

    Names stand unquoted: no name of ours is a reserved word anywhere. Meanings go along as comments in English and
    Chinese. Foreign keys are left out: a delivery may bring a bill before its customer. Exactness before convenience:
    SQLite has no exact decimals, so they are text there, and so are dates.
    """
    return _ENGINES[engine].write(table)


@dataclass(frozen=True, slots=True)
class _Engine:
    types: dict[str, str]
    write: Callable[[Table], str]


def _duckdb(table: Table) -> str:
    return "\n".join([_create(table, "duckdb"), *_comment_statements(table)]) + "\n"


def _postgresql(table: Table) -> str:
    return "\n".join([_create(table, "postgresql"), *_comment_statements(table)]) + "\n"


def _sqlite(table: Table) -> str:
    lines = [
        f"CREATE TABLE {table.name} (  -- {_both(table)}",
        *(f"  {_column(column, 'sqlite')},  -- {_both(column)}" for column in table.columns),
        f"  PRIMARY KEY ({', '.join(table.primary_key)})",
        ") STRICT;",
    ]
    return "\n".join(lines) + "\n"


def _spark(table: Table) -> str:
    columns = [f"  {_column(column, 'spark')} COMMENT {_spark_quoted(_both(column))}" for column in table.columns]
    body = ",\n".join(columns)
    # Spark keeps no keys; the properties carry them for people and tools.
    key = _spark_quoted(", ".join(table.primary_key))
    comment = _spark_quoted(_both(table))
    return (
        f"CREATE TABLE {table.name} (\n{body}\n) USING parquet\n"
        f"COMMENT {comment}\nTBLPROPERTIES ('jicha.primary_key' = {key})\n"
    )


def _create(table: Table, engine: EngineName) -> str:
    lines = [f"  {_column(column, engine)}" for column in table.columns]
    body = ",\n".join([*lines, f"  PRIMARY KEY ({', '.join(table.primary_key)})"])
    return f"CREATE TABLE {table.name} (\n{body}\n);"


def _comment_statements(table: Table) -> Iterator[str]:
    yield f"COMMENT ON TABLE {table.name} IS {_quoted(_both(table))};"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {table.name}.{column.name} IS {_quoted(_both(column))};"


def _column(column: Column, engine: EngineName) -> str:
    null = "" if column.nullable else " NOT NULL"
    return f"{column.name} {_type(column.type, engine)}{null}"


def _type(column_type: ColumnType, engine: EngineName) -> str:
    text = _ENGINES[engine].types[column_type.name]
    return text.format(precision=column_type.precision, scale=column_type.scale)


def _both(described: Table | Column) -> str:
    unit = described.unit if isinstance(described, Column) and described.unit not in ("", "1") else ""
    return f"{described.meaning}{f' [{unit}]' if unit else ''} / {described.meaning_zh}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _spark_quoted(text: str) -> str:
    """Spark knows the backslash; of a doubled quote it makes two strings side by side, and the quote is lost."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_ENGINES: dict[EngineName, _Engine] = {
    "duckdb": _Engine(
        {
            "text": "VARCHAR",
            "integer": "BIGINT",
            "decimal": "DECIMAL({precision}, {scale})",
            "boolean": "BOOLEAN",
            "date": "DATE",
            "month": "DATE",
            "instant": "TIMESTAMP",
            "code": "VARCHAR",
            "list": "INTEGER[]",
        },
        _duckdb,
    ),
    "spark": _Engine(
        {
            "text": "STRING",
            "integer": "BIGINT",
            "decimal": "DECIMAL({precision}, {scale})",
            "boolean": "BOOLEAN",
            "date": "DATE",
            "month": "DATE",
            "instant": "TIMESTAMP_NTZ",
            "code": "STRING",
            "list": "ARRAY<INT>",
        },
        _spark,
    ),
    "sqlite": _Engine(
        {
            "text": "TEXT",
            "integer": "INTEGER",
            "decimal": "TEXT",
            "boolean": "INTEGER",
            "date": "TEXT",
            "month": "TEXT",
            "instant": "TEXT",
            "code": "TEXT",
            "list": "TEXT",
        },
        _sqlite,
    ),
    "postgresql": _Engine(
        {
            "text": "TEXT",
            "integer": "BIGINT",
            "decimal": "NUMERIC({precision}, {scale})",
            "boolean": "BOOLEAN",
            "date": "DATE",
            "month": "DATE",
            "instant": "TIMESTAMP",
            "code": "TEXT",
            "list": "INTEGER[]",
        },
        _postgresql,
    ),
}


def main(arguments: list[str]) -> int:
    """Print the DDL of every table for the engine named."""
    known = get_args(EngineName)
    if len(arguments) != 1 or arguments[0] not in known:
        print(JichaError("name one engine", f"Write one of {', '.join(known)}."), file=sys.stderr)
        return 2
    engine: EngineName = arguments[0]  # type: ignore[assignment]
    print("\n".join(f"{ddl(table, engine).rstrip().rstrip(';')};\n" for table in tables().values()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
