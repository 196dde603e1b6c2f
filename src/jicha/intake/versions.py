"""What is known of an object after everything that was ever said of it, in whatever order it was received.

A late delivery must end in the same state as one that came in time. So what counts is not which delivery was accepted
last but which was received last, column by column: each version speaks of the columns that its source states (a blank
among them says "nothing", and counts), and of the others what an earlier version said stands. A mention speaks first,
however late it comes: it knows no more than a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.store.snapshot import Speech

RECEIVED = "received_at"
BATCH = "batch_id"
SPEECH = "speech"
ENTRY = "entry"  # of a version that is being delivered; NULL for one that the store holds

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Folded:
    """Versions in order of key and receipt, each with all columns as they stood once it was received.

    ``rows`` has the columns of the table, RECEIVED and ENTRY; ``changed`` says where the fresh versions make it another
    row than without them, ``fresh`` which versions are the fresh ones, ``newest`` which are the last of their key.
    """

    rows: pa.Table
    changed: NDArray[np.bool_]
    fresh: NDArray[np.bool_]
    newest: NDArray[np.bool_]
    after_fresh: NDArray[np.bool_]  # at or after the first fresh version of its key


def fold(versions: pa.Table, speeches: Sequence[Speech], key: Sequence[str], columns: Sequence[str]) -> Folded:
    """Fold ``versions`` (columns of the table, RECEIVED, BATCH, SPEECH, ENTRY) into states.

    Of versions received at one moment the one whose batch has the larger digest counts as later, so that the order of
    acceptance never matters.
    """
    spoken_first = np.array([not one.mention for one in speeches], bool)
    rank = pa.array(spoken_first[versions[SPEECH].to_numpy()].astype(np.int8))
    order = pc.sort_indices(
        versions.append_column("_rank", rank),
        sort_keys=[(name, "ascending") for name in (*key, "_rank", RECEIVED, BATCH)],
    )
    sorted_versions = versions.take(order)
    starts = _starts(sorted_versions, key)
    fresh = np.asarray(sorted_versions[ENTRY].is_valid())
    speech = sorted_versions[SPEECH].to_numpy()
    with_all = _states(sorted_versions, speeches, columns, starts, speech, counted=np.ones(len(fresh), bool))
    without = _states(sorted_versions, speeches, columns, starts, speech, counted=~fresh)
    changed = np.zeros(len(fresh), bool)
    for name in columns:
        changed |= _differ(with_all[name], without[name])
    changed |= _nothing_before(starts, fresh)
    rows = pa.table({**with_all, RECEIVED: _moments(sorted_versions, starts), ENTRY: sorted_versions[ENTRY]})
    newest = np.append(starts[1:] != starts[:-1], True) if len(starts) else np.zeros(0, bool)
    seen = np.cumsum(fresh)
    after = seen - np.where(starts > 0, seen[np.maximum(starts - 1, 0)], 0) > 0
    return Folded(rows, changed, fresh, newest, after)


def _starts(versions: pa.Table, key: Sequence[str]) -> Places:
    """For each row the place of the first row of its key."""
    count = len(versions)
    if not count:
        return np.zeros(0, np.int64)
    begins = np.zeros(count, bool)
    begins[0] = True
    for name in key:
        column = versions[name].combine_chunks()
        begins[1:] |= np.asarray(pc.not_equal(column[1:], column[:-1]))
    return np.maximum.accumulate(np.where(begins, np.arange(count), 0))


def _states(
    versions: pa.Table,
    speeches: Sequence[Speech],
    columns: Sequence[str],
    starts: Places,
    speech: NDArray[np.int64],
    *,
    counted: NDArray[np.bool_],
) -> Mapping[str, pa.ChunkedArray]:
    """Every column as the last counted version that speaks of it left it, NULL where none has."""
    places = np.arange(len(starts))
    found = {}
    for name in columns:
        speaks = np.array([name in one.columns for one in speeches], bool)[speech] & counted
        last = np.maximum.accumulate(np.where(speaks, places, -1)) if len(places) else places
        found[name] = versions[name].take(pa.array(last, mask=last < starts))
    return found


def _moments(versions: pa.Table, starts: Places) -> pa.Array:
    """When each state came to be: a mention, which speaks first, may have been received after what it stands before."""
    moments = versions[RECEIVED].combine_chunks().cast(pa.timestamp("us")).cast(pa.int64()).to_numpy()
    if not len(moments):
        return pa.array([], pa.timestamp("us"))
    # A running maximum within each key: keys get bands of their own that no moment can leave.
    band = (np.cumsum(np.append(True, starts[1:] != starts[:-1])) - 1).astype(object)
    width = int(moments.max()) - int(moments.min()) + 1
    lifted = (moments - int(moments.min())).astype(object) + band * width
    running = np.maximum.accumulate(lifted) - band * width + int(moments.min())
    return pa.array(running.astype(np.int64)).cast(pa.timestamp("us"))


def _differ(one: pa.ChunkedArray, other: pa.ChunkedArray) -> NDArray[np.bool_]:
    if pa.types.is_list(one.type):
        return np.array([a != b for a, b in zip(one.to_pylist(), other.to_pylist(), strict=True)], bool)
    unequal = np.asarray(pc.not_equal(one, other).fill_null(False))
    differ: NDArray[np.bool_] = unequal | (np.asarray(one.is_valid()) != np.asarray(other.is_valid()))
    return differ


def _nothing_before(starts: Places, fresh: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where no stored version of the key stands at or before: without the fresh ones there would be no row at all."""
    stored = np.cumsum(~fresh)
    before = np.where(starts > 0, stored[np.maximum(starts - 1, 0)], 0)
    nothing: NDArray[np.bool_] = stored == before
    return nothing
