"""Where a value comes from: through WITHs and derived tables down to the columns of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from jicha.pages.check.catalogue import SourceColumn, SourceTable
from jicha.pages.check.query import Query, Relation, here


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column of a table that a value is computed from; ``is_left``: its row may be missing (LEFT JOIN on the way)."""

    table: SourceTable
    column: SourceColumn
    is_left: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """An expression that a value is made of, and the query it stands in; ``is_left`` as in `Leaf`."""

    node: exp.Expr
    query: Query
    is_left: bool


def definitions(node: exp.Expr, query: Query) -> Iterator[Definition]:
    """An expression and, through its columns, every expression it is made of; each once."""
    waiting, seen = [Definition(node, query, False)], set()
    while waiting:
        one = waiting.pop()
        if (id(one.node), one.is_left) in seen:
            continue
        seen.add((id(one.node), one.is_left))
        yield one
        for _, relation, name in columns_in(one.node, one.query):
            waiting += [
                Definition(branch.outputs[name], branch, one.is_left or relation.is_left)
                for branch in relation.branches
                if name in branch.outputs
            ]


def columns_in(node: exp.Expr, query: Query) -> Iterator[tuple[exp.Column, Relation, str]]:
    """The bound column words of an expression."""
    for part in here(node):
        if isinstance(part, exp.Column) and (source := query.source(part)):
            yield part, *source


def leaves(node: exp.Expr, query: Query) -> Iterator[Leaf]:
    """The table columns an expression is computed from."""
    for one in definitions(node, query):
        for _, relation, name in columns_in(one.node, one.query):
            if relation.table:
                yield Leaf(relation.table, relation.table.by_name[name], one.is_left or relation.is_left)


def plain_leaf(node: exp.Expr, query: Query) -> Leaf | None:
    """The one table column that an expression hands on unchanged, if it is no more than that."""
    is_left = False
    while True:
        node = node.unnest()
        source = query.source(node) if isinstance(node, exp.Column) else None
        if source is None:
            return None
        relation, name = source
        is_left = is_left or relation.is_left
        if relation.table:
            return Leaf(relation.table, relation.table.by_name[name], is_left)
        if len(relation.branches) != 1 or name not in relation.branches[0].outputs:
            return None
        query = relation.branches[0]
        node = query.outputs[name]


def may_lack_its_row(node: exp.Expr, query: Query) -> bool:
    """Whether a value hangs on a row that a LEFT JOIN may not have found."""
    return any(
        one.is_left or any(relation.is_left for _, relation, _ in columns_in(one.node, one.query))
        for one in definitions(node, query)
    )
