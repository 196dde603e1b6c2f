"""Rows that a format makes itself, handed over in pieces of the usual size and only with the columns asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.intake.sources.formats.grid import CUT_ROWS, LINE, Asked, Cut, TornRow


def cuts_of(
    column: Callable[[str], pa.Array],
    words: Sequence[str],
    asked: Asked,
    lines: NDArray[np.int64],
    torn: Sequence[TornRow],
) -> Iterator[Cut]:
    """Rows on ``lines`` (never falling) and the torn ones, each with the piece of the rows that stand around it."""
    places = range(len(words)) if asked.columns is None else asked.columns
    arrays = [column(words[place]) for place in places]
    names = [*(str(place) for place in places), LINE]
    rows = pa.RecordBatch.from_arrays([*arrays, pa.array(lines, pa.int64())], names=names)
    ordered = sorted(torn, key=lambda one: one.line)
    where = np.array([one.line for one in ordered], np.int64)
    begin, torn_before = 0, 0
    while begin < len(lines) or torn_before < len(ordered):
        end = _end(lines, begin)
        torn_end = len(ordered) if end == len(lines) else int(np.searchsorted(where, lines[end]))
        yield Cut(rows.slice(begin, end - begin), tuple(ordered[torn_before:torn_end]))
        begin, torn_before = end, torn_end


def _end(lines: NDArray[np.int64], begin: int) -> int:
    """Where a piece that begins there ends: rows of one line are never parted."""
    end = begin + CUT_ROWS
    if end >= len(lines):
        return len(lines)
    first = int(np.searchsorted(lines, lines[end]))
    return first if first > begin else int(np.searchsorted(lines, lines[end], side="right"))
