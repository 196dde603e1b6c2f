"""The text each engine is given: explicit where engines read the same words differently, and always the same."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from jicha.engine.decimals import Digits
from jicha.engine.dialect import checked_time_zone, decimal_columns, to_duckdb, to_spark
from jicha.engine.errors import NotPortable
from jicha.engine.portable import Portable


def test_nulls_sort_last_on_both() -> None:
    sql = "SELECT row_number() OVER (ORDER BY a, b DESC) AS n FROM t"
    assert to_spark(sql) == (
        "SELECT CAST(ROW_NUMBER() OVER (ORDER BY `a` NULLS LAST, `b` DESC) AS BIGINT) AS `n` FROM `t`"
    )
    assert to_duckdb(sql) == 'SELECT ROW_NUMBER() OVER (ORDER BY "a", "b" DESC) AS "n" FROM "t"'


def test_names_are_lowered_and_quoted() -> None:
    assert to_duckdb('SELECT B.Kwh AS "Group" FROM Bill AS B') == 'SELECT "b"."kwh" AS "Group" FROM "bill" AS "b"'


def test_spark_gets_filters_of_windows_as_cases() -> None:
    assert to_spark("SELECT count(*) FILTER (WHERE c) OVER () AS n FROM t") == (
        "SELECT COUNT(CASE WHEN `c` THEN 1 END) OVER () AS `n` FROM `t`"
    )


def test_a_backslash_in_a_pattern_stands_for_itself_on_spark() -> None:
    assert to_spark(r"SELECT a LIKE 'x\_y' AS m FROM t") == r"SELECT `a` LIKE 'x\\\\_y' AS `m` FROM `t`"


def test_the_time_zone_is_written_in_and_checked() -> None:
    assert "'Africa/Tunis'" in to_duckdb("SELECT local_date(t) AS d FROM x", "Africa/Tunis")
    assert checked_time_zone("UTC") == "UTC"
    with pytest.raises(NotPortable, match="unknown time zone"):
        checked_time_zone("'; DROP TABLE x")


def test_decimals_are_widened_only_for_duckdb_and_only_when_known() -> None:
    sql = "SELECT kwh * price AS m FROM bill"
    known = decimal_columns({"bill": {"kwh": Digits(18, 3), "price": Digits(18, 8)}})
    assert to_duckdb(sql, decimals=known) == ('SELECT (CAST(0 AS DECIMAL(38, 0)) + "kwh") * "price" AS "m" FROM "bill"')
    assert to_duckdb(sql) == 'SELECT "kwh" * "price" AS "m" FROM "bill"'
    assert to_spark(sql) == "SELECT `kwh` * `price` AS `m` FROM `bill`"


def test_equal_columns_make_equal_keys_in_any_order() -> None:
    one = {"a": {"x": Digits(1, 0), "y": Digits(2, 0)}, "b": {}}
    other = {"b": {}, "a": {"y": Digits(2, 0), "x": Digits(1, 0)}}
    assert decimal_columns(one) == decimal_columns(other)


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_text_bound_as_a_literal_stays_that_text(text: str) -> None:
    """A parameter can never become SQL: what goes in comes out, quotes, backslashes and all."""
    sql = exp.select(exp.alias_(exp.Literal.string(text), "v")).sql(dialect=Portable)
    assert _duck.execute(to_duckdb(sql)).fetchone() == (text,)


_duck = duckdb.connect()
