"""Records of one width into columns of text by Arrow's reader, which must see exactly the records that we cut."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from jicha.intake.sources.formats.cutting import Records, split_record


def split_rows(cut: Records, rows: NDArray[np.int64], width: int, delimiter: str) -> pa.RecordBatch | None:
    """The fields of some records, a column each ("0", "1"); None unless Arrow finds the same records."""
    if not len(rows):
        return split_by_hand([], width, delimiter)
    names = [str(place) for place in range(width)]
    text = cut.joined(rows)
    options = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
    )
    skipped: list[arrow_csv.InvalidRow] = []

    def skip(row: arrow_csv.InvalidRow) -> str:
        skipped.append(row)
        return "skip"

    parse = arrow_csv.ParseOptions(
        delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip
    )
    read = arrow_csv.ReadOptions(column_names=names, block_size=len(text) + 1, use_threads=False)
    table = arrow_csv.read_csv(pa.BufferReader(text), read, parse, options)
    if skipped or len(table) != len(rows):
        return None
    return table.combine_chunks().to_batches()[0]


def split_by_hand(records: Sequence[str], width: int, delimiter: str) -> pa.RecordBatch:
    """The same for records that all have ``width`` fields when each is read by itself."""
    rows = [split_record(record, delimiter) for record in records]
    columns = [pa.array([row[place] for row in rows], pa.string()) for place in range(width)]
    return pa.RecordBatch.from_arrays(columns, names=[str(place) for place in range(width)])
