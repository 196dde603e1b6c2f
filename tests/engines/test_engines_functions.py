"""Every function of FUNCTIONS gives one answer: on DuckDB, on Spark, and by a plain Python twin worked out apart."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from engines_rows import ROWS, Row, as_table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.functions import FUNCTIONS
from jicha.engine.workdays import work_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")


def ratio(a: Decimal | int | None, b: Decimal | int | None, digits: int) -> Decimal | None:
    if a is None or not b or max(abs(a), abs(b)) >= 10**17:
        return None
    exact = Fraction(a) / Fraction(b) * 10**digits
    units = math.floor(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)
    return Decimal(units).scaleb(-digits) if abs(units) < 10**18 else None


def add_months(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def local(instant: dt.datetime) -> dt.datetime:
    return instant.replace(tzinfo=dt.UTC).astimezone(SHANGHAI)


# Call -> its twin on one row; None for a row whose arguments hold a NULL is put in by `expected`.
CALLS: dict[str, tuple[Callable[[Row], Any], tuple[str, ...]]] = {
    "days_between(a, b)": (lambda r: (r.b - r.a).days, ("a", "b")),
    "add_days(a, n)": (lambda r: r.a + dt.timedelta(days=r.n), ("a", "n")),
    "add_months(a, n)": (lambda r: add_months(r.a, r.n), ("a", "n")),
    "month_start(a)": (lambda r: r.a.replace(day=1), ("a",)),
    "months_between(a, b)": (lambda r: (r.b.year - r.a.year) * 12 + r.b.month - r.a.month, ("a", "b")),
    "workdays_between(a, b)": (lambda r: work_calendar().between(r.a, r.b), ("a", "b")),
    "minutes_between(t, u)": (lambda r: math.trunc(Fraction(_us(r.u) - _us(r.t), 60_000_000)), ("t", "u")),
    "local_date(t)": (lambda r: local(r.t).date(), ("t",)),
    "local_hour(t)": (lambda r: local(r.t).hour, ("t",)),
    "ratio(x, y, 3)": (lambda r: ratio(r.x, r.y, 3), ("x", "y")),
    "ratio(y, x, 8)": (lambda r: ratio(r.y, r.x, 8), ("x", "y")),
    "ratio(m, n, 0)": (lambda r: ratio(r.m, r.n, 0), ("m", "n")),
    "ratio(x * y, x, 2)": (lambda r: ratio(r.x * r.y, r.x, 2), ("x", "y")),
    "ratio(n, m, 6)": (lambda r: ratio(r.n, r.m, 6), ("m", "n")),
    "year(a)": (lambda r: r.a.year, ("a",)),
    "month(a)": (lambda r: r.a.month, ("a",)),
    "abs(x)": (lambda r: abs(r.x), ("x",)),
    "coalesce(x, y, 0)": (lambda r: r.x if r.x is not None else r.y if r.y is not None else Decimal(0), ()),
    "nullif(n, 3)": (lambda r: None if r.n == 3 else r.n, ("n",)),
    "round(x, 2)": (lambda r: rounded(r.x, 2), ("x",)),
    "round(x)": (lambda r: rounded(r.x, 0), ("x",)),
    "round(y, 3)": (lambda r: rounded(r.y, 3), ("y",)),
    "round(n)": (lambda r: r.n, ("n",)),
    "floor(x)": (lambda r: int(r.x.to_integral_value(ROUND_FLOOR)), ("x",)),
    "floor(m)": (lambda r: r.m, ("m",)),
    "substr(s, 2, 3)": (lambda r: r.s[1:4], ("s",)),
    "substr(s, 2)": (lambda r: r.s[1:], ("s",)),
    "lower(s)": (lambda r: r.s.lower(), ("s",)),
    "upper(s)": (lambda r: r.s.upper(), ("s",)),
    "trim(s)": (lambda r: r.s.strip(" \u3000"), ("s",)),
    "length(s)": (lambda r: len(r.s), ("s",)),
    "s || s": (lambda r: r.s + r.s, ("s",)),
}
SQL = "SELECT " + ", ".join(f"{call} AS c{place}" for place, call in enumerate(CALLS)) + " FROM examples"


def expected(row: Row, call: str) -> Any:
    twin, read = CALLS[call]
    return None if any(getattr(row, name) is None for name in read) else twin(row)


def wrong(answer: pa.Table, rows: list[Row]) -> list[str]:
    """What differs from the twins, for reading."""
    found = []
    for place, call in enumerate(CALLS):
        for row, given_back in zip(rows, answer.column(f"c{place}").to_pylist(), strict=True):
            if given_back != expected(row, call):
                found.append(f"{call} of {row}: {given_back!r}, not {expected(row, call)!r}")
    return found


def _us(instant: dt.datetime) -> int:
    return round((instant - dt.datetime(1970, 1, 1)) / dt.timedelta(microseconds=1))


def ordered(sql: str) -> str:
    """The same rows in the order they were made."""
    return sql.replace(" FROM examples", ", k FROM examples ORDER BY k")


def test_every_function_is_tried() -> None:
    assert {name for name in FUNCTIONS if not any(call.startswith(f"{name}(") for call in CALLS)} == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=10, max_size=60))
def test_duckdb_agrees_with_plain_python(duckdb_engine: DuckDbEngine, rows: list[Row]) -> None:
    duckdb_engine.register("examples", as_table(rows))
    assert wrong(duckdb_engine.query(ordered(SQL)), rows) == []


@pytest.mark.spark
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=60, max_size=120))
def test_spark_agrees_with_plain_python_and_duckdb(both: Any, rows: list[Row]) -> None:
    both.register("examples", as_table(rows))
    duck, spark = both.answers(ordered(SQL))
    assert wrong(spark, rows) == []
    assert wrong(duck, rows) == []
    assert duck.schema.types == spark.schema.types
