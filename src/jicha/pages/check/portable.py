"""The portable subset: an allow-list of what a SELECT may be made of; everything else is refused, with what to write.

Of 87 probed expressions 32 differ between DuckDB and Spark, some without an error (decisions and design.md, 5). So
the list says what is known to agree, down to the options of each part, and not what is known to differ. Numbers are
in `numbers`, windows in `windows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.functions import AGGREGATE, name_of
from jicha.pages.check.given import decimal_sizes
from jicha.pages.check.place import sql_of
from jicha.pages.check.portable_words import REFUSED_FUNCTIONS, REFUSED_NODES, REFUSED_OPTIONS, Words
from jicha.pages.check.query import here
from jicha.terms.errors import Fault

# Every part a SELECT may have, with the options it may have.
_ALLOWED: dict[type[exp.Expr], frozenset[str]] = {
    node: frozenset(options.split())
    for node, options in {
        exp.Select: "expressions from_ joins where group having with_ distinct",
        exp.With: "expressions",
        exp.CTE: "this alias",
        exp.From: "this",
        exp.Join: "this on side kind",
        exp.Subquery: "this alias",
        exp.Union: "this expression distinct",
        exp.Table: "this alias",
        exp.TableAlias: "this",
        exp.Identifier: "this quoted",
        exp.Where: "this",
        exp.Having: "this",
        exp.Group: "expressions",
        exp.Alias: "this alias",
        exp.Column: "this table",
        exp.Literal: "this is_string",
        exp.Boolean: "this",
        exp.Null: "",
        exp.Placeholder: "this",
        exp.Paren: "this",
        exp.And: "this expression",
        exp.Or: "this expression",
        exp.Not: "this",
        exp.EQ: "this expression",
        exp.NEQ: "this expression",
        exp.GT: "this expression",
        exp.GTE: "this expression",
        exp.LT: "this expression",
        exp.LTE: "this expression",
        exp.Between: "this low high",
        exp.In: "this expressions",
        exp.Is: "this expression",
        exp.Like: "this expression negate",
        exp.Add: "this expression",
        exp.Sub: "this expression",
        exp.Mul: "this expression",
        exp.Neg: "this",
        exp.DPipe: "this expression safe",
        exp.Case: "this ifs default",
        exp.If: "this true",
        exp.Cast: "this to",
        exp.DataType: "this expressions nested",
        exp.DataTypeParam: "this expression",
        exp.Filter: "this expression",
        exp.Window: "this partition_by order spec over",
        exp.WindowSpec: "kind start start_side end end_side",
        exp.Order: "expressions",
        exp.Ordered: "this desc nulls_first",
        exp.Distinct: "expressions",
        exp.Star: "",
        exp.Abs: "this",
        exp.AddMonths: "this expression",
        exp.Anonymous: "this expressions",
        exp.Coalesce: "this expressions",
        exp.Count: "this big_int",
        exp.Floor: "this",
        exp.Lag: "this offset default",
        exp.Lead: "this offset default",
        exp.Length: "this",
        exp.Lower: "this",
        exp.Max: "this",
        exp.Min: "this",
        exp.Month: "this",
        exp.MonthsBetween: "this expression",
        exp.Nullif: "this expression",
        exp.Round: "this decimals",
        exp.RowNumber: "",
        exp.Substring: "this start length",
        exp.Sum: "this",
        exp.Trim: "this",
        exp.Upper: "this",
        exp.Year: "this",
    }.items()
}
_CASTS = (exp.DType.DECIMAL, exp.DType.BIGINT, exp.DType.DATE, exp.DType.VARCHAR, exp.DType.TEXT)
_PATTERN = re.compile(r"%?[^%_\\]+%?")


def check(draft: Draft) -> Iterator[Fault]:
    """Everything in the SELECT that is not in the portable subset."""
    waiting: list[exp.Expr] = [draft.root.select]
    while waiting:
        node = waiting.pop()
        option = next((part for part, value in node.args.items() if value and part not in _options(node)), None)
        refused = _refused_option(node, option) if option else _refused(node)
        if refused:
            value = node.args[option] if option else None
            blamed = value if isinstance(value, exp.Expr) and not isinstance(value, exp.Query) else node
            message, remedy = refused
            yield draft.fault("not-portable", blamed, f"{_named(draft, blamed)}: {message}", remedy)
        else:
            waiting += list(node.iter_expressions())
    yield from _boolean_aggregates(draft)


def _named(draft: Draft, node: exp.Expr) -> str:
    """The part as the page has it, shortened."""
    word = " ".join(draft.places.written(node).split())
    return word if len(word) <= 40 else f"{word[:37]}..."


def _options(node: exp.Expr) -> frozenset[str]:
    """The options a part may have; of parts that are not allowed at all, none is looked at."""
    return _ALLOWED.get(type(node), frozenset(node.args))


def _refused_option(node: exp.Expr, option: str) -> Words:
    words = REFUSED_OPTIONS.get((type(node), option))
    return words or (f"{option.strip('_')} is not in the portable subset here", "Leave it out.")


def _refused(node: exp.Expr) -> Words | None:
    """What is wrong with one part, and what to write instead."""
    if type(node) in REFUSED_NODES:
        return REFUSED_NODES[type(node)]
    if isinstance(node, exp.Anonymous):
        return REFUSED_FUNCTIONS.get(str(node.this).lower())  # other unknown names: `names`
    if type(node) not in _ALLOWED:
        return "it is not in the portable subset", "Write it with what pages may use (docs/pages.md)."
    return _refused_value(node)


def _refused_value(node: exp.Expr) -> Words | None:
    match node:
        case exp.Literal() if not node.is_string and "e" in node.name.lower():
            return f"{node.name} is a floating-point number", "Write it out as an exact decimal."
        case exp.Star() if not isinstance(node.parent, exp.Count):
            return "SELECT * yields whatever a table has today", "Name the columns."
        case exp.Subquery() if not isinstance(node.parent, exp.From | exp.Join | exp.SetOperation):
            return "a SELECT stands where a value should", "LEFT JOIN it on its key, and use its column."
        case exp.Union() if node.args.get("distinct"):
            return "UNION drops equal rows", "Write UNION ALL, and GROUP BY where rows may be equal."
        case exp.Join():
            return _refused_join(node)
        case exp.Group() if any(isinstance(one, exp.Literal) for one in node.expressions):
            return "GROUP BY counts columns", "Name what is grouped by."
        case exp.Select() if node.args.get("distinct") and node.args["distinct"].args.get("on"):
            return (
                "DISTINCT ON takes any row",
                "Number the rows: row_number() OVER (PARTITION BY ... ORDER BY ...) = 1.",
            )
        case exp.Distinct() if not isinstance(node.parent, exp.Select | exp.Count):
            return "DISTINCT inside this function", "GROUP BY in a derived table first."
        case exp.Distinct() if isinstance(node.parent, exp.Count) and len(node.expressions) > 1:
            return "count(DISTINCT a, b) differs by engine", "GROUP BY a, b in a derived table, and count its rows."
        case exp.Is() if not isinstance(node.expression, exp.Null):
            return "IS TRUE makes 'not known' false", "Use the condition itself; NULL then gives the verdict unsure."
        case exp.In() if any(not isinstance(one, exp.Literal | exp.Placeholder | exp.Neg) for one in node.expressions):
            return "IN has something other than literals and parameters", "Join the other column, and compare it."
        case exp.Cast(this=exp.Null()) if node.to.this in (*_CASTS, exp.DType.TIMESTAMP, exp.DType.BOOLEAN):
            return None
        case exp.Cast() if node.to.this not in _CASTS:
            return _refused_cast(node)
        case exp.Cast() if node.to.this is exp.DType.DECIMAL and decimal_sizes(node.to) is None:
            return "its digits are not whole numbers up to 38", "Write DECIMAL(18, 3)."
        case exp.Cast() if node.to.this is exp.DType.DATE and not isinstance(node.this, exp.Literal):
            return (
                "a value is cast to DATE",
                "Use a date column, or local_date(instant); DATE '2026-01-31' is a literal.",
            )
        case exp.Like() if not (isinstance(node.expression, exp.Literal) and _PATTERN.fullmatch(node.expression.name)):
            return "LIKE has a pattern other than 'text%', '%text' or '%text%'", "Write one of these, without _ or \\."
    return None


def _refused_join(node: exp.Join) -> Words | None:
    if node.side in ("RIGHT", "FULL"):
        return f"{node.side} JOIN", "Write LEFT JOIN, from the rows that are judged to those that are looked up."
    if node.kind in ("SEMI", "ANTI"):
        return f"{node.kind} JOIN", "LEFT JOIN on the key, and test the column for NULL in breach, with a need on feed."
    if node.kind == "CROSS" or not node.args.get("on"):
        return "every row is joined with every row", "Write LEFT JOIN ... ON with the full key of the right side."
    return None


def _refused_cast(node: exp.Cast) -> Words:
    word = sql_of(node.to)
    if node.to.this in exp.DataType.REAL_TYPES:
        return (
            f"{word} is a floating-point type: its sums differ from run to run",
            "Write DECIMAL(18, 6), or multiply out.",
        )
    if node.to.this in exp.DataType.INTEGER_TYPES:
        return f"{word} overflows at another size on each engine", "Write BIGINT."
    return f"a cast to {word}", "Allowed are DECIMAL(p, s), BIGINT, VARCHAR, and DATE before a literal."


def _boolean_aggregates(draft: Draft) -> Iterator[Fault]:
    for query in draft.model.queries:
        for part in query.expressions():
            for node in here(part):
                if name_of(node) in AGGREGATE and not isinstance(node, exp.Count) and node.this:
                    inner = draft.types.of(node.this, query)
                    if inner.name == "boolean":
                        yield draft.fault(
                            "not-portable",
                            node,
                            f"{draft.places.written(node)} of true and false",
                            "Write count(*) FILTER (WHERE ...).",
                        )
