"""Portable SQL into each engine's own: parse, give decimals room, say our functions, print.

The result depends on nothing but the arguments, and is cached by them. Where engines read the same words differently
the text is made explicit: NULLs sort last, names are quoted, functions come from the templates of functions.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.dialects.spark import Spark

from jicha.engine.calls import DuckDbWords, SparkWords, Target, say_calls
from jicha.engine.decimals import Digits
from jicha.engine.errors import NotPortable
from jicha.engine.portable import parse
from jicha.engine.widen import widen

DEFAULT_TIME_ZONE = "Asia/Shanghai"
DecimalColumns = tuple[tuple[str, tuple[tuple[str, Digits], ...]], ...]  # Decimals, hashable


@lru_cache(maxsize=4096)
def to_duckdb(sql: str, time_zone: str = DEFAULT_TIME_ZONE, decimals: DecimalColumns = ()) -> str:
    """Page SQL as DuckDB runs it. ``decimals`` says which columns are decimals, so that none runs out of digits.

    Raises NotPortable for what is not one SELECT of the portable subset.
    """
    tree = parse(sql).copy()
    widen(tree, {table: dict(columns) for table, columns in decimals})
    return _print(tree, _DUCKDB, time_zone)


@lru_cache(maxsize=4096)
def to_spark(sql: str, time_zone: str = DEFAULT_TIME_ZONE) -> str:
    """Page SQL as Spark runs it (ANSI mode; engine/spark_session.py has the settings it relies on)."""
    return _print(parse(sql).copy(), _SPARK, time_zone)


def checked_time_zone(name: str) -> str:
    """``name`` if it is a time zone. Raises NotPortable."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise NotPortable(f"unknown time zone {name!r}", "Name one of the IANA database: Asia/Shanghai.") from error
    return name


_DUCKDB = Target("duckdb", DuckDB, DuckDbWords, lambda function: function.duckdb)
_SPARK = Target("spark", Spark, SparkWords, lambda function: function.spark)


def _print(tree: Any, target: Target, time_zone: str) -> str:
    _sort_nulls_last(tree)
    _quote_names(tree)
    if target is _SPARK:
        _filters_in_windows(tree)
        _ranks_as_bigint(tree)
        _plain_backslashes(tree)
    say_calls(tree, target, time_zone)
    return str(tree.sql(dialect=target.dialect, comments=False, copy=False))  # the tree is our own copy


def _sort_nulls_last(tree: Any) -> None:
    for ordered in tree.find_all(exp.Ordered):
        if ordered.args.get("nulls_first") is None:
            ordered.set("nulls_first", False)


def _quote_names(tree: Any) -> None:
    """Names of the page in lower case and quotes: no name is ever a keyword, and results are named alike."""
    for name in tree.find_all(exp.Identifier):
        if not name.args.get("quoted"):
            name.set("this", name.name.lower())
        name.set("quoted", True)


def _filters_in_windows(tree: Any) -> None:
    """``sum(x) FILTER (WHERE c) OVER w`` as ``sum(CASE WHEN c THEN x END) OVER w``: not every Spark has the first."""
    for window in tree.find_all(exp.Window):
        if not isinstance(window.this, exp.Filter):
            continue
        aggregate, condition = window.this.this, window.this.expression.this
        counted = exp.Literal.number(1) if isinstance(aggregate.this, exp.Star) else aggregate.this
        aggregate.set("this", exp.Case().when(condition.copy(), counted.copy()))
        window.set("this", aggregate)


def _plain_backslashes(tree: Any) -> None:
    """In a LIKE pattern Spark takes a backslash for an escape, DuckDB for itself."""
    for like in tree.find_all(exp.Like, exp.ILike):
        pattern = like.expression
        if isinstance(pattern, exp.Literal) and pattern.is_string:
            pattern.set("this", pattern.name.replace("\\", "\\\\"))


def _ranks_as_bigint(tree: Any) -> None:
    """Spark counts ranks in INT; arithmetic on them would overflow where DuckDB's does not."""
    ranks = (exp.RowNumber, exp.Rank, exp.DenseRank)
    for window in [node for node in tree.find_all(exp.Window) if isinstance(node.this, ranks)]:
        window.replace(exp.cast(window.copy(), "BIGINT"))


def decimal_columns(columns: Mapping[str, Mapping[str, Digits]]) -> DecimalColumns:
    """``decimals`` for :func:`to_duckdb`, in an order that makes equal ones equal."""
    return tuple(sorted((table, tuple(sorted(digits.items(), key=str))) for table, digits in columns.items()))
