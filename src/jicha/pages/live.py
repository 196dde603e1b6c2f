"""Which parts of a page's SQL its verdicts rest on: evidence that nothing reads is not logic."""

from __future__ import annotations

from sqlglot import exp


def live_nodes(tree: exp.Expr, wanted: set[str]) -> set[int]:
    """The ids of the nodes that decide the columns ``wanted`` of the outermost SELECT.

    Dead are projections whose name is not wanted, in the outermost SELECT, and in a CTE when no live part names them.
    Names are compared without their table, which may keep a projection alive that is dead, never the other way.
    """
    selects = list(tree.find_all(exp.Select))
    outermost = tree if isinstance(tree, exp.Select) else selects[0]
    dead: dict[int, exp.Expr] = {
        id(projection): projection
        for select in selects
        for projection in select.expressions
        if not isinstance(projection, exp.Star)
    }
    names = set(wanted)
    while True:
        named = _names_outside(tree, dead)
        revived = [
            key
            for key, projection in dead.items()
            if (projection.alias_or_name in names and projection.parent is outermost)
            or (projection.alias_or_name in named and projection.parent is not outermost)
            or (projection.parent is not outermost and _in_union(projection))
        ]
        if not revived:
            break
        for key in revived:
            del dead[key]
    buried = {id(node) for projection in dead.values() for node in projection.walk()}
    return {id(node) for node in tree.walk()} - buried


def _names_outside(tree: exp.Expr, dead: dict[int, exp.Expr]) -> set[str]:
    found = set()
    for column in tree.find_all(exp.Column):
        node: exp.Expr | None = column
        while node is not None and id(node) not in dead:
            node = node.parent
        if node is None:
            found.add(column.name)
    return found


def _in_union(projection: exp.Expr) -> bool:
    """Columns of a UNION ALL go by their place, so none of its parts is dead."""
    return isinstance(projection.parent, exp.Select) and isinstance(projection.parent.parent, exp.SetOperation)
