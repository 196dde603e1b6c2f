"""No table and no column bears a word that a parser reserves; pages write names without quotes."""

from __future__ import annotations

import sqlite3

import duckdb
import pytest
import sqlglot
from spark_words import RESERVED as SPARK_RESERVED

from jicha.schema import tables

NAMES = sorted({name for one in tables().values() for name in (one.name, *one.by_name)})
# The words that the design names as traps; every check below must see them.
TRAPS = ["order", "case", "check", "user", "end", "table"]


def duckdb_reserved() -> set[str]:
    """What may name no table or no column: words reserved fully, and those left to types and functions alone."""
    query = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')"
    return {name for (name,) in duckdb.execute(query).fetchall()}


def sqlite_refuses(name: str) -> bool:
    """Whether SQLite's parser takes ``name`` neither as a table nor as a column."""
    try:
        sqlite3.connect(":memory:").execute(f"CREATE TABLE {name} ({name} TEXT)")
    except sqlite3.OperationalError:
        return True
    return False


def dialect_refuses(dialect: str, name: str) -> bool:
    """Whether sqlglot's parser of ``dialect`` makes anything but columns and a table of the name."""
    query = f"SELECT t.{name}, {name} FROM {name} AS t WHERE {name} IS NULL GROUP BY t.{name}, {name}"
    try:
        return not sqlglot.parse_one(query, dialect=dialect).find(sqlglot.exp.Table)
    except sqlglot.ParseError:
        return True


def duckdb_refuses(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether DuckDB does not bind a query that uses ``name`` as table and as column, without quotes."""
    try:
        connection.execute(f"CREATE TEMP TABLE {name} ({name} INTEGER)")
        connection.execute(f"EXPLAIN SELECT t.{name}, {name} FROM {name} AS t WHERE {name} IS NULL GROUP BY ALL")
    except duckdb.Error:
        return True
    return False


def test_no_name_is_reserved_in_duckdb() -> None:
    reserved = duckdb_reserved()
    assert [name for name in NAMES if name in reserved] == []
    assert [name for name in TRAPS if name not in reserved] == ["user"]


def test_duckdb_runs_a_query_on_every_name() -> None:
    connection = duckdb.connect()
    assert [name for name in NAMES if duckdb_refuses(connection, name)] == []
    assert duckdb_refuses(connection, "order")


def test_sqlite_takes_every_name() -> None:
    assert [name for name in NAMES if sqlite_refuses(name)] == []
    assert sqlite_refuses("order")
    assert sqlite_refuses("check")


def test_no_name_is_on_the_reserved_list_of_spark() -> None:
    assert [name for name in NAMES if name in SPARK_RESERVED] == []
    assert [name for name in TRAPS if name not in SPARK_RESERVED] == []


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "sqlite", "postgres"])
def test_the_parser_of_pages_reads_every_name_in_every_dialect(dialect: str) -> None:
    assert [name for name in NAMES if dialect_refuses(dialect, name)] == []
    assert dialect_refuses(dialect, "where")
