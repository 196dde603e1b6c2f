"""One batch of records into rows of the target tables, column by column; faulty records are set aside whole.

A record with one bad value gives nothing at all, in no table: half a record in the store would look like a whole one,
and after its repair the other half could not be told from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.intake.profile import FileKind, Target
from jicha.intake.readings import map_readings
from jicha.intake.rows import Rows
from jicha.intake.values import Mask, Unread, Values, mask_of
from jicha.schema import tables

SOURCE_ROW = "source_row"
UNCLAIMED = "unclaimed"
MISSING = "missing_value"


@dataclass(frozen=True, slots=True)
class Rejected:
    """Records of one batch that are quarantined for one reason; ``rows`` count within the batch."""

    rows: NDArray[np.int64]
    reason: str
    table: str
    column: str
    delivered: tuple[str | None, ...]
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a batch gave: for each target its rows (with ``source_row`` counted within the batch), and the rejected."""

    rows: tuple[pa.RecordBatch, ...]
    rejected: tuple[Rejected, ...]


def staged_schema(target: Target) -> pa.Schema:
    """The columns a target's rows have between mapping and store: those the profile speaks of, and ``source_row``."""
    canonical = tables()[target.table].arrow_schema
    named = [pa.field(name, canonical.field(name).type) for name in target.columns]
    if target.curve:
        named.append(pa.field("moment", pa.timestamp("us")))
        named += [pa.field(code, pa.int32()) for code in target.curve.quantities]
    return pa.schema([*named, pa.field(SOURCE_ROW, pa.int64())])


def map_batch(rows: Rows, kind: FileKind) -> Mapped:
    """Map one batch of a kind of file."""
    sorting = _Sorting(np.zeros(len(rows), bool))
    claimed = np.zeros(len(rows), bool)
    made: list[tuple[Mask, dict[str, pa.Array]]] = []
    for target in kind.targets:
        wanted = target.when.holds(rows) if target.when else np.ones(len(rows), bool)
        claimed |= wanted
        made.append((wanted, _columns(rows, target, wanted, sorting)))
    sorting.reject(~claimed, UNCLAIMED, kind.targets[0].table, Values(pa.nulls(len(rows), pa.string())))
    numbers = pa.array(np.arange(len(rows), dtype=np.int64))
    batches = []
    for target, (wanted, columns) in zip(kind.targets, made, strict=True):
        batch = pa.RecordBatch.from_arrays([*columns.values(), numbers], schema=staged_schema(target))
        kept = wanted & ~sorting.faulty
        batches.append(batch if kept.all() else batch.filter(pa.array(kept)))
    return Mapped(tuple(batches), tuple(sorting.rejected))


def _columns(rows: Rows, target: Target, wanted: Mask, sorting: _Sorting) -> dict[str, pa.Array]:
    columns: dict[str, pa.Array] = {}
    for name, expression in target.columns.items():
        values = expression.values(rows)
        for unread in values.unread:
            sorting.note(unread, wanted, target.table)
        columns[name] = values.array
    if target.curve:
        readings = map_readings(rows, target.curve)
        for unread in readings.unread:
            sorting.note(unread, wanted, target.table)
        columns |= readings.columns
    for column in tables()[target.table].columns:
        if column.name in columns and not column.nullable:
            _require(rows, target, column.name, columns[column.name], wanted, sorting)
    return columns


def _require(rows: Rows, target: Target, name: str, array: pa.Array, wanted: Mask, sorting: _Sorting) -> None:
    missing = mask_of(array.is_null()) & wanted
    if not missing.any():
        return
    # A column that the file has is blank by mistake; one that it lacks altogether was never to be filled.
    reads = sorted(target.columns[name].reads, key=lambda word: not rows.has(word))
    blank = np.zeros(len(rows), bool)
    for word in reads:  # name the column that is blank, not merely the one that needed it
        here = missing & mask_of(rows.missing(word)) & ~blank
        sorting.note(Unread(here, MISSING, word, rows.delivered(word)), wanted, target.table)
        blank |= here
    nothing = pa.nulls(len(rows), pa.string())
    sorting.note(Unread(missing & ~blank, MISSING, " ".join(reads), nothing), wanted, target.table)


@dataclass(slots=True)
class _Sorting:
    """Which records are faulty so far; only the first fault of a record is told, so that counts add up."""

    faulty: Mask
    rejected: list[Rejected] = field(default_factory=list)

    def note(self, unread: Unread, wanted: Mask, table: str) -> None:
        fresh = unread.rows & wanted & ~self.faulty
        if not fresh.any():
            return
        rows = np.flatnonzero(fresh)
        delivered = tuple(unread.delivered.take(pa.array(rows)).to_pylist())
        expected = _expected(unread, delivered)
        self.rejected.append(Rejected(rows, unread.reason, table, unread.column, delivered, expected))
        self.faulty |= fresh

    def reject(self, mask: Mask, reason: str, table: str, values: Values) -> None:
        self.note(Unread(mask, reason, "", values.array), np.ones(len(mask), bool), table)


_DISTINCT_LOOKED_UP = 1000  # a column that is all wrong needs no nearest word for each of a million values


def _expected(unread: Unread, delivered: tuple[str | None, ...]) -> tuple[str, ...]:
    known: Mapping[str | None, str] = {
        one: unread.expected(one or "") for one in list(dict.fromkeys(delivered))[:_DISTINCT_LOOKED_UP]
    }
    return tuple(known.get(one, "") for one in delivered)
