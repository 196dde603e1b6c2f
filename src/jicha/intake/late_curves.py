"""Readings that come late, slot by slot: of each slot the reading received last counts, whichever was accepted last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_EPOCH = np.datetime64(0, "us")


@dataclass(frozen=True, slots=True)
class CurveVersions:
    """Versions of the curves of some groups (a point, a day and a quantity), in any order.

    ``values`` and ``present`` are (version, slot); ``batch`` breaks ties of ``received`` (microseconds since 1970);
    ``fresh`` marks what is being delivered.
    """

    group: NDArray[np.int64]
    received: NDArray[np.int64]
    batch: NDArray[np.str_]
    fresh: NDArray[np.bool_]
    values: NDArray[np.int32]
    present: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CurveStates:
    """Curves as they stood at ``received``, for the groups and moments that the fresh versions change."""

    group: NDArray[np.int64]
    received: pa.Array
    values: NDArray[np.int32]
    present: NDArray[np.bool_]


def fold_curves(versions: CurveVersions) -> CurveStates:
    """The states to be written: of each group that changes, every one from its first fresh version on.

    >>> one = CurveVersions(np.array([0, 0]), np.array([5, 2]), np.array(["a", "b"]), np.array([False, True]),
    ...                     np.array([[7, 0], [6, 3]], np.int32), np.array([[True, False], [True, True]]))
    >>> fold_curves(one).values.tolist()
    [[6, 3], [7, 3]]
    """
    order = np.lexsort((versions.batch, versions.received, versions.group))
    group, received, fresh = versions.group[order], versions.received[order], versions.fresh[order]
    values, present = versions.values[order], versions.present[order]
    count = len(group)
    first = np.ones(count, bool)
    first[1:] = group[1:] != group[:-1]
    starts = np.maximum.accumulate(np.where(first, np.arange(count), 0)) if count else np.zeros(0, np.int64)
    now, known = _fold(values, present, starts)
    before, known_before = _fold(values, present & ~fresh[:, None], starts)
    changed = ((now != before) | (known != known_before)).any(axis=1)
    seen = np.cumsum(fresh)
    after = seen - np.where(starts > 0, seen[np.maximum(starts - 1, 0)], 0) > 0
    numbers = np.cumsum(first) - 1
    moved = np.zeros(int(numbers[-1]) + 1 if count else 0, bool)
    moved[numbers[changed]] = True
    superseded = np.zeros(count, bool)
    superseded[:-1] = (numbers[1:] == numbers[:-1]) & (received[1:] == received[:-1])
    kept = np.flatnonzero(after & moved[numbers] & ~superseded) if count else np.zeros(0, np.int64)
    moments = pa.array(received[kept], pa.int64()).cast(pa.timestamp("us"))
    return CurveStates(group[kept], moments, now[kept], known[kept])


def microseconds(moment: datetime) -> int:
    """A moment without zone as microseconds since 1970."""
    return int((np.datetime64(moment, "us") - _EPOCH).astype(np.int64))


def _fold(
    values: NDArray[np.int32], present: NDArray[np.bool_], starts: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Each slot as the last version that has it left it."""
    if not len(values):
        return values, present
    places = np.where(present, np.arange(len(values))[:, None], -1)
    last = np.maximum.accumulate(places, axis=0)
    known = last >= starts[:, None]
    slots = np.arange(values.shape[1])
    return np.where(known, values[np.maximum(last, 0), slots], 0).astype(np.int32), known
