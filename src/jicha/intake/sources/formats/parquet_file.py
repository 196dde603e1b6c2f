"""Parquet: typed columns, read in batches; a type without an exact reading is refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jicha.intake.errors import EmptyFile, UnknownColumnType, UnreadableFile
from jicha.intake.sources.source import BATCH_ROWS, Batch, check_words
from jicha.terms.errors import Fault

_EXACT = (
    pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_decimal, pa.types.is_date,
    pa.types.is_timestamp, pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null,
)  # fmt: skip


class ParquetFile:
    """One Parquet file."""

    format = "parquet"
    encoding = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as file:
            self.schema: pa.Schema = file.schema_arrow
            self.words = check_words(path, self.schema.names)
            self.rows_expected: int = file.metadata.num_rows
            if not self.rows_expected:
                raise EmptyFile(Fault("the file has no records", "Export it again.", str(path)))

    def batches(self, needed: Sequence[str]) -> Iterator[Batch]:
        """All records, in order. Raises UnreadableFile, UnknownColumnType."""
        self._check_types(needed)
        first = 1
        stored = [self.schema.names[self.words.index(word)] for word in needed]
        with self._opened() as file:
            batches = file.iter_batches(batch_size=BATCH_ROWS, columns=stored)
            while True:
                try:
                    batch = next(batches, None)
                except (pa.ArrowException, OSError) as error:
                    raise self._unreadable(error) from error
                if batch is None:
                    return
                names = [self.words[self.schema.names.index(name)] for name in batch.schema.names]
                records = np.arange(first, first + len(batch), dtype=np.int64)
                first += len(batch)
                yield Batch(batch.rename_columns(names), records, records)

    def _opened(self) -> pq.ParquetFile:
        try:
            return pq.ParquetFile(self.path, memory_map=True)
        except (pa.ArrowException, OSError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> UnreadableFile:
        first = str(error).splitlines()[0]
        return UnreadableFile(Fault(f"the Parquet file is damaged: {first}", "Export it again.", str(self.path)))

    def _check_types(self, needed: Sequence[str]) -> None:
        faults = []
        for word in needed:
            found = self.schema.field(self.words.index(word)).type
            plain = found.value_type if pa.types.is_dictionary(found) else found
            if not any(is_exact(plain) for is_exact in _EXACT):
                remedy = "Export it as text, number, date or timestamp."
                faults.append(Fault(f"the column {word} has the type {found}, which we cannot read exactly", remedy,
                                    str(self.path)))  # fmt: skip
        if faults:
            raise UnknownColumnType(faults)
