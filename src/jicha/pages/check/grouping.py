"""GROUP BY: what is neither grouped nor aggregated has no one value; aggregates and windows stand in their places."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.keys import written
from jicha.pages.check.query import Query, here, windowed
from jicha.terms.errors import Fault


def check(draft: Draft) -> Iterator[Fault]:
    """Columns without one value per group, and aggregates where rows are not grouped yet."""
    for query in draft.model.queries:
        select = query.select
        joins = [join.args["on"] for join in select.args.get("joins") or () if join.args.get("on")]
        for part, name in ((select.args.get("where"), "WHERE"), *((on, "ON") for on in joins)):
            yield from _too_early(draft, part, name)
        if query.aggregates:
            yield from _ungrouped(draft, query)


def _too_early(draft: Draft, part: exp.Expr | None, name: str) -> Iterator[Fault]:
    for node in here(part) if part is not None else ():
        if isinstance(node, exp.AggFunc | exp.Window):
            what = "a window" if isinstance(node, exp.Window) else "an aggregate"
            yield draft.fault(
                "aggregate-too-early",
                node,
                f"{what} stands in {name}, where rows are still being chosen",
                "Compute it in a WITH, and test it outside.",
            )
            return


def _ungrouped(draft: Draft, query: Query) -> Iterator[Fault]:
    group = query.select.args.get("group")
    grouped = {written(one, query) for one in (group.expressions if group else ())}
    for part in (*query.select.expressions, query.select.args.get("having")):
        if part is None:
            continue
        for column in _loose(part, query, grouped):
            yield draft.fault(
                "not-grouped",
                column,
                f"{column.sql('duckdb')} has no one value per group",
                "Add it to GROUP BY, or take min or max of it.",
            )


def _loose(node: exp.Expr, query: Query, grouped: set[str]) -> Iterator[exp.Expr]:
    """Columns outside aggregates that are no part of what is grouped by."""
    if isinstance(node, exp.Query) or (isinstance(node, exp.AggFunc) and not windowed(node)):
        return
    if written(node, query) in grouped:
        return
    if isinstance(node, exp.Column):
        yield node
        return
    if isinstance(node, exp.Filter) and not windowed(node.this):
        return
    for part in node.iter_expressions():
        yield from _loose(part, query, grouped)
