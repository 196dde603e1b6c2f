"""The DDL of every table creates it: in DuckDB and SQLite here, in PostgreSQL where there is one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import duckdb
import postgresql_server
import pytest
import sqlglot
from postgresql_server import run_sql
from sqlglot import exp

from jicha.schema import table, tables
from jicha.schema.ddl import ddl, main

ALL = list(tables().values())


def test_duckdb_creates_every_table_with_its_columns_and_comments() -> None:
    connection = duckdb.connect()
    for one in ALL:
        connection.execute(ddl(one, "duckdb"))
    found = connection.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
    comments = {(name, column): comment for name, column, comment in found.fetchall()}
    assert set(comments) == {(one.name, column.name) for one in ALL for column in one.columns}
    assert comments["area", "capacity"] == "Rated capacity of the area's transformers [kVA] / 台区容量"


def test_duckdb_gives_back_the_arrow_types_of_the_schema() -> None:
    connection = duckdb.connect()
    for one in ALL:
        connection.execute(ddl(one, "duckdb"))
        assert connection.table(one.name).to_arrow_table().schema.types == one.arrow_schema.types, one.name


def test_duckdb_keeps_the_primary_key() -> None:
    connection = duckdb.connect()
    connection.execute(ddl(table("org"), "duckdb"))
    connection.execute("INSERT INTO org (org_id) VALUES ('o1')")
    with pytest.raises(duckdb.ConstraintException):
        connection.execute("INSERT INTO org (org_id) VALUES ('o1')")


def test_sqlite_creates_every_table_with_its_columns() -> None:
    connection = sqlite3.connect(":memory:")
    for one in ALL:
        connection.executescript(ddl(one, "sqlite"))
        rows = connection.execute(f"PRAGMA table_info({one.name})").fetchall()
        assert [row[1] for row in rows] == list(one.by_name)
        assert [row[1] for row in sorted(rows, key=lambda row: row[5]) if row[5]] == list(one.primary_key)


def test_sqlite_keeps_a_decimal_exact_and_refuses_a_number_in_its_place() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(ddl(table("fee"), "sqlite"))
    connection.execute("INSERT INTO fee (fee_id, money_due) VALUES ('f1', '0.10')")
    assert connection.execute("SELECT money_due FROM fee").fetchall() == [("0.10",)]
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO fee (fee_id, exempt) VALUES ('f2', 'yes')")


@pytest.mark.parametrize(("engine", "dialect"), [("spark", "spark"), ("postgresql", "postgres")])
def test_the_statements_parse_in_the_dialect_and_say_all_columns(engine: str, dialect: str) -> None:
    for one in ALL:
        first = sqlglot.parse(ddl(one, engine), dialect=dialect)[0]  # type: ignore[arg-type]
        assert isinstance(first, exp.Create)
        assert [column.name for column in first.find_all(exp.ColumnDef)] == list(one.by_name)


def test_a_statement_that_is_broken_does_not_parse() -> None:
    broken = ddl(table("org"), "spark").replace("COMMENT", "COMENT", 1)
    with pytest.raises(sqlglot.ParseError):
        sqlglot.parse(broken, dialect="spark")


def test_an_apostrophe_in_a_meaning_survives_in_spark() -> None:
    created = sqlglot.parse_one(ddl(table("area"), "spark"), dialect="spark")
    capacity = next(column for column in created.find_all(exp.ColumnDef) if column.name == "capacity")
    assert "area's transformers" in capacity.find(exp.CommentColumnConstraint).this.name


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    if not postgresql_server.is_there():
        pytest.skip(postgresql_server.NEEDS)
    with postgresql_server.server() as connection:
        yield connection


def test_postgresql_creates_every_table(postgresql: str) -> None:
    statements = "".join(ddl(one, "postgresql") for one in ALL)
    assert run_sql(postgresql, rolled_back(statements)) == ("", "")


def test_postgresql_refuses_what_is_broken(postgresql: str) -> None:
    broken = ddl(table("org"), "postgresql").replace("TEXT", "TEXT TEXT", 1)
    assert "syntax error" in run_sql(postgresql, rolled_back(broken))[1]


def test_no_name_is_on_the_reserved_list_of_postgresql(postgresql: str) -> None:
    """Words that only cannot name a function or a type may name a column."""
    words = set(run_sql(postgresql, "SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')")[0].split())
    assert "order" in words
    assert [name for one in ALL for name in (one.name, *one.by_name) if name in words] == []


def test_the_command_prints_every_table_and_refuses_an_unknown_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duckdb"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("CREATE TABLE ") == len(ALL)
    duckdb.connect().execute(printed)
    assert main(["oracle"]) == 2
    assert "duckdb, spark, sqlite, postgresql" in capsys.readouterr().err


def rolled_back(statements: str) -> str:
    return f"BEGIN; CREATE SCHEMA jicha_ddl; SET search_path = jicha_ddl;\n{statements}ROLLBACK;\n"
