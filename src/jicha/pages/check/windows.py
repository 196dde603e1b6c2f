"""Windows that give one answer: a total order, frames that every engine counts alike."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.functions import AGGREGATE, WINDOW, name_of
from jicha.pages.check.keys import is_unique_over
from jicha.pages.check.place import sql_of
from jicha.pages.check.query import Query, here
from jicha.terms.errors import Fault


def check(draft: Draft) -> Iterator[Fault]:
    """Windows that engines, or two runs of one engine, would answer differently."""
    for query in draft.model.queries:
        for part in query.expressions():
            for node in here(part):
                if isinstance(node, exp.Window):
                    yield from _window(draft, node, query)
                elif name_of(node) in WINDOW and not isinstance(node.parent, exp.Window):
                    word = draft.places.written(node)
                    yield draft.fault(
                        "window-without-over",
                        node,
                        f"{word} needs a window",
                        f"Write {word}(...) OVER (PARTITION BY ... ORDER BY ...).",
                    )


def _window(draft: Draft, node: exp.Window, query: Query) -> Iterator[Fault]:
    function, spec, order = node.this, node.args.get("spec"), node.args.get("order")
    if isinstance(function, exp.Filter):
        function = function.this
    if isinstance(function, exp.Count) and isinstance(function.this, exp.Distinct):
        yield draft.fault(
            "not-portable",
            function,
            "count(DISTINCT ...) OVER is unknown to Spark",
            "GROUP BY in a derived table first, and join it.",
        )
        return
    name = name_of(function)
    if name not in WINDOW and name not in AGGREGATE:
        return  # `portable` has refused it
    if spec is not None:
        yield from _frame(draft, node, spec, query)
    if name in WINDOW and order is None:
        yield draft.fault(
            "unstable-order",
            node,
            f"{name} has no ORDER BY, so any row may come first",
            f"Write {name}(...) OVER (PARTITION BY ... ORDER BY ...).",
        )
    elif order is not None and (name in WINDOW or (spec is not None and spec.args.get("kind") == "ROWS")):
        over = [*node.args.get("partition_by", ()), *(one.this for one in order.expressions)]
        if is_unique_over(over, query) is False:
            listed = ", ".join(sql_of(one) for one in over)
            yield draft.fault(
                "unstable-order",
                node,
                f"rows that are equal in {listed} may come in any order",
                "Add the key of the rows to the ORDER BY.",
            )


def _frame(draft: Draft, node: exp.Window, spec: exp.WindowSpec, query: Query) -> Iterator[Fault]:
    bounds = (spec.args.get("start"), spec.args.get("end"))
    offsets = [bound for bound in bounds if isinstance(bound, exp.Expr)]
    order, kind = node.args.get("order"), spec.args.get("kind")
    by = [draft.types.of(one.this, query).name for one in order.expressions] if order else []
    if any(not isinstance(bound, exp.Literal) or not bound.name.isdigit() for bound in offsets):
        remedy = "Write whole numbers: ROWS BETWEEN 2 PRECEDING AND CURRENT ROW."
        yield draft.fault("not-portable", node, "the frame of a window depends on data or dates", remedy)
    elif kind not in ("ROWS", "RANGE"):
        yield draft.fault("not-portable", node, f"a frame of {kind}", "Use ROWS or RANGE.")
    elif kind == "RANGE" and offsets and by not in (["integer"], ["unknown"]):
        remedy = "Order by an integer (months_between, days_between), or use ROWS."
        yield draft.fault("not-portable", node, "RANGE over something other than one integer", remedy)
