"""Rows that were not accepted, with place, reason and remedy, and the whole record so that it can be repaired.

Each source row has two entries: its first fault, and (reason ``whole_record``) the record as it was delivered. The
store counts a source row once, by its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.exact_text import text_of_values
from jicha.intake.fates import Rejection
from jicha.intake.reasons import reasons
from jicha.intake.sources.source import Batch, Source

WHOLE_RECORD = "whole_record"
_SCHEMA = pa.schema(
    [
        ("table_name", pa.string()),
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("line", pa.int64()),
        ("column_name", pa.string()),
        ("raw_value", pa.string()),
        ("reason", pa.string()),
        ("remedy", pa.string()),
        ("remedy_zh", pa.string()),
    ]
)
_SHOWN = 5  # rows named in one message
# Signs that JSON must have written out; the backslash first.
_ESCAPES = ("\\", '"', *(chr(number) for number in range(32)))


def lines_of(source: Source, rows: Iterable[int], first_row: int) -> dict[int, int]:
    """The lines on which rows of the delivery stand that are of this file, whose records begin at ``first_row``."""
    wanted = np.array(sorted(rows), np.int64) - first_row + 1
    found: dict[int, int] = {}
    for batch in source.batches():
        hit = np.flatnonzero(np.isin(batch.records, wanted))
        found.update(zip((batch.records[hit] + first_row - 1).tolist(), batch.lines[hit].tolist(), strict=True))
    return found


def quarantine_rows(
    source: Source, rejections: Mapping[int, Rejection], first_row: int, label: str, places: Mapping[int, str]
) -> Iterator[pa.Table]:
    """Entries for the rejected rows of one file, read once more from it.

    ``rejections`` are by the delivery's row number; the file's records begin at ``first_row``; ``label`` names it;
    ``places`` says where rows stand that others contradict.
    """
    if not rejections:
        return
    wanted = np.array(sorted(rejections), np.int64) - first_row + 1
    for batch in source.batches():
        torn = [one for one in batch.torn if one.record + first_row - 1 in rejections]
        hit = np.flatnonzero(np.isin(batch.records, wanted))
        if not len(hit) and not torn:
            continue
        whole = record_texts(batch, hit, source.header.titles).to_pylist() if len(hit) else []
        records = [*whole, *(one.text for one in torn)]
        numbers = [*batch.records[hit].tolist(), *(one.record for one in torn)]
        lines = [*batch.lines[hit].tolist(), *(one.line for one in torn)]
        sheets = [*_sheets(batch, hit, source.sheet), *(source.sheet or None for _ in torn)]
        found = [rejections[number + first_row - 1] for number in numbers]
        yield _entries(label, sheets, found, lines, records, places)


def _sheets(batch: Batch, rows: NDArray[np.int64], sheet: str) -> list[str | None]:
    """The sheet of each row; where a line holds several rows, with the row's number, or their places would be one."""
    distinct, where, times = np.unique(batch.lines, return_inverse=True, return_counts=True)
    if len(distinct) == len(batch.lines):
        return [sheet or None] * len(rows)
    shared = times[where.reshape(-1)][rows] > 1
    numbers = batch.records[rows]
    return [f"{sheet}:{number}" if one else sheet or None for one, number in zip(shared, numbers, strict=True)]


def record_texts(batch: Batch, rows: NDArray[np.int64], titles: Sequence[str]) -> pa.Array:
    """The records of ``rows`` as JSON objects of texts, under the file's own words; missing values are null."""
    chosen = batch.rows.take(pa.array(rows))
    pieces: list[pa.Array | pa.Scalar] = []
    for place, word in enumerate(titles):
        column = chosen.column(place)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        text = _escaped(text_of_values(column))
        quoted = pc.binary_join_element_wise('"', text, '"', "")
        lead = f"{'{' if place == 0 else ', '}{json.dumps(word, ensure_ascii=False)}: "
        pieces += [pa.scalar(lead), pc.fill_null(quoted, "null")]
    return pc.binary_join_element_wise(*pieces, pa.scalar("}"), "")


def _escaped(text: pa.Array) -> pa.Array:
    if pc.any(pc.match_substring_regex(text, r'[\x00-\x1f"\\]')).as_py():
        for sign in _ESCAPES:
            text = pc.replace_substring(text, sign, json.dumps(sign)[1:-1])
    return text


def _entries(
    label: str,
    sheets: Sequence[str | None],
    found: Sequence[Rejection],
    lines: Sequence[int],
    records: Sequence[str],
    places: Mapping[int, str],
) -> pa.Table:
    rows = []
    for one, sheet, line, record in zip(found, sheets, lines, records, strict=True):
        place = {"table_name": one.table, "file": label, "sheet": sheet, "line": line}
        expected = f"{_beside(one.beside, places)}: {one.expected}" if one.beside else one.expected
        arguments = {"value": one.value or "", "column": one.column, "expected": expected}
        words = reasons()[one.reason]
        rows.append(
            {
                **place,
                "column_name": one.column or None,
                "raw_value": one.value,
                "reason": one.reason,
                "remedy": words.remedy_for(**arguments),
                "remedy_zh": words.remedy_zh_for(**arguments),
            }
        )
        rows.append({**place, "raw_value": record, "reason": WHOLE_RECORD})
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _beside(rows: Sequence[int], places: Mapping[int, str]) -> str:
    told = [places[one] for one in rows[:_SHOWN] if one in places]
    return ", ".join([*told, "..."] if len(rows) > _SHOWN else told)
