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

from jicha.intake.lookups import ASKED
from jicha.intake.profile import FileKind, Target
from jicha.intake.readings import map_readings
from jicha.intake.rows import Rows
from jicha.intake.values import Mask, Unread, mask_of
from jicha.schema import tables

SOURCE_ROW = "source_row"
_ASKS = "asks "
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


def asking(name: str) -> str:
    """The staged column that holds what rows asked for the column ``name``."""
    return _ASKS + name


def asks(name: str) -> bool:
    """Whether a staged column is such a one."""
    return name.startswith(_ASKS)


def staged_schema(target: Target) -> pa.Schema:
    """The columns a target's rows have between mapping and store.

    Those the profile speaks of, what rows asked for those among them that wait, and ``source_row``.
    """
    canonical = tables()[target.table].arrow_schema
    named = [pa.field(name, canonical.field(name).type) for name in target.columns]
    if target.curve:
        named.append(pa.field("moment", pa.timestamp("us")))
        named += [pa.field(code, pa.int32()) for code in target.curve.quantities]
    named += [pa.field(asking(name), ASKED) for name in target.waiting]
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
    if not claimed.all():
        sorting.note(_unclaimed(rows, kind, ~claimed), ~claimed, kind.targets[0].table)
    numbers = pa.array(np.arange(len(rows), dtype=np.int64))
    batches = []
    for target, (wanted, columns) in zip(kind.targets, made, strict=True):
        batch = pa.RecordBatch.from_arrays([*columns.values(), numbers], schema=staged_schema(target))
        kept = wanted & ~sorting.faulty
        batches.append(batch if kept.all() else batch.filter(pa.array(kept)))
    return Mapped(tuple(batches), tuple(sorting.rejected))


def _unclaimed(rows: Rows, kind: FileKind, unwanted: Mask) -> Unread:
    """The rows that no target wants, by the column that decides and the words that it may have there."""
    conditions = [target.when for target in kind.targets if target.when]
    column = next((one for one in conditions[0].columns if all(one in other.columns for other in conditions)), "")
    known = dict.fromkeys(word for one in conditions for word in one.words_of(column) or ("...",))
    delivered = rows.delivered(column) if column else pa.nulls(len(rows), pa.string())
    return Unread(unwanted, UNCLAIMED, column, delivered, lambda _: ", ".join(known))


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
    for name in target.waiting:
        asked = target.columns[name].values(rows).asked
        columns[asking(name)] = pa.nulls(len(rows), ASKED) if asked is None else asked
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


_DISTINCT_LOOKED_UP = 1000  # a column that is all wrong needs no nearest word for each of a million values


def _expected(unread: Unread, delivered: tuple[str | None, ...]) -> tuple[str, ...]:
    known: Mapping[str | None, str] = {
        one: unread.expected(one or "") for one in list(dict.fromkeys(delivered))[:_DISTINCT_LOOKED_UP]
    }
    return tuple(known.get(one, "") for one in delivered)
