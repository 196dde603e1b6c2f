"""Quarantined rows whose objects were brought rightly since: there is nothing left to mend in them.

A clerk corrects a bill and delivers it again; the wrong row then waits for nobody. Its own key tells, where that at
least can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.intake.lookups import Lookups
from jicha.intake.mapping import SOURCE_ROW, map_batch
from jicha.intake.matching import Matched
from jicha.intake.profile import FileKind, Kind, Target
from jicha.intake.rows import Rows
from jicha.schema import tables


def overtaken(
    engine: Engine, stored: frozenset[str], files: Sequence[Matched], rows: Iterable[int], received_at: datetime
) -> frozenset[int]:
    """Those of ``rows`` (numbers in the delivery, from 1) of whose every object the store holds a later word.

    ``stored`` are the tables that ``engine`` has open; a word is later if it was received at ``received_at`` or after.
    """
    wanted = np.array(sorted(rows), np.int64)
    found: set[int] = set()
    first_row = 1
    for matched in files:
        kind = _keys_only(matched.kind, stored)
        for batch in matched.source.batches() if kind else ():
            chosen = np.flatnonzero(np.isin(batch.records + first_row - 1, wanted))
            if kind and len(chosen):
                taken = Rows(
                    batch.rows.take(pa.array(chosen)), kind.constants, kind.nulls, received_at.date(),
                    Lookups(engine, stored),
                )  # fmt: skip
                numbers = batch.records[chosen] + first_row - 1
                found.update(numbers[_all_known(engine, kind, taken, received_at)].tolist())
        first_row += matched.source.rows_expected
    return frozenset(found)


def _keys_only(kind: FileKind, stored: frozenset[str]) -> FileKind | None:
    """The kind with nothing but the keys of its rows; None where a target's keys cannot be held against the store."""
    targets = [one for one in kind.targets if one.kind is not Kind.MENTIONS]
    if not targets or any(one.kind is not Kind.ROWS or one.table not in stored for one in targets):
        return None
    return replace(kind, targets=tuple(_key_of(one) for one in targets))


def _key_of(target: Target) -> Target:
    key = tables()[target.table].primary_key
    return replace(target, columns={name: one for name, one in target.columns.items() if name in key})


def _all_known(engine: Engine, kind: FileKind, rows: Rows, received_at: datetime) -> np.ndarray:
    """Which records have a readable key in some target, and a later word for every key they have."""
    mapped = map_batch(rows, kind)
    keys, known = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    for target, made in zip(kind.targets, mapped.rows, strict=True):
        np.add.at(keys, made.column(SOURCE_ROW).to_numpy(), 1)
        engine.register("overtaking", pa.Table.from_batches([made]))
        match = " AND ".join(f'o."{name}" = s."{name}"' for name in target.columns)
        later = f"s.received_at >= TIMESTAMP '{received_at:%Y-%m-%d %H:%M:%S.%f}'"
        hit = engine.query(
            f"SELECT o.{SOURCE_ROW} FROM overtaking AS o JOIN {target.table} AS s ON {match} AND {later}"
        )
        np.add.at(known, hit[SOURCE_ROW].to_numpy(), 1)
    both: np.ndarray = (keys > 0) & (keys == known)
    return both
