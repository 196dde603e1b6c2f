"""Reading absence: "no order was found" means something only where all orders have been delivered."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.faults import nearest
from jicha.pages.check.keys import is_lookup
from jicha.pages.check.lineage import definitions, leaves, may_lack_its_row, plain_leaf
from jicha.pages.check.parse import parse_condition
from jicha.pages.check.place import Places
from jicha.pages.check.query import Query, here
from jicha.terms.errors import Fault

FEED = "feed"


def check(draft: Draft) -> Iterator[Fault]:
    """A breach that rests on a missing row, in a page that does not ask whether the rows have come at all."""
    yield from _unknown_records(draft)
    breach = draft.root.outputs.get("breach") if draft.is_rule else None
    if breach is None:
        return
    first = next(absence_tests(breach, draft.root), None)
    if first is None or _asks_feed(draft):
        return
    node, what = first
    yield draft.fault(
        "absence-without-feed",
        node,
        f"breach reads absence here ({what}), and no need asks whether the records have been delivered",
        "LEFT JOIN feed AS f ON f.org_id = ... AND f.record = '<table>', yield f.complete_to, and state a need on it: "
        "`feed_incomplete: complete_to >= ...`.",
    )


def _unknown_records(draft: Draft) -> Iterator[Fault]:
    """``f.record = 'bil'``: no such kind of record, so its feed would never be complete."""
    for query in draft.model.queries:
        for node in (one for part in query.expressions() for one in here(part) if isinstance(one, exp.EQ)):
            for column, word in ((node.left, node.right), (node.right, node.left)):
                leaf = plain_leaf(column, query)
                of_feed = leaf is not None and (leaf.table.name, leaf.column.name) == (FEED, "record")
                if of_feed and isinstance(word, exp.Literal) and word.name not in draft.world.tables:
                    yield draft.fault(
                        "unknown-record",
                        word,
                        f"no table is called {word.name!r}",
                        nearest(word.name, draft.world.tables, "tables"),
                    )


def absence_tests(breach: exp.Expr, query: Query) -> Iterator[tuple[exp.Expr, str]]:
    """The places where a value rests on a row not being there, each with how it does."""
    for one in definitions(breach, query):
        for node in here(one.node):
            what = _reads_absence(node, one.query)
            if what:
                yield node, what


def _reads_absence(node: exp.Expr, query: Query) -> str:
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null) and may_lack_its_row(node.this, query):
        return "IS NULL on a row that may be missing"
    if isinstance(node, exp.Coalesce) and node.expressions and not isinstance(node.this, exp.Literal):
        if may_lack_its_row(node.this, query):
            return "COALESCE of a value whose row may be missing"
        if _has_aggregate(node.this, query):
            return "COALESCE of a sum over rows that may be missing"
    for few, count, limit in _few(node):
        if _counts_missing(count, query) and limit.find(exp.Column) is None:
            return f"a count {few} of rows that may be missing"
    return ""


def _few(node: exp.Expr) -> Iterator[tuple[str, exp.Expr, exp.Expr]]:
    """The sides of a comparison that asks for few or none: the small side first."""
    negated = _is_negated(node)
    if isinstance(node, exp.LT | exp.LTE | exp.GT | exp.GTE):
        left_is_small = isinstance(node, exp.LT | exp.LTE) != negated
        small, large = (node.left, node.right) if left_is_small else (node.right, node.left)
        yield "below a limit", small, large
    elif isinstance(node, exp.NEQ if negated else exp.EQ):
        for count, limit in ((node.left, node.right), (node.right, node.left)):
            if isinstance(limit, exp.Literal) and limit.name == "0":
                yield "of 0", count, limit


def _is_negated(node: exp.Expr) -> bool:
    negated, parent = False, node.parent
    while isinstance(parent, exp.Not | exp.Paren | exp.And | exp.Or):
        negated ^= isinstance(parent, exp.Not)
        parent = parent.parent
    return negated


def _counts_missing(node: exp.Expr, query: Query) -> bool:
    """Whether a value is a count over rows that a LEFT JOIN may not have found."""
    for one in definitions(node, query):
        for count in one.node.find_all(exp.Count):
            scope = count.parent if isinstance(count.parent, exp.Filter) else count
            fans = [rel for rel in one.query.relations.values() if rel.is_left and not is_lookup(rel, one.query)]
            if one.is_left or fans or may_lack_its_row(scope, one.query):
                return True
    return False


def _has_aggregate(node: exp.Expr, query: Query) -> bool:
    return any(next(one.node.find_all(exp.AggFunc), None) is not None for one in definitions(node, query))


def _asks_feed(draft: Draft) -> bool:
    """Whether some need tests a column that comes from the feed table."""
    if FEED not in draft.model.reads:
        return False
    for need in draft.page.needs:
        condition = parse_condition(Places.of_need(draft.page, need))
        if isinstance(condition, list):
            continue
        for column in condition.find_all(exp.Column):
            node = draft.root.outputs.get(column.name.lower())
            if node is not None and any(leaf.table.name == FEED for leaf in leaves(node, draft.root)):
                return True
    return False
