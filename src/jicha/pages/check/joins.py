"""Joins: a look-up on the full key of the right side, or a repetition of rows that the same query sums up again."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.keys import is_lookup, relation_keys, unique_keys
from jicha.pages.check.lineage import columns_in
from jicha.pages.check.place import sql_of
from jicha.pages.check.query import Query, Relation, here, windowed
from jicha.terms.errors import Fault


def check(draft: Draft) -> Iterator[Fault]:
    """Joins that repeat rows, that drop the subjects they should judge, or that make a subject stand twice."""
    for query in draft.model.queries:
        fans = [one for one in query.relations.values() if one.join is not None and _may_repeat(one, query)]
        if not query.aggregates:
            yield from (_repeats(draft, fan, query) for fan in fans)
        else:
            yield from _fans(draft, fans, query)
    if draft.is_rule:
        yield from _inner(draft)
        yield from _two_rows(draft)


def _may_repeat(relation: Relation, query: Query) -> bool:
    on = relation.join.args.get("on") if relation.join else None
    return on is not None and relation.columns is not None and not is_lookup(relation, query)


def _repeats(draft: Draft, relation: Relation, query: Query) -> Fault:
    keys = relation_keys(relation, query)
    named = relation.table.name if relation.table else relation.alias
    if not keys:
        return draft.fault(
            "join-without-key",
            relation.node,
            f"nothing makes a row of {named} unique, so the join may repeat rows",
            "GROUP BY what you join on inside it, or number its rows and keep row 1.",
        )
    wanted = ", ".join(f"{relation.alias}.{column}" for column in sorted(min(keys, key=sorted)))
    return draft.fault(
        "join-without-key",
        relation.node,
        f"the join on {named} does not give every column of its key a value, so it may repeat rows (key: {wanted})",
        "Join on the full key, or GROUP BY it in a derived table first.",
    )


def _fans(draft: Draft, fans: list[Relation], query: Query) -> Iterator[Fault]:
    """Two joins that each repeat the rows of the other, and sums of what a join has repeated."""
    chain: set[str] = set()
    for number, fan in enumerate(fans):
        on = fan.join.args["on"] if fan.join else None
        reached = {relation.alias for _, relation, _ in columns_in(on, query)} if on is not None else set()
        if number and not reached & chain:
            yield draft.fault(
                "two-fans",
                fan.node,
                f"{fans[0].alias} and {fan.alias} repeat each other's rows, so sums and counts come out too large",
                "Sum each up in a derived table of its own, and join these.",
            )
            return
        chain.add(fan.alias)
    if not fans:
        return
    last = fans[-1].alias
    lookups = {one.alias for one in query.relations.values() if one not in fans and one.join is not None}
    for part in (*query.select.expressions, query.select.args.get("having")):
        for node in here(part) if part else ():
            if isinstance(node, exp.Sum | exp.Count) and not windowed(node):
                yield from _repeated_sum(draft, node, query, repeated=set(query.relations) - {last} - lookups)


def _repeated_sum(draft: Draft, node: exp.Expr, query: Query, *, repeated: set[str]) -> Iterator[Fault]:
    if isinstance(node.this, exp.Distinct | exp.Star):
        return
    aliases = {relation.alias for _, relation, _ in columns_in(node.this, query)}
    if aliases and aliases <= repeated:
        text = sql_of(node)
        yield draft.fault(
            "sum-of-repeated",
            node,
            f"{text} takes each row of {', '.join(sorted(aliases))} as often as the join repeats it",
            "Sum it up in a derived table before the join, or use min or max.",
        )


def _inner(draft: Draft) -> Iterator[Fault]:
    query = draft.root
    for relation in query.relations.values():
        if relation.join is not None and not relation.is_left and relation.join.args.get("on"):
            yield draft.fault(
                "inner-join-acquits",
                relation.node,
                f"a row without {_name(relation)} would not be judged at all: a missing row acquits",
                "Write LEFT JOIN; the value is then NULL and the verdict unsure.",
            )
    first = query.first
    if first is None or len(first.branches) != 1 or first.branches[0].aggregates:
        return
    for relation in first.branches[0].relations.values():
        if relation.join is not None and not relation.is_left and is_lookup(relation, first.branches[0]):
            yield draft.fault(
                "inner-join-in-population",
                relation.node,
                f"this INNER JOIN decides who is judged: a row without {_name(relation)} is not",
                "Write LEFT JOIN, unless the rule is about such rows only.",
            )


def _two_rows(draft: Draft) -> Iterator[Fault]:
    key = {"subject_id", "period"} & set(draft.root.outputs)
    if "subject_id" not in key or draft.root.is_open:
        return
    keys = unique_keys(draft.root)
    if not any(one <= key for one in keys):
        words = " and ".join(sorted(key, reverse=True))
        yield draft.fault(
            "maybe-two-rows",
            draft.root.outputs["subject_id"],
            f"nothing in the SELECT makes {words} unique, and two verdicts on one subject stop the run",
            f"GROUP BY {words}, or number the rows and keep row 1.",
        )


def _name(relation: Relation) -> str:
    return relation.table.name if relation.table else relation.alias
