"""Objects that a delivery only mentions: they become rows where neither the delivery nor the store says more of them.

A mention speaks only of what its key already says (checked when the profile is read), so two mentions of one object
never differ, and it does not matter which of them is kept; a row that is kept out for a conflict still mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.intake.fates import Fates, State
from jicha.intake.held import Held
from jicha.intake.relation import Relation
from jicha.intake.restate import Restated, restate
from jicha.intake.staging import Stage
from jicha.schema import tables


@dataclass(frozen=True, slots=True)
class Mentioned:
    """How many distinct objects were mentioned, and what that changes of those the store held."""

    objects: int
    restated: tuple[Restated, ...] = ()


def settle_mentions(
    engine: Engine, table: str, stages: Sequence[Stage], *, full: Relation | None, held: Held, fates: Fates
) -> Mentioned:
    """Mark the mentions that become rows of ``table``, and those that tell the store more of what it holds.

    ``full`` are the delivery's own rows of the table.
    """
    mentioned = Relation(engine, f"mentioned_{table}", stages, tables()[table].primary_key, fates.rows)
    key = ", ".join(f'"{name}"' for name in mentioned.key)
    stored = [f"SELECT {key} FROM {table}"] if table in held else []
    own = []
    if full:
        kept_out = f"kept_out_{table}"
        engine.register(kept_out, pa.table({"source_row": pa.array(np.flatnonzero(fates.quarantined))}))
        columns = ", ".join(f'd."{name}"' for name in mentioned.key)
        own.append(
            f"SELECT {columns} FROM {full.name} AS d LEFT JOIN {kept_out} AS k ON d.source_row = k.source_row "
            "WHERE k.source_row IS NULL"
        )
    firsts = f"SELECT {key}, min(entry) AS entry FROM {mentioned.name} GROUP BY {key}"
    if not (known := [*stored, *own]):
        chosen = engine.query(f"SELECT entry FROM ({firsts}) AS m")
        objects = len(chosen)
    else:
        match = " AND ".join(f'm."{name}" = k."{name}"' for name in mentioned.key)
        sql = f"FROM ({firsts}) AS m LEFT JOIN (SELECT DISTINCT {key} FROM ({' UNION ALL '.join(known)}) AS a) AS k "
        found = engine.query(f'SELECT m.entry, k."{mentioned.key[0]}" IS NULL AS fresh {sql} ON {match}')
        objects = len(found)
        chosen = found.filter(found["fresh"])
    for stage in stages:  # a stage's other rows stay absent: they mention again what is already there
        fates.states(stage.number)[:] = State.ABSENT
    fates.mark(chosen["entry"].to_numpy(), State.NEW)
    if table not in held or not (held.is_late(table) or any(held.says_more(stage) for stage in stages)):
        return Mentioned(objects)
    match = " AND ".join(f'm."{name}" = k."{name}"' for name in mentioned.key)
    sql = f"SELECT m.entry FROM ({firsts}) AS m JOIN {table} AS k ON {match}"
    if own:  # a row of the delivery's own says all that a mention beside it could
        same = " AND ".join(f'm."{name}" = o."{name}"' for name in mentioned.key)
        sql += f" LEFT JOIN (SELECT DISTINCT {key} FROM ({own[0]}) AS a) AS o ON {same}"
        sql += f' WHERE o."{mentioned.key[0]}" IS NULL'
    again = engine.query(sql)["entry"]
    restated = restate(mentioned, table, held, fates, entries=again.combine_chunks())
    for stage in stages:  # a mention that tells nothing is no duplicate of its own: its object is counted once
        states = fates.states(stage.number)
        states[states == State.DUPLICATE] = State.ABSENT
    return Mentioned(objects, (restated,))
