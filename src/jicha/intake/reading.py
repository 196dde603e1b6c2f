"""Read every file of a delivery once: map its batches into the stages, and note what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from jicha.intake.errors import EmptyFile
from jicha.intake.fates import Rejection
from jicha.intake.lookups import Lookups
from jicha.intake.mapping import Mapped, map_batch
from jicha.intake.matching import Matched
from jicha.intake.rows import Rows
from jicha.intake.sources.formats.grid import AsideRow
from jicha.intake.sources.refusals import EXPORT_AGAIN
from jicha.intake.sources.source import Batch
from jicha.intake.staging import Staging
from jicha.terms.errors import Fault, Words

Progress = Callable[[str, int, int], None]


def silent(what: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read: its records are numbers ``first_row .. first_row + rows - 1`` of the delivery."""

    matched: Matched
    first_row: int
    rows: int
    aside: tuple[AsideRow, ...] = ()  # rows that are no records: totals, signatures, a header that stands again


def read_files(
    files: Sequence[Matched],
    staging: Staging,
    progress: Progress,
    *,
    known: Lookups | None = None,
    received: date | None = None,
) -> tuple[list[FileRead], list[Rejection]]:
    """Read, map and stage all files, ``received`` on that day. Raises UnreadableFile, UnknownColumnType, EmptyFile."""
    expected = sum(one.source.rows_expected for one in files)
    read: list[FileRead] = []
    rejections: list[Rejection] = []
    first_row = 1
    for file_no, matched in enumerate(files):
        rows = 0
        aside: list[AsideRow] = []
        for batch in matched.source.batches(_needed(matched)):
            before = first_row - 1
            looked_up = Lookups() if known is None else known
            kind = matched.kind
            rows_read = Rows(batch.rows, kind.constants, kind.nulls, received, looked_up)
            mapped = map_batch(rows_read, matched.kind)
            staging.add(matched.kind, mapped.rows, file_no=file_no, numbers=batch.records + before)
            rejections += _rejections(batch, mapped, before, matched)
            rows += len(batch.rows) + len(batch.torn)
            aside += batch.aside
            progress("read", min(before + rows, expected), expected)
        if not rows:
            message = Words("the file has a header and no records", "文件只有表头，没有数据")
            raise EmptyFile(Fault.of(message, EXPORT_AGAIN, str(matched.source.path)))
        read.append(FileRead(matched, first_row, rows, tuple(aside)))
        first_row += rows
    return read, rejections


def _needed(matched: Matched) -> list[str]:
    """The columns to read; without any that a target reads, one is enough to count the records."""
    return [word for word in matched.kind.reads if word in matched.source.words] or [*matched.source.words[:1]]


def _rejections(batch: Batch, mapped: Mapped, before: int, matched: Matched) -> list[Rejection]:
    table = matched.kind.targets[0].table
    fields = str(len(matched.source.words))
    found = [
        Rejection(one.record + before, one.reason, table, "", str(one.fields), one.expected or fields)
        for one in batch.torn
    ]
    for rejected in mapped.rejected:
        numbers = (batch.records[rejected.rows] + before).tolist()
        found += [
            Rejection(number, rejected.reason, rejected.table, rejected.column, value, expected)
            for number, value, expected in zip(numbers, rejected.delivered, rejected.expected, strict=True)
        ]
    return found
