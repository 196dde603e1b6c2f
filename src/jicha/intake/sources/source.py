"""What every format gives: the header words, and the records in batches with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.intake.errors import BadHeader
from jicha.terms.errors import Fault

BATCH_ROWS = 131_072


@dataclass(frozen=True, slots=True)
class Torn:
    """A record that could not be split into the header's fields; ``text`` is the whole record as it stands."""

    record: int
    line: int
    text: str
    fields: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of a file, in order.

    ``records`` numbers them from 1 within the file (torn records have numbers too, so these may have gaps), and
    ``lines`` gives the line each begins on; in a Parquet file, which has no lines, both are the record number.
    """

    rows: pa.RecordBatch
    records: NDArray[np.int64]
    lines: NDArray[np.int64]
    torn: tuple[Torn, ...] = ()


class Source(Protocol):
    """One delivered file, opened. Reading it twice gives the same records twice."""

    path: Path
    format: str
    encoding: str  # empty for binary formats
    words: tuple[str, ...]
    rows_expected: int  # for a progress bar; exact only in Parquet

    def batches(self, needed: Sequence[str]) -> Iterator[Batch]:
        """All records, with at least the ``needed`` columns. Raises UnreadableFile, UnknownColumnType."""


def check_words(path: Path, words: Sequence[str]) -> tuple[str, ...]:
    """The header words without padding. Raises BadHeader when one is blank or stands twice."""
    clean = tuple(word.strip() for word in words)
    twice = sorted({word for word in clean if clean.count(word) > 1})
    if twice:
        message = f"the header has {', '.join(map(repr, twice))} more than once"
        raise BadHeader(Fault(message, "Give every column its own word.", str(path), 1))
    if "" in clean:
        place = clean.index("") + 1
        raise BadHeader(Fault(f"column {place} of the header has no word", "Name every column.", str(path), 1))
    return clean
