"""Portable SQL is one SELECT over plain names, keeps our functions, and says decimals exactly."""

from __future__ import annotations

import pytest
import sqlglot

from jicha.engine.errors import NotPortable
from jicha.engine.portable import Portable, exact_decimal, parse, plain_name, tables_read


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1; SELECT 2", "DROP TABLE x", "INSERT INTO x SELECT 1", "VALUES (1)", "PRAGMA x", "SELECT (", "",
        "COPY (SELECT 1) TO 'x'", "ATTACH 'x'", "WITH a AS (DELETE FROM x RETURNING *) SELECT * FROM a",
        "SELECT * FROM read_parquet('x')", "SELECT * FROM 'f.parquet'", 'SELECT * FROM "f.parquet"',
        "SELECT * FROM a.b", "SELECT * FROM glob('*')", "SELECT 1 FROM t, LATERAL read_csv('x')",
        "SELECT reflect('java.lang.System', 'exit')", "SELECT getvariable('x')", "SELECT a FROM t WHERE a > :limit",
    ],
)  # fmt: skip
def test_what_could_reach_out_is_refused(sql: str) -> None:
    with pytest.raises(NotPortable):
        parse(sql)


def test_our_functions_survive_reading_and_printing() -> None:
    sql = "SELECT MONTHS_BETWEEN(a, b), ADD_MONTHS(a, 1), DAYS_BETWEEN(a, b), RATIO(a, b, 3) FROM t"
    assert sqlglot.parse_one(sql, dialect=Portable).sql(dialect=Portable) == sql


def test_plain_duckdb_would_rewrite_them() -> None:
    """The trap that the dialect exists for."""
    assert "INTERVAL" in sqlglot.parse_one("SELECT add_months(a, 1)", dialect="duckdb").sql(dialect="duckdb")


def test_a_decimal_literal_keeps_its_digits() -> None:
    printed = sqlglot.parse_one("SELECT DECIMAL '0.0001'", dialect=Portable).sql(dialect=Portable)
    assert printed == "SELECT CAST('0.0001' AS DECIMAL(5, 4))"
    assert exact_decimal("-12.50").sql(dialect=Portable) == "CAST('-12.50' AS DECIMAL(4, 2))"
    with pytest.raises(NotPortable, match="exact decimal"):
        exact_decimal("1e5")


def test_tables_read_leaves_out_common_table_expressions() -> None:
    assert tables_read("WITH q AS (SELECT * FROM Bill) SELECT * FROM q JOIN point USING (id)") == {"bill", "point"}


def test_names_are_lowered() -> None:
    assert plain_name("Bill") == "bill"
