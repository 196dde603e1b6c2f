"""Which tables belong to a subject, and by which references: read off the schema, so that a new table joins by itself.

Ownership runs against the references: a bill belongs to the customer that it names. A row that names several owners
belongs to the nearest; the farther ones count only where the nearer are blank, for an order may touch the meters of
many customers. What a row refers to without belonging to it (area, line, meter) is around it, see ``surroundings.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jicha.find.kinds import CUSTOMER, single_key
from jicha.schema import Table

_LEVELS_AT_MOST = 3  # customer -> point -> installation -> reading
# Columns that name a row of any table: that table, and the row's key.
_ANY_SUBJECT = (("subject_kind", "subject_id"), ("object_table", "object_id"))


@dataclass(frozen=True, slots=True)
class Owner:
    """Rows belong to those of ``table`` whose key stands in one of ``columns``."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOwner:
    """Rows belong to the row whose table and key stand in two columns; ``tables`` are those that may be meant."""

    kind_column: str
    id_column: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lending:
    """How a thing comes to be with somebody: the table, its key, its column of the thing, first day and removal."""

    table: str
    key: str
    thing_column: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Lent:
    """Rows speak, in ``column``, of a thing that was with the subject for a time, by the rows of ``lending``."""

    column: str
    lending: Lending


# A meter belongs to whom it is installed at, while it is.
LENDING = {"meter": Lending("meter_installation", "installation_id", "meter_id", "installed_on", "removed_on")}


@dataclass(frozen=True, slots=True)
class Step:
    """One table and the owners of its rows, nearest first. ``is_owner`` tells that later steps ask for its keys."""

    table: str
    owners: tuple[Owner | AnyOwner | Lent, ...]
    is_owner: bool = False


def walk(root: str, catalogue: Mapping[str, Table]) -> tuple[Step, ...]:
    """The tables that belong to a subject of the table ``root``, each after all that it depends on; ``root`` is first.

    Of a customer everything is owned however far; of anything else only what names it: an area's customers are listed,
    but their bills are theirs.
    """
    levels = _levels({root: 0}, catalogue, _LEVELS_AT_MOST if root == CUSTOMER else 1)
    early = frozenset(levels)
    general = sorted(name for name in catalogue if _subject_columns(catalogue[name]) and name != root)
    last = max(levels.values()) + 1
    levels |= dict.fromkeys(general, last)
    if root == CUSTOMER:
        levels |= _levels({name: levels[name] for name in general}, catalogue, last + _LEVELS_AT_MOST - 1, levels)
    late = _dependent(general, levels, catalogue)
    if root == CUSTOMER:
        may_own, anybody = levels, tuple(sorted(early - late))
    else:
        may_own, anybody = {root: 0}, (root,)
    owners = {name: _owners(catalogue[name], may_own, catalogue, anybody=anybody) for name in levels if name != root}
    ordered = _ordered(root, owners)
    asked = {before for name in ordered for one in owners.get(name, ()) for before in _asked_by(one)}
    return tuple(Step(name, tuple(owners.get(name, ())), name in asked) for name in ordered)


def _levels(
    start: Mapping[str, int], catalogue: Mapping[str, Table], most: int, known: Mapping[str, int] | None = None
) -> dict[str, int]:
    """How far each table lies below ``start``, by the shortest way, down to the level ``most``."""
    levels = dict(start)
    front = list(start)
    while front:
        here = front.pop(0)
        if levels[here] >= most:
            continue
        for name in sorted(catalogue):
            names_it = any(one.references and one.references[0] == here for one in catalogue[name].columns)
            if names_it and name not in levels and name not in (known or {}) and not _subject_columns(catalogue[name]):
                levels[name] = levels[here] + 1
                front.append(name)
    return levels


def _subject_columns(table: Table) -> tuple[str, str] | None:
    """The pair of columns that names a row of any table."""
    return next((pair for pair in _ANY_SUBJECT if all(name in table.by_name for name in pair)), None)


def _dependent(general: Iterable[str], levels: Mapping[str, int], catalogue: Mapping[str, Table]) -> frozenset[str]:
    """The tables that depend on one that may speak of any row; such a row cannot be one of them in turn."""
    late = set(general)
    while True:
        more = {
            name
            for name in levels
            if name not in late and any(one.references and one.references[0] in late for one in catalogue[name].columns)
        }
        if not more:
            return frozenset(late)
        late |= more


def _owners(
    table: Table, levels: Mapping[str, int], catalogue: Mapping[str, Table], *, anybody: tuple[str, ...]
) -> list[Owner | AnyOwner | Lent]:
    """The owners of the rows of one table, nearest first, up to the first that is never blank."""
    pair = _subject_columns(table)
    found: list[Owner | AnyOwner | Lent] = []
    if pair:
        found.append(AnyOwner(*pair, tuple(name for name in anybody if single_key(catalogue[name]))))
    columns: dict[str, list[str]] = {}
    for column in table.columns:
        if column.references and column.references[0] in levels and column.references[0] != table.name:
            columns.setdefault(column.references[0], []).append(column.name)
    for owner in sorted(columns, key=lambda name: levels[name]):  # a stable sort: then as the columns stand
        found.append(Owner(owner, tuple(columns[owner])))
        if any(not table.by_name[name].nullable for name in columns[owner]):
            return found
    return found + _lent(table, levels)


def _lent(table: Table, levels: Mapping[str, int]) -> list[Lent]:
    """What speaks of a meter alone, without its point."""
    found = []
    for column in table.columns:
        thing = column.references[0] if column.references else ""
        lending = LENDING.get(thing)
        if lending and thing not in levels and lending.table in levels and table.time_column:
            found.append(Lent(column.name, lending))
    return found


def _asked_by(one: Owner | AnyOwner | Lent) -> tuple[str, ...]:
    """The tables whose keys an owner asks for by name."""
    if isinstance(one, AnyOwner):
        return ()
    return (one.table,) if isinstance(one, Owner) else (one.lending.table,)


def _ordered(root: str, owners: dict[str, list[Owner | AnyOwner | Lent]]) -> list[str]:
    """Every table after its owners. Of owners in a circle, the one that would close it is taken away."""
    ordered, done, open_ = [root], {root}, set[str]()

    def visit(name: str) -> None:
        open_.add(name)
        for one in list(owners[name]):
            for before in one.tables if isinstance(one, AnyOwner) else _asked_by(one):
                if before in open_:
                    owners[name].remove(one)
                    break
                if before not in done:
                    visit(before)
        open_.discard(name)
        done.add(name)
        ordered.append(name)

    for name in sorted(owners):
        if name not in done:
            visit(name)
    return [name for name in ordered if name == root or owners[name]]
