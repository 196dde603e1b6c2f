"""A web page with one table under the name .xls, as the old screens of 营销 and 用采 save it."""

from __future__ import annotations

from functools import reduce
from html import escape
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from jicha.twin.deliver.forms.sheet import SLID, Sheet

ENCODING = "gb18030"
_HEAD = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv="Content-Type" content="text/html; charset=gb18030"></head>
<body><table border="1">
"""
_END = "</table></body></html>\n"


def write(sheet: Sheet, path: Path) -> None:
    """Write the page; a row that slid has a blank cell before its first."""
    width = len(sheet.words)
    parts = [_HEAD]
    if sheet.title:
        parts.append(_over(sheet.title, width))
    parts.append("<tr>" + "".join(f"<th>{escape(word)}</th>" for word in sheet.words) + "</tr>\n")
    parts.append(_records(sheet.rows))
    if sheet.totals:
        parts.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in sheet.total_row()) + "</tr>\n")
    if sheet.footer:
        parts.append(_over(sheet.footer, width))
    path.write_bytes("".join([*parts, _END]).encode(ENCODING, "xmlcharrefreplace"))


def _records(rows: pa.Table) -> str:
    if not len(rows):
        return ""
    cells = [_escaped(rows[word]) for word in rows.column_names]
    lines = reduce(lambda left, right: pc.binary_join_element_wise(left, right, "</td><td>"), cells)
    text = "</td></tr>\n<tr><td>".join(lines.to_pylist())
    return f"<tr><td>{text}</td></tr>\n".replace(SLID, "</td><td>")


def _escaped(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = texts.fill_null("")
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        texts = pc.replace_substring(texts, sign, written)
    return texts


def _over(text: str, width: int) -> str:
    return f'<tr><td colspan="{width}">{escape(text)}</td></tr>\n'
