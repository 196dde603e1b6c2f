"""All records of many subjects at once: every table is joined once, cut to the latest rows of each, and counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from jicha.engine.engine import Engine
from jicha.find.keys import keys_sql, own
from jicha.find.kinds import single_key
from jicha.find.surroundings import Reference, surroundings
from jicha.find.walk import AnyOwner, Step, walk
from jicha.schema import Table, tables

_KEYS, _ASKED, _AROUND = "find_keys", "find_asked", "find_around"
# What stands before the canonical and the system columns in the rows of Records.
PLACES = ("root", "place", "total", "is_asked")


@dataclass(frozen=True, slots=True)
class Records:
    """Rows of one table that belong to subjects (or stand around them): the latest of each, the asked-for among them.

    ``rows`` has ``root`` (the subject's number in the search), ``place`` (1 is the latest), ``total`` (how many there
    are in truth), ``is_asked`` (the row is what a number named), then the table's columns and the system columns.
    """

    table: str
    rows: pa.Table
    is_around: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """The records, and the tables whose keys the engine now holds as ``own_<table>``."""

    records: tuple[Records, ...]
    held: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to gather: subjects of one table by their number in the search, rows that were asked for by table, and how
    many rows of a table are shown of each subject."""

    kind: str
    ids: Mapping[int, str]
    asked: Mapping[str, Sequence[str]]
    rows_at_most: int


def gather(
    engine: Engine,
    wanted: Wanted,
    catalogue: Mapping[str, Table],
    *,
    left_out: Collection[str] = (),
    keep: Collection[str] = (),
) -> Gathered:
    """The records of all wanted subjects, table by table in the order of the walk, then what stands around them.

    ``catalogue`` holds the delivered tables, which the engine holds under their own names; those ``left_out`` are
    neither read nor walked through. The keys of ``keep`` tables stay in the engine as ``own_<table>``.
    """
    known = {name: table for name, table in catalogue.items() if name not in left_out}
    if wanted.kind not in known:  # bills may name customers whose file was never delivered
        missing = tables()[wanted.kind]
        columns = tuple(replace(column, references=None) for column in missing.columns)
        known[wanted.kind] = replace(missing, columns=columns)
    steps = [step for step in walk(wanted.kind, known) if step.table in catalogue]
    engine.register(own(wanted.kind), _roots(wanted))
    held = {wanted.kind}
    meant = set(keep) | _tables_meant(engine, steps)
    found: list[Records] = []
    for step in steps:
        table = known[step.table]
        sql = _own_rows(table) if step.table == wanted.kind else keys_sql(step, table, held=held)
        if not sql:
            continue
        is_kept = single_key(table) is not None and (step.is_owner or step.table in meant)
        engine.materialize(_KEYS, sql)
        if is_kept and step.table != wanted.kind:
            engine.materialize(own(step.table), f'SELECT DISTINCT root, "{single_key(table)}" AS id FROM {_KEYS}')
            held.add(step.table)
        rows = _latest(engine, table, wanted)
        if rows.num_rows:
            found.append(Records(step.table, rows))
    around = surroundings([wanted.kind, *(step.table for step in steps if step.table != wanted.kind)], known)
    return Gathered((*found, *_around(engine, around, found, known)), frozenset(held))


def forget(engine: Engine, catalogue: Mapping[str, Table]) -> None:
    """Drop the keys of one gathering, so that the next does not take them for its own."""
    for name in catalogue:
        engine.drop(own(name))


def _roots(wanted: Wanted) -> pa.Table:
    return pa.table({"root": pa.array(wanted.ids, pa.int64()), "id": pa.array(wanted.ids.values(), pa.string())})


def _tables_meant(engine: Engine, steps: Sequence[Step]) -> set[str]:
    """The tables of which any row is spoken of by the tables that may speak of any."""
    meant: set[str] = set()
    for step in steps:
        for one in step.owners:
            if isinstance(one, AnyOwner):
                kinds = engine.query(f'SELECT DISTINCT "{one.kind_column}" AS kind FROM "{step.table}"')
                meant.update(kind for kind in kinds["kind"].to_pylist() if kind)
    return meant


def _own_rows(table: Table) -> str:
    key = single_key(table)
    return (
        f'SELECT o.root, t."{key}" AS "{key}", CAST(NULL AS DATE) AS at FROM "{table.name}" AS t '
        f'JOIN "{own(table.name)}" AS o ON o.id = t."{key}"'
    )


def _latest(engine: Engine, table: Table, wanted: Wanted) -> pa.Table:
    """The latest rows of each subject with all their columns; what a number named is among them, however old."""
    asked = pa.array(wanted.asked.get(table.name, ()), pa.string())
    key = single_key(table)
    engine.register(_ASKED, pa.table({"id": asked if key else asked.slice(0, 0)}))
    keys = [f'"{name}"' for name in table.primary_key]
    order = ", ".join(["at DESC", *(f"{name} DESC" for name in keys)])
    named = f'LEFT JOIN {_ASKED} AS a ON a.id = k."{key}"' if key else ""
    is_asked = "a.id IS NOT NULL" if key else "FALSE"
    columns = ", ".join(["k.root", "k.at", *(f"k.{name}" for name in keys)])
    ranked = (
        f"SELECT {columns}, {is_asked} AS is_asked, "
        f"ROW_NUMBER() OVER (PARTITION BY k.root ORDER BY {order}) AS place, "
        f"COUNT(*) OVER (PARTITION BY k.root) AS total FROM {_KEYS} AS k {named}"
    )
    same = " AND ".join(f"t.{name} = r.{name}" for name in keys)
    shown = ", ".join([f"r.{name}" for name in PLACES] + [f't."{one}"' for one in _shown_columns(table)])
    return engine.query(
        f'SELECT {shown} FROM ({ranked}) AS r JOIN "{table.name}" AS t ON {same} '
        f"WHERE r.place <= {wanted.rows_at_most} OR r.is_asked ORDER BY r.root, r.place"
    )


def _shown_columns(table: Table) -> list[str]:
    """All columns but lists: a curve of 96 values is no line of a file, only that it is there."""
    columns = [one.name for one in table.columns if one.type.name != "list"]
    return [*columns, "batch_id", "received_at", "source_row"]


def _around(
    engine: Engine, references: Sequence[Reference], found: Sequence[Records], known: Mapping[str, Table]
) -> list[Records]:
    """The rows that the found ones refer to: each once for a subject, in the order of the references."""
    rows = {one.table: one.rows for one in found}
    pairs: dict[str, list[pa.Table]] = {}
    for one in references:
        source = rows.get(one.table)
        if source is None:
            if one.table not in pairs:
                continue
            source = rows[one.table] = _fetch(engine, known[one.table], pa.concat_tables(pairs[one.table]))
        values = pa.table({"root": source["root"], "id": source[one.column]})
        pairs.setdefault(one.target, []).append(values.filter(pc.is_valid(values["id"])))
    fetched = {}
    for name, parts in pairs.items():
        fetched[name] = _fetch(engine, known[name], pa.concat_tables(parts))
    return [Records(name, table, is_around=True) for name, table in fetched.items() if table.num_rows]


def _fetch(engine: Engine, table: Table, pairs: pa.Table) -> pa.Table:
    engine.register(_AROUND, pairs.group_by(["root", "id"]).aggregate([]))
    key = single_key(table)
    shown = ", ".join(f't."{one}"' for one in _shown_columns(table))
    return engine.query(
        f"SELECT o.root, ROW_NUMBER() OVER (PARTITION BY o.root ORDER BY o.id) AS place, "
        f"COUNT(*) OVER (PARTITION BY o.root) AS total, FALSE AS is_asked, {shown} "
        f'FROM {_AROUND} AS o JOIN "{table.name}" AS t ON t."{key}" = o.id ORDER BY o.root, place'
    )
