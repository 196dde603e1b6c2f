"""Parse a page's SQL and bind parameter values as literals in the syntax tree: a value can never become SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import sqlglot
from sqlglot import exp

from jicha.engine.portable import Portable
from jicha.pages.page import Page, ParameterValue
from jicha.terms.errors import Fault, JichaError
from jicha.terms.units import Quantity

DIALECT = Portable
BUILT_IN = ("today", "run_from", "run_to")


class BadSql(JichaError):
    """A page's SQL that is not one SELECT, or lacks a value for a parameter."""


@lru_cache(maxsize=4096)
def _parsed(sql: str) -> exp.Expr:
    return sqlglot.parse_one(sql, dialect=DIALECT)


def parse(page: Page) -> exp.Expr:
    """The syntax tree of the page's SELECT, a copy of its own for the caller to change. Raises BadSql."""
    try:
        return _parsed(page.sql).copy()
    except sqlglot.ParseError as error:
        detail = error.errors[0] if error.errors else {}
        line = page.sql_line + (detail.get("line") or 1) - 1
        raise BadSql(
            Fault(
                f"the SQL cannot be parsed: {detail.get('description', 'not SQL')}",
                "Write one SELECT.",
                page.path,
                line,
                detail.get("col") or 0,
                "bad-sql",
            )
        ) from error


def bind(tree: exp.Expr, values: Mapping[str, ParameterValue]) -> exp.Expr:
    """The tree with every ``:name`` replaced by its value. Raises BadSql when a value is missing."""

    def literal(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Placeholder):
            return node
        if node.name not in values:
            raise BadSql(f"no value for the parameter :{node.name}", "Declare it under params.")
        return as_literal(values[node.name])

    return tree.transform(literal)


def as_literal(value: ParameterValue) -> exp.Expr:
    """A value as SQL: whole numbers plain, others as exact decimals, dates and words as themselves."""
    if isinstance(value, Quantity):
        return _number(value.value)
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE", dialect=DIALECT)
    return exp.Literal.string(value)


def _number(value: Decimal) -> exp.Expr:
    if value == value.to_integral_value():
        return exp.Neg(this=exp.Literal.number(-int(value))) if value < 0 else exp.Literal.number(int(value))
    _, digits, exponent = value.as_tuple()
    scale = -int(exponent)
    precision = max(len(digits), scale + 1)
    return exp.cast(exp.Literal.string(f"{value:f}"), f"DECIMAL({precision}, {scale})", dialect=DIALECT)


@lru_cache(maxsize=4096)
def tables_of(sql: str) -> frozenset[str]:
    """The tables a SELECT reads, without its own CTEs."""
    tree = _parsed(sql)
    own = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    return frozenset(table.name for table in tree.find_all(exp.Table)) - own
