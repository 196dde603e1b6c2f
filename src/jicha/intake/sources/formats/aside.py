"""Rows that are no records: totals, signatures at the foot, a header that stands again. They are named, never lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.sources.formats.grid import LINE, AsideRow, Asked

_TOTALS = {
    "合计": "total", "总计": "total", "共计": "total", "合计数": "total", "总合计": "total", "Total": "total",
    "TOTAL": "total", "Grand Total": "total", "小计": "subtotal", "本页小计": "subtotal", "分计": "subtotal",
    "页小计": "subtotal", "Subtotal": "subtotal", "Sub-total": "subtotal",
}  # fmt: skip
_FOOT = (
    r"^(制表人?|制表单位|制表日期|制表时间|填表人?|复核人?|审核人?|审批人?|批准人?|打印人?|打印时间|打印日期|导出人?|导出时间|"
    r"导出日期|查询条件|查询时间|统计时间|报表日期|单位负责人|负责人|经办人|备注|说明|注)\s*[:\x{ff1a}]"
    r"|^第\s*\d+\s*页|^共\s*\d+\s*(页|条|行|户)|^(数据来源|以下空白|以上数据)"
)
LOOKED_AT = 3  # the word of a total stands in the first cell, or after a blank number and unit


def set_aside(rows: pa.RecordBatch, lines: NDArray[np.int64], asked: Asked) -> tuple[pa.RecordBatch, list[AsideRow]]:
    """The records of ``rows`` with their lines (LINE) and only the columns asked for, and the rows that are none.

    Rows that are blank in every cell are dropped; they are nothing.
    """
    columns = [one if pa.types.is_string(one.type) else None for one in rows.columns]
    first = _first_words(columns, len(rows))
    kinds = _kinds(first)
    if asked.words and len(rows):
        _mark_headers(kinds, columns, asked.words)
    blank = ~np.asarray(first.is_valid()) & _blank(rows)
    found = np.flatnonzero(kinds != "")
    apart = [AsideRow(int(lines[one]), str(kinds[one]), _cells(rows, int(one))) for one in found]
    places = range(rows.num_columns) if asked.columns is None else asked.columns
    names = [str(place) for place in places]
    arrays = [rows.column(place) for place in places]
    kept = pa.RecordBatch.from_arrays([*arrays, pa.array(lines, pa.int64())], names=[*names, LINE])
    out = blank | (kinds != "")
    return (kept.filter(pa.array(~out)) if out.any() else kept), apart


def kinds_of_rows(columns: Sequence[pa.Array], count: int) -> NDArray[np.object_]:
    """The kind of each row by its first ``columns`` as text, blank for a record; for cells of mixed kinds."""
    return _kinds(_first_words(columns[:LOOKED_AT], count))


def torn_aside(fields: Sequence[str], line: int) -> AsideRow | None:
    """A row of another width that is a total or stands at the foot; None if it is a torn record."""
    told = [one.strip() for one in fields if one.strip()]
    if not told:
        return None
    kind = str(_kinds(pa.array([told[0]]))[0])
    return AsideRow(line, kind, tuple(fields)) if kind else None


def _first_words(columns: Sequence[pa.Array | None], count: int) -> pa.Array:
    """The first word of each row among its first cells, without padding; NULL where they are blank or no text."""
    found = pa.nulls(count, pa.string())
    for column in columns[:LOOKED_AT]:
        if column is None:
            break
        trimmed = pc.utf8_trim_whitespace(column)
        told = pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
        found = pc.coalesce(found, told) if found.null_count < count else told
        if not found.null_count:
            break
    return found


def _kinds(first: pa.Array) -> NDArray[np.object_]:
    """The kind of each row by its first word; blank for a record."""
    kinds = np.full(len(first), "", object)
    plain = first
    if pc.any(pc.match_substring_regex(first, r"[\s:\x{ff1a}]")).as_py():
        plain = pc.replace_substring_regex(first, r"[\s:\x{ff1a}]+", "")
    words = pa.array([re.sub(r"\s", "", one) for one in _TOTALS])
    found = pc.index_in(plain, value_set=words)
    hit = np.flatnonzero(np.asarray(found.is_valid()))
    if len(hit):
        kinds[hit] = np.array(list(_TOTALS.values()), object)[found.take(pa.array(hit)).to_numpy()]
    foot = pc.match_substring_regex(first, _FOOT).fill_null(False)
    if pc.any(foot).as_py():
        kinds[np.asarray(foot) & (kinds == "")] = "footer"
    return kinds


def _mark_headers(kinds: NDArray[np.object_], columns: Sequence[pa.Array | None], words: Sequence[str]) -> None:
    """Rows in which every cell says its own column's word."""
    same: NDArray[np.bool_] | None = None
    for column, word in zip(columns, words, strict=False):
        if column is None:
            return
        here = np.asarray(pc.equal(pc.utf8_trim_whitespace(column), word).fill_null(not word))
        same = here if same is None else same & here
        if not same.any():
            return
    if same is not None:
        kinds[same] = "header"


def _blank(rows: pa.RecordBatch) -> NDArray[np.bool_]:
    blank = np.ones(len(rows), bool)
    for column in rows.columns:
        if pa.types.is_string(column.type):
            told = pc.not_equal(pc.utf8_trim_whitespace(column), "").fill_null(False)
        else:
            told = column.is_valid()
        blank &= ~np.asarray(told)
        if not blank.any():
            break
    return blank


def _cells(rows: pa.RecordBatch, row: int) -> tuple[str | None, ...]:
    return tuple(None if (value := column[row].as_py()) is None else str(value) for column in rows.columns)
