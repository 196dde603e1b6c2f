"""What makes the rows of a query unique, as far as it can be seen from its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlglot import exp

from jicha.pages.check.place import sql_of
from jicha.pages.check.query import Query, Relation, conjuncts, here

Spot = tuple[str, str]  # alias, column
Key = frozenset[str]


def unique_keys(query: Query) -> tuple[Key, ...]:
    """Sets of output columns each of which makes a row unique; none when none is sure."""
    if query.known_keys is None:
        query.known_keys = ()
        query.known_keys = tuple(dict.fromkeys(_unique_keys(query)))
    return query.known_keys


def relation_keys(relation: Relation, query: Query) -> tuple[Key, ...]:
    """Sets of columns that make a row of a relation unique where ``query`` reads it."""
    if relation.table:
        return (frozenset(relation.table.key),)
    if len(relation.branches) != 1:
        return ()
    return (*unique_keys(relation.branches[0]), *_first_of_each(relation, query))


def is_lookup(relation: Relation, query: Query) -> bool:
    """Whether a join finds at most one row: its ON gives a value to every column of a key of the right side."""
    fixed = {name for name, _ in _fixed_columns(relation, query)}
    return any(key <= fixed for key in relation_keys(relation, query))


def is_unique_over(parts: Sequence[exp.Expr], query: Query) -> bool | None:
    """Whether no two rows of a query (before its SELECT list) are equal in ``parts``; None when that is not known."""
    if query.aggregates:
        group = query.select.args.get("group")
        given = {written(part, query) for part in parts}
        return all(written(one, query) in given for one in (group.expressions if group else ()))
    keys = list(_row_keys(query))
    if not keys:
        return None
    spots = {spot for part in parts if (spot := _spot(part, query))}
    reached = _closure(spots, query)
    return any(key <= reached for key in keys)


def _unique_keys(query: Query) -> Iterator[Key]:
    if query.is_open:
        return
    if query.aggregates:
        group = query.select.args.get("group")
        names = {written(node, query): name for name, node in query.outputs.items()}
        wanted = [written(one, query) for one in (group.expressions if group else ())]
        if all(one in names for one in wanted):
            yield frozenset(names[one] for one in wanted)
        return
    if query.select.args.get("distinct"):
        yield frozenset(query.outputs)
    shown = {name: spot for name, node in query.outputs.items() if (spot := _spot(node, query))}
    constant = _closure(set(), query)
    for key in _row_keys(query):
        found: set[str] = set()
        for spot in key - constant:
            name = next((name for name, one in shown.items() if spot in _closure({one}, query)), None)
            if name is None:
                break
            found.add(name)
        else:
            yield frozenset(found)


def _row_keys(query: Query) -> Iterator[frozenset[Spot]]:
    """Keys of the joined rows: those of FROM, and those of every join that is not a look-up."""
    found: list[frozenset[Spot]] = [frozenset()]
    for relation in query.relations.values():
        if relation.join is not None and is_lookup(relation, query):
            continue
        keys = relation_keys(relation, query)
        found = [old | {(relation.alias, column) for column in key} for old in found for key in keys][:16]
    yield from found


def _first_of_each(relation: Relation, query: Query) -> Iterator[Key]:
    """``row_number() OVER (PARTITION BY a ...) AS n`` with ``n = 1`` outside: ``a`` is unique."""
    branch = relation.branches[0]
    conditions = [*conjuncts(query.select.args.get("where"))]
    conditions += conjuncts(relation.join.args.get("on") if relation.join else None)
    for name, node in branch.outputs.items():
        window = node.unnest()
        if not (isinstance(window, exp.Window) and isinstance(window.this, exp.RowNumber)):
            continue
        if not any(_is_one(one, (relation.alias, name), query) for one in conditions):
            continue
        names = {written(one, branch): output for output, one in branch.outputs.items()}
        parts = [written(one, branch) for one in window.args.get("partition_by", ())]
        if all(part in names for part in parts):
            yield frozenset(names[part] for part in parts)


def _is_one(condition: exp.Expr, spot: Spot, query: Query) -> bool:
    if not isinstance(condition, exp.EQ):
        return False
    sides = (condition.left, condition.right)
    return any(
        _spot(a, query) == spot and isinstance(b, exp.Literal) and b.name == "1" for a, b in (sides, sides[::-1])
    )


def _fixed_columns(relation: Relation, query: Query) -> Iterator[tuple[str, exp.EQ]]:
    """The columns of a joined relation that its ON sets equal to something outside it."""
    for one in conjuncts(relation.join.args.get("on") if relation.join else None):
        if not isinstance(one, exp.EQ):
            continue
        for mine, other in ((one.left, one.right), (one.right, one.left)):
            spot = _spot(mine, query)
            if spot and spot[0] == relation.alias and relation.alias not in _aliases(other, query):
                yield spot[1], one


def _closure(spots: set[Spot], query: Query) -> set[Spot]:
    """Columns whose values follow from those of ``spots``, by constants and equalities that hold for every row."""
    reached = set(spots)
    equalities = list(_equalities(query))
    while True:
        more = {mine for mine, needed in equalities if needed <= reached} - reached
        if not more:
            return reached
        reached |= more


def _equalities(query: Query) -> Iterator[tuple[Spot, set[Spot]]]:
    sure = [*conjuncts(query.select.args.get("where"))]
    for relation in query.relations.values():
        on = list(conjuncts(relation.join.args.get("on") if relation.join else None))
        if not relation.is_left:
            sure += on
            continue
        # Behind a LEFT JOIN a row may be missing: its columns follow from the left side, not the other way round.
        if is_lookup(relation, query):
            for name, fixed in _fixed_columns(relation, query):
                other = fixed.right if _spot(fixed.left, query) == (relation.alias, name) else fixed.left
                spot = _spot(other, query)
                if spot:
                    yield (relation.alias, name), {spot}
    for one in sure:
        if not isinstance(one, exp.EQ):
            continue
        for mine, other in ((one.left, one.right), (one.right, one.left)):
            spot, needed = _spot(mine, query), _spot(other, query)
            if spot and needed:
                yield spot, {needed}
            elif spot and not any(isinstance(part, exp.Column) for part in here(other)):
                yield spot, set()


def _spot(node: exp.Expr, query: Query) -> Spot | None:
    node = node.unnest()
    source = query.source(node) if isinstance(node, exp.Column) else None
    return (source[0].alias, source[1]) if source else None


def _aliases(node: exp.Expr, query: Query) -> set[str]:
    columns: Iterable[exp.Expr] = (part for part in here(node) if isinstance(part, exp.Column))
    return {source[0].alias for column in columns if (source := query.source(column))}  # type: ignore[arg-type]


def written(node: exp.Expr, query: Query) -> str:
    """An expression as a text to compare: columns by where they come from, not by how they are written."""
    spot = _spot(node, query)
    if spot:
        return ".".join(spot)
    copied = node.unnest().copy()
    for mine, theirs in zip(copied.find_all(exp.Column), node.unnest().find_all(exp.Column), strict=True):
        source = query.source(theirs)
        if source:
            mine.replace(exp.column(source[1], source[0].alias))
    return sql_of(copied).lower()
