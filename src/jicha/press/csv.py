"""CSV after RFC 4180 that no spreadsheet takes for a formula: text guarded, numbers untouched."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from jicha.press.listing import Column, Kind, Listing
from jicha.press.say import Language

# A text that starts with one of these may run as a formula when a spreadsheet opens the file; the full-width forms
# are what a Chinese or Japanese input method types, and some programs fold them.
# An apostrophe that stands before one already is no guard of ours and gets one too: intake takes exactly one off.
_RISKY = r"^'*[=+\-@\t\r\n\x00＝＋－＠]"


class Encoding(StrEnum):
    """The byte form: plain UTF-8, UTF-8 with the mark that Excel wants, or GB18030 for older programs."""

    UTF8 = "utf-8"
    UTF8_BOM = "utf-8-sig"
    GB18030 = "gb18030"


def write_csv(listing: Listing, path: Path, language: Language, *, encoding: Encoding = Encoding.UTF8_BOM) -> None:
    """Write a complete list: header row, CRLF, every text in quotes, numbers and dates bare, blank = nothing.

    A text cell that a spreadsheet could run (it begins with = + - @, a tab or a line break) gets a leading
    apostrophe, as OWASP advises; numbers are in their own columns and keep their minus.
    """
    mark = b"\xef\xbb\xbf" if encoding is Encoding.UTF8_BOM else b""
    codec = "utf-8" if encoding is Encoding.UTF8_BOM else str(encoding)
    with path.open("wb") as file:
        headings = pa.array([column.heading(language) for column in listing.columns])
        file.write(mark + (",".join(quoted(headings).to_pylist()) + "\r\n").encode(codec))
        for part in listing.rows():
            file.write(lines(part, listing.columns).encode(codec))


def lines(part: pa.Table, columns: tuple[Column, ...]) -> str:
    """The rows of one part as CSV lines."""
    if part.num_rows == 0:
        return ""
    cells = [_cells(part[column.name].combine_chunks(), column) for column in columns]
    rows = pc.binary_join_element_wise(*cells, ",")
    return "\r\n".join(rows.to_pylist()) + "\r\n"


def quoted(texts: pa.Array) -> pa.Array:
    """Texts in quotes, guarded against formulas; null stays null."""
    guarded = pc.if_else(pc.match_substring_regex(texts, _RISKY), pc.binary_join_element_wise("'", texts, ""), texts)
    doubled = pc.replace_substring(guarded, '"', '""')
    return pc.binary_join_element_wise('"', doubled, '"', "")


def _cells(values: pa.Array, column: Column) -> pa.Array:
    text = quoted(values) if column.kind is Kind.TEXT else values.cast(pa.string())
    return pc.fill_null(text, "")
