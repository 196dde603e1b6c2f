"""Where DuckDB and Spark read the same words differently: the reason for each refusal of the portable subset.

Every trap is run raw on both engines, so that it is seen to be one. When an engine changes its mind, its trap fails
here and the subset may be widened, or must be narrowed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from jicha.engine.spark import SparkEngine

pytestmark = pytest.mark.spark
ERROR = "an error"


@dataclass(frozen=True)
class Trap:
    """One expression said on both engines, and what each makes of it."""

    duckdb: str
    spark: str
    duckdb_says: Any
    spark_says: Any


def same(words: str, duckdb_says: Any, spark_says: Any) -> Trap:
    return Trap(words, words, duckdb_says, spark_says)


TRAPS = {
    # Division: refused; multiply out, or ratio(a, b, digits).
    "division by zero is infinite or an error": same("1/0", float("inf"), ERROR),
    "a remainder by zero is NULL or an error": same("5 % 0", None, ERROR),
    "decimals divide to a double or to six places": same("CAST(2 AS DECIMAL(18,2)) / 3", 2 / 3, Decimal("0.666667")),
    "the mean of decimals is a double or a decimal": Trap(
        "avg(x) FROM (VALUES (CAST(1 AS DECIMAL(18,2))), (2), (2)) t(x)",
        "avg(x) FROM (VALUES (CAST(1 AS DECIMAL(18,2))), (2), (2)) t(x)",
        5 / 3,
        Decimal("1.666667"),
    ),
    # Casts: only with an explicit round or floor, and DECIMAL with its digits.
    "1.5 as an integer is 2 or 1": same("CAST(1.5 AS INT)", 2, 1),
    "2.5 as a BIGINT is 3 or 2": same("CAST(CAST(2.5 AS DECIMAL(18,2)) AS BIGINT)", 3, 2),
    "a text with a fraction as an integer is rounded or an error": same("CAST('5.7' AS BIGINT)", 6, ERROR),
    "DECIMAL without digits is (18, 3) or (10, 0)": same("CAST('1.2345' AS DECIMAL)", Decimal("1.235"), Decimal(1)),
    "a double becomes another text": same("CAST(CAST(1e10 AS DOUBLE) AS VARCHAR(20))", "10000000000.0", "1.0E10"),
    # Decimal arithmetic: made alike by widen.py on DuckDB and by the session's settings on Spark.
    "kWh times price passes 18 digits": same(
        "CAST(12345678.901 AS DECIMAL(18,3)) * CAST(1.5 AS DECIMAL(18,8))", ERROR, Decimal("18518518.35150000000")
    ),
    "twice a large figure passes 18 digits": same(
        "2 * CAST(999999999999999.999 AS DECIMAL(18,3))", ERROR, Decimal("1999999999999999.998")
    ),
    "a sum of integers passes 64 bits": Trap(
        "sum(x) FROM (VALUES (9223372036854775807), (1)) t(x)",
        "sum(x) FROM (VALUES (9223372036854775807), (1)) t(x)",
        9223372036854775808,
        ERROR,
    ),
    # Rounding: of decimals only; floor is said through a decimal on DuckDB.
    "a double 1.005 rounds to 1.00 or 1.01": same("round(CAST('1.005' AS DOUBLE), 2)", 1.0, 1.01),
    "the floor of a BIGINT loses digits in a double": same(
        "floor(CAST(9007199254740993 AS BIGINT))", 9007199254740992.0, 9007199254740993
    ),
    # Floats: never in a verdict.
    "an undefined correlation is NaN or NULL": Trap(
        "corr(x, x) FROM (VALUES (1.0)) t(x)", "corr(x, x) FROM (VALUES (1.0)) t(x)", float("nan"), None
    ),
    "the root of a negative number is an error or NaN": same("sqrt(-1)", ERROR, float("nan")),
    "the logarithm of zero is an error or NULL": same("ln(0)", ERROR, None),
    # Dates: our functions.
    "a Sunday is day 0 or day 1": same("dayofweek(DATE '2026-01-04')", 0, 1),
    "a date less a date is a number or an interval": same(
        "DATE '2024-02-01' - DATE '2024-01-01'", 31, dt.timedelta(days=31)
    ),
    "a date plus a month is a timestamp or a date": same(
        "DATE '2024-01-31' + INTERVAL 1 MONTH", dt.datetime(2024, 2, 29), dt.date(2024, 2, 29)
    ),
    "months_between is Spark's own, with 31 days to a month": same(
        "months_between(DATE '2024-02-01', DATE '2024-01-31')", ERROR, 0.03225806
    ),
    # Texts.
    "concat skips NULL or is NULL": same("concat('a', NULL)", "a", None),
    "a backslash in a text stands for itself or escapes": same(r"'a\\b'", r"a\\b", r"a\b"),
    "a backslash in a pattern stands for itself or escapes": Trap(
        r"'a_b' LIKE 'a\_b'", r"'a_b' LIKE 'a\\_b'", False, True
    ),
    "substr from 0 is one character shorter or not": same("substr('abc', 0, 2)", "a", "ab"),
    "trim takes off an ideographic blank or not": same("trim('\u3000电 ')", "电", "\u3000电"),
    "the capital of ß is one letter or two": same("upper('ß')", "ẞ", "SS"),
    # Order.
    "NULL sorts last or first": Trap(
        "x FROM (VALUES (2), (NULL), (1)) t(x) ORDER BY x LIMIT 1",
        "x FROM (VALUES (2), (NULL), (1)) t(x) ORDER BY x LIMIT 1",
        1,
        None,
    ),
    "of equal keys arg_max takes the first or the last": Trap(
        "arg_max(a, b) FROM (VALUES (1, 5), (2, 5)) t(a, b)", "max_by(a, b) FROM (VALUES (1, 5), (2, 5)) t(a, b)", 1, 2
    ),
    "of equally frequent values mode takes either": Trap(
        "mode(x) FROM (VALUES (2), (2), (1), (1)) t(x)", "mode(x) FROM (VALUES (2), (2), (1), (1)) t(x)", 2, 1
    ),
    # Lists: kernels.
    "the first element of a list is 1 or 0": Trap("[1, 2, 3][1]", "array(1, 2, 3)[1]", 1, 2),
    "two lists unnested side by side are zipped or crossed": Trap(
        "count(*) FROM (SELECT unnest([1, 2]), unnest([3, 4]))",
        "count(*) FROM (SELECT explode(array(1, 2)), explode(array(3, 4)))",
        2,
        4,
    ),
}


@pytest.fixture(scope="module")
def raw_duckdb() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": "1"}) as connection:
        yield connection


@pytest.fixture(scope="module")
def raw_spark(spark_engine: SparkEngine) -> Any:
    """A session with Spark's own settings where ours differ in what is tested here."""
    return spark_engine.session.newSession()


@pytest.mark.parametrize("name", TRAPS)
def test_engines_differ(name: str, raw_duckdb: duckdb.DuckDBPyConnection, raw_spark: Any) -> None:
    trap = TRAPS[name]
    assert _alike(_ask_duckdb(raw_duckdb, trap.duckdb), trap.duckdb_says)
    assert _alike(_ask_spark(raw_spark, trap.spark), trap.spark_says)
    assert not _alike(trap.duckdb_says, trap.spark_says), "this is no trap"


# Spark's own defaults for decimals lose digits without a word; the session of the engine sets them otherwise.
SETTINGS = {
    "a long product loses decimals": (
        "spark.sql.decimalOperations.allowPrecisionLoss",
        "CAST('1.2345678' AS DECIMAL(38,7)) * CAST('1.00000001' AS DECIMAL(18,8))",
        {"true": Decimal("1.234568"), "false": Decimal("1.234567812345678")},
    ),
    "a comparison of long decimals cuts the finer one": (
        "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate",
        "CAST('1.504' AS DECIMAL(38,8)) > CAST('1.50' AS DECIMAL(38,2))",
        {"false": False, "true": True},
    ),
    "a sum of integers beyond 64 bits goes round": (
        "spark.sql.ansi.enabled",
        "9223372036854775807 + 1",
        {"false": -9223372036854775808, "true": ERROR},
    ),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_of_the_session_changes_values(name: str, raw_spark: Any, spark_engine: SparkEngine) -> None:
    setting, words, answers = SETTINGS[name]
    before = raw_spark.conf.get(setting)
    try:
        for value, answer in answers.items():
            raw_spark.conf.set(setting, value)
            assert _alike(_ask_spark(raw_spark, words), answer)
    finally:
        raw_spark.conf.set(setting, before)
    ours = spark_engine.session.conf.get(setting)
    assert ours == list(answers)[1]


def _ask_duckdb(connection: duckdb.DuckDBPyConnection, words: str) -> Any:
    try:
        row = connection.execute(f"SELECT {words}").fetchone()
    except duckdb.Error:
        return ERROR
    return row[0] if row else None


def _ask_spark(session: Any, words: str) -> Any:
    from pyspark.errors import PySparkException

    try:
        return session.sql(f"SELECT {words}").collect()[0][0]
    except PySparkException:
        return ERROR


def _alike(one: Any, other: Any) -> bool:
    """Equal in type and value; NaN equals NaN here."""
    if isinstance(one, float) and isinstance(other, float) and one != one:
        return other != other
    return type(one) is type(other) and bool(one == other)
