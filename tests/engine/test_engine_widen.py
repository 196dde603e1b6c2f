"""Decimals have room where DuckDB alone would fail or cut, and are left alone where it would not."""

from __future__ import annotations

import duckdb
import pytest

from jicha.engine.decimals import Digits
from jicha.engine.dialect import decimal_columns, to_duckdb

KNOWN = decimal_columns({"bill": {"kwh": Digits(18, 3), "price": Digits(18, 8), "rate": Digits(12, 3)}})
ZERO = "CAST(0 AS DECIMAL(38, 0)) + "


def said(expression: str) -> str:
    sql = to_duckdb(f"SELECT {expression} FROM bill", decimals=KNOWN)
    return sql.removeprefix("SELECT ").removesuffix(' FROM "bill"')


@pytest.mark.parametrize(
    ("expression", "widened"),
    [
        ("kwh * price", f'({ZERO}"kwh") * "price"'),
        ("kwh + kwh + kwh", f'({ZERO}"kwh") + "kwh" + "kwh"'),
        ("2 * kwh", f'2 * ({ZERO}"kwh")'),
        ("1 - rate", '1 - "rate"'),
        ("rate + rate", '"rate" + "rate"'),
        ("days * 2", '"days" * 2'),
        ("sum(kwh) - sum(price)", 'SUM("kwh") - SUM("price")'),
        ("sum(kwh) > 0.0005", 'SUM("kwh") > 0.0005'),
        ("coalesce(sum(price), sum(kwh))", 'COALESCE(SUM("price"), (CAST(0 AS DECIMAL(38, 8)) + SUM("kwh")))'),
        ("coalesce(kwh, price)", 'COALESCE("kwh", "price")'),
    ],
)
def test_widened(expression: str, widened: str) -> None:
    assert said(expression) == widened


def test_a_union_gives_its_coarse_side_the_finest_scale_and_keeps_names() -> None:
    sql = "SELECT sum(kwh) AS v FROM bill UNION ALL SELECT sum(price) FROM bill"
    assert to_duckdb(sql, decimals=KNOWN).startswith('SELECT (CAST(0 AS DECIMAL(38, 8)) + SUM("kwh")) AS "v" FROM')
    bare = "SELECT s FROM (SELECT sum(kwh) AS s FROM bill) AS q UNION ALL SELECT sum(price) FROM bill"
    assert to_duckdb(bare, decimals=KNOWN).startswith('SELECT (CAST(0 AS DECIMAL(38, 8)) + "s") AS "s" FROM')


def test_duckdb_alone_fails_and_cuts() -> None:
    """The traps themselves, seen on bare DuckDB."""
    bare = duckdb.connect()
    with pytest.raises(duckdb.OutOfRangeException):
        bare.execute("SELECT 12345678.901::DECIMAL(18,3) * 1.5::DECIMAL(18,8)")
    assert str(bare.execute("SELECT coalesce(1.504::DECIMAL(38,8), 1.5::DECIMAL(38,2))").fetchall()[0][0]) == "1.50"
    assert bare.execute("SELECT 1.504::DECIMAL(38,8) > 1.50::DECIMAL(38,2)").fetchall() == [(True,)]
