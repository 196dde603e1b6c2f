"""Mapped rows on their way to the store: Parquet files in a temporary folder, so that a delivery may exceed memory.

Nothing reaches the store before the last file is read and every row has its fate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jicha.intake.mapping import SOURCE_ROW, staged_schema
from jicha.intake.profile import FileKind, Kind, Target

PLACES = pa.schema(
    [
        pa.field(SOURCE_ROW, pa.int64()),  # the record's number in the delivery, from 1
        pa.field("entry", pa.int64()),  # unique among the staged rows of all targets
        pa.field("file_no", pa.int32()),
    ]
)
STAGES_AT_MOST = 256


@dataclass(slots=True)
class Stage:
    """The staged rows of one target of one kind of file."""

    number: int
    target: Target
    path: Path
    rows: int = 0
    _writer: pq.ParquetWriter | None = None

    @property
    def schema(self) -> pa.Schema:
        """Columns of the staged file: those the profile speaks of, and the row's place in the delivery."""
        named = [one for one in staged_schema(self.target) if one.name != SOURCE_ROW]
        return pa.schema([*named, *PLACES])

    def write(self, rows: pa.RecordBatch) -> None:
        """Add rows, without waiting for the disk: a staged file is never read after a crash."""
        if not rows.num_rows:
            return
        if self._writer is None:
            self._writer = pq.ParquetWriter(self.path, self.schema, compression="lz4", write_statistics=[SOURCE_ROW])
        self._writer.write_batch(rows)
        self.rows += rows.num_rows

    def entries(self) -> NDArray[np.int64]:
        """The entries of all its rows, once it is closed."""
        if not self.rows:
            return np.zeros(0, np.int64)
        entries: NDArray[np.int64] = pq.read_table(self.path, columns=["entry"])["entry"].to_numpy()
        return entries

    def close(self) -> None:
        """Finish the file, so that it can be read."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None


@dataclass(slots=True)
class Staging:
    """All stages of a delivery. A context manager; the caller owns and removes the folder."""

    folder: Path
    stages: list[Stage] = field(default_factory=list)
    _by_kind: dict[tuple[str, ...], list[Stage]] = field(default_factory=dict)

    def add(
        self, kind: FileKind, batches: tuple[pa.RecordBatch, ...], *, file_no: int, numbers: NDArray[np.int64]
    ) -> None:
        """Stage one mapped batch; ``numbers`` are its records' numbers in the delivery."""
        for stage, batch in zip(self._of(kind), batches, strict=True):
            if not batch.num_rows:
                continue
            source_row = pa.array(numbers).take(batch.column(SOURCE_ROW))
            places = {
                SOURCE_ROW: source_row,
                "entry": pc.add(pc.multiply(source_row, STAGES_AT_MOST), stage.number),
                "file_no": pa.repeat(pa.scalar(file_no, pa.int32()), batch.num_rows),
            }
            columns = [places[one.name] if one.name in places else batch.column(one.name) for one in stage.schema]
            rows = pa.RecordBatch.from_arrays(columns, schema=stage.schema)
            stage.write(_distinct(rows, stage.target) if stage.target.kind is Kind.MENTIONS else rows)

    def _of(self, kind: FileKind) -> list[Stage]:
        spoken = (kind.name, *(word for one in kind.targets for word in (one.table, *staged_schema(one).names)))
        if spoken not in self._by_kind:
            first = len(self.stages)
            made = [
                Stage(number, target, self.folder / f"{number:03d}_{target.table}.parquet")
                for number, target in enumerate(kind.targets, start=first)
            ]
            self._by_kind[spoken] = made
            self.stages += made
        return self._by_kind[spoken]

    def close(self) -> None:
        """Finish all files, so that they can be read."""
        for stage in self.stages:
            stage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _distinct(rows: pa.RecordBatch, target: Target) -> pa.RecordBatch:
    """One row for each object a batch mentions, at its first mention; a mention is the same wherever it stands."""
    spoken = list(target.columns)
    grouped = pa.Table.from_batches([rows]).group_by(spoken, use_threads=False)
    firsts = grouped.aggregate([(name, "min") for name in PLACES.names])
    named = {**{name: name for name in spoken}, **{name: f"{name}_min" for name in PLACES.names}}
    columns = [firsts.column(named[one.name]).combine_chunks().cast(one.type) for one in rows.schema]
    return pa.RecordBatch.from_arrays(columns, schema=rows.schema)
