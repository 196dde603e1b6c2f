"""Bring versions that come late to where they belong: the states that they change are written again, at their moments.

Used where a delivery is not the last word on what it speaks of: something received after it was accepted before it, or
it mentions more of an object than the store was told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jicha.intake.fates import Fates, State
from jicha.intake.held import Held
from jicha.intake.relation import Relation
from jicha.intake.staging import STAGES_AT_MOST
from jicha.intake.versions import ENTRY, RECEIVED, Folded, fold
from jicha.schema import tables
from jicha.store.snapshot import Speech


@dataclass(frozen=True, slots=True)
class Restated:
    """States of a table to be written as corrections: its columns, ``received_at`` and ``source_row``."""

    table: str
    rows: pa.Table


def restate(relation: Relation, table: str, held: Held, fates: Fates, *, entries: pa.Array) -> Restated:
    """Fold the delivered ``entries`` of ``relation``, whose keys the store holds, into what was said before.

    Marks each as a correction, where it changes the state of some moment, or as a duplicate.
    """
    engine, known = relation.engine, tables()[table]
    name, speeches = held.open_versions(engine, table)
    engine.register(f"late_{table}", pa.table({ENTRY: entries}))
    spoken = {stage.number: tuple(stage.target.columns) for stage in relation.stages}
    own = {number: len(speeches) + place for place, number in enumerate(spoken)}
    mention = {stage.number: stage.target.kind == "mentions" for stage in relation.stages}
    speeches += tuple(Speech(columns, mention[number]) for number, columns in spoken.items())
    given = ", ".join(f'd."{one}"' for one in known.by_name if one in relation.spoken)
    places = " ".join(f"WHEN {number} THEN {place}" for number, place in own.items())
    delivered = engine.query(
        f"SELECT {given}, CASE d.entry % {STAGES_AT_MOST} {places} END AS speech, d.entry FROM {relation.name} AS d "
        f"JOIN late_{table} AS l ON d.entry = l.entry"
    )
    count = len(delivered)
    moment = pa.repeat(pa.scalar(held.delivery.received_at, pa.timestamp("us")), count)
    delivered = delivered.append_column(RECEIVED, moment)
    delivered = delivered.append_column("batch_id", pa.repeat(pa.scalar(held.delivery.batch_id), count))
    key = " AND ".join(f'v."{one}" = k."{one}"' for one in known.primary_key)
    keys = ", ".join(f'd."{one}"' for one in known.primary_key)
    listed = ", ".join(f'v."{one}"' for one in known.by_name)
    stored = engine.query(
        f"SELECT {listed}, v.received_at, v.batch_id, v.speech FROM {name} AS v JOIN (SELECT DISTINCT {keys} FROM "
        f"{relation.name} AS d JOIN late_{table} AS l ON d.entry = l.entry) AS k ON {key}"
    )
    schema = pa.schema(
        [*known.arrow_schema, (RECEIVED, pa.timestamp("us")), ("batch_id", pa.string()), ("speech", pa.int64()),
         (ENTRY, pa.int64())]
    )  # fmt: skip
    both = pa.concat_tables([_with_all(one, schema) for one in (stored, delivered)])
    return _settled(fold(both, speeches, known.primary_key, tuple(known.by_name)), table, fates)


def _with_all(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of ``schema``, NULL where ``rows`` lacks one."""
    columns = {
        one.name: rows[one.name].cast(one.type) if one.name in rows.column_names else pa.nulls(len(rows), one.type)
        for one in schema
    }
    return pa.table(columns)


def _settled(folded: Folded, table: str, fates: Fates) -> Restated:
    first = np.concatenate(([True], folded.newest[:-1])) if len(folded.newest) else folded.newest
    group = np.cumsum(first) - 1
    groups = int(group[-1]) + 1 if len(group) else 0
    moved = np.zeros(groups, bool)
    moved[group[folded.changed]] = True
    entry = folded.rows[ENTRY].to_numpy(zero_copy_only=False)
    fresh = folded.fresh
    fates.mark(entry[fresh & moved[group]].astype(np.int64), State.CORRECTION)
    fates.mark(entry[fresh & ~moved[group]].astype(np.int64), State.DUPLICATE)
    row_of = np.zeros(groups, np.int64)
    row_of[group[fresh]] = entry[fresh].astype(np.int64) // STAGES_AT_MOST
    kept = folded.after_fresh & moved[group]
    moments = folded.rows[RECEIVED].combine_chunks().cast(pa.int64()).to_numpy()
    superseded = np.append((group[1:] == group[:-1]) & (moments[1:] == moments[:-1]), False) if groups else kept
    chosen = pa.array(kept & ~superseded)
    rows = folded.rows.drop_columns([ENTRY]).append_column("source_row", pa.array(row_of[group])).filter(chosen)
    return Restated(table, rows)
