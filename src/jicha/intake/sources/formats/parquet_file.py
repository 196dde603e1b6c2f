"""Parquet: typed columns, read in batches; a type without an exact reading is refused by name."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jicha.intake.errors import EmptyFile, UnknownColumnType, UnreadableFile
from jicha.intake.sources.formats.grid import CUT_ROWS, LINE, Asked, Cut, TableHead
from jicha.intake.sources.refusals import EXPORT_AGAIN, NO_RECORDS
from jicha.terms.errors import Fault, Words

_MAGIC = b"PAR1"
_LARGEST_FOOTER = 16 << 20  # a million row groups take a hundred; ours and others' files take some kilobytes
_MOST_GROUPS = 10_000  # a table of ten thousand million rows has as many; of fewer rows they only cost time
_EXACT = (
    pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_decimal, pa.types.is_date,
    pa.types.is_timestamp, pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null,
)  # fmt: skip
_LARGER_GROUPS = Words("Export it again with larger row groups.", "请以较大的行组重新导出。")


def recognise(head: bytes, name: str) -> bool:
    """Parquet begins with its own name."""
    return head.startswith(_MAGIC)


def open_file(file: BinaryIO, name: str) -> ParquetFile:
    """Open a Parquet file. Raises UnreadableFile, EmptyFile."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 8))
    tail = file.read(8)
    if len(tail) < 8 or tail[4:] != _MAGIC:
        message = Words("the Parquet file is damaged: its end is missing", "Parquet 文件已损坏：尾部缺失")
        raise UnreadableFile(Fault.of(message, EXPORT_AGAIN, name))
    footer = struct.unpack("<I", tail[:4])[0]
    if footer > min(_LARGEST_FOOTER, size):
        message = Words(
            f"the Parquet file describes itself in {footer >> 20} MiB, which no table needs",
            f"Parquet 文件的说明部分达 {footer >> 20} MiB，不是正常的数据表",
        )
        raise UnreadableFile(Fault.of(message, _LARGER_GROUPS, name))
    return ParquetFile(file, name)


class ParquetFile:
    """One Parquet file."""

    format = "parquet"
    encoding = ""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._name = name
        try:
            self._parquet = pq.ParquetFile(pa.PythonFile(file, mode="r"), page_checksum_verification=True)
        except (pa.ArrowException, OSError) as error:
            raise self._unreadable(error) from error
        self._schema: pa.Schema = self._parquet.schema_arrow
        if (groups := self._parquet.metadata.num_row_groups) > _MOST_GROUPS:
            message = Words(
                f"the Parquet file has {groups:,} row groups; we take {_MOST_GROUPS:,}",
                f"Parquet 文件有 {groups:,} 个行组，最多接收 {_MOST_GROUPS:,} 个",
            )
            raise UnreadableFile(Fault.of(message, _LARGER_GROUPS, name))
        if not self._parquet.metadata.num_rows:
            raise EmptyFile(Fault.of(NO_RECORDS, EXPORT_AGAIN, name))
        words = tuple(self._schema.names)
        self.tables = (TableHead("", words, (), self._parquet.metadata.num_rows),)

    def read(self, asked: Asked) -> Iterator[Cut]:
        """All records, in order; LINE is the record's number. Raises UnreadableFile, UnknownColumnType."""
        places = range(len(self._schema)) if asked.columns is None else asked.columns
        self._check_types([self._schema.field(place) for place in places])
        first = 1
        batches = self._parquet.iter_batches(
            batch_size=CUT_ROWS, columns=[self._schema.names[place] for place in places], use_threads=False
        )
        while True:
            try:
                batch = next(batches, None)
            except pa.ArrowMemoryError:
                raise  # the child says that it is too large; it is not damaged
            except (pa.ArrowException, OSError) as error:
                raise self._unreadable(error) from error
            if batch is None:
                return
            lines = np.arange(first, first + len(batch), dtype=np.int64)
            first += len(batch)
            stored = {name: batch.column(number) for number, name in enumerate(batch.schema.names)}
            arrays = [stored[self._schema.names[place]] for place in places]
            names = [*(str(place) for place in places), LINE]
            yield Cut(pa.RecordBatch.from_arrays([*arrays, pa.array(lines)], names=names))

    def _unreadable(self, error: Exception) -> UnreadableFile:
        first = str(error).splitlines()[0]
        message = Words(f"the Parquet file is damaged: {first}", f"Parquet 文件已损坏（{first}）")
        return UnreadableFile(Fault.of(message, EXPORT_AGAIN, self._name))

    def _check_types(self, fields: list[pa.Field]) -> None:
        faults = []
        for field in fields:
            found = field.type
            plain = found.value_type if pa.types.is_dictionary(found) else found
            if not any(is_exact(plain) for is_exact in _EXACT):
                message = Words(
                    f"the column {field.name} has the type {found}, which we cannot read exactly",
                    f"“{field.name}”列的数据类型 {found} 无法准确读取",
                )
                remedy = Words(
                    "Export it as text, number, date or timestamp.", "请按文本、数值、日期或时间类型重新导出该列。"
                )
                faults.append(Fault.of(message, remedy, self._name))
        if faults:
            raise UnknownColumnType(faults)
