"""CSV in GB18030, as the screens of the marketing system save it: a title line above, a total and a footer below."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from jicha.twin.deliver.forms.sheet import SLID, Sheet

ENCODING = "gb18030"
_ROWS_AT_ONCE = 100_000
_SPECIAL = '[,"\r\n]'


def write(sheet: Sheet, path: Path) -> None:
    """Write the file; a row that slid has a blank cell before its first."""
    with path.open("wb") as file:
        if sheet.title:
            file.write(_line([sheet.title]))
        file.write(_line(sheet.words))
        for start in range(0, len(sheet.rows), _ROWS_AT_ONCE):
            file.write(_records(sheet.rows.slice(start, _ROWS_AT_ONCE)))
        if sheet.totals:
            file.write(_line(sheet.total_row()))
        if sheet.footer:
            file.write(_line([sheet.footer]))


def _records(rows: pa.Table) -> bytes:
    """The lines of the rows: columns are joined as a whole, and only what needs quotes has them."""
    cells = [_cells(rows[word].combine_chunks()) for word in rows.column_names]
    cells[-1] = pc.binary_join_element_wise(cells[-1], "\n", "")
    lines = pc.binary_join_element_wise(*cells, ",")
    text = lines.buffers()[2].to_pybytes().decode() if len(lines) else ""
    return text.replace(f'"{SLID}', ',"').replace(SLID, ",").encode(ENCODING)


def _cells(texts: pa.Array) -> pa.Array:
    texts = texts.fill_null("")
    special = pc.match_substring_regex(texts, _SPECIAL)
    if not pc.any(special).as_py():
        return texts
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
    return pc.if_else(special, quoted, texts)


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode(ENCODING)
