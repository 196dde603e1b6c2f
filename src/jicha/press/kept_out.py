"""Rows that were kept out: on the screen a block a row, never cut; as CSV, workbook and JSON with the whole row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.text import Text

from jicha.intake.quarantine import WHOLE_RECORD
from jicha.intake.reasons import reasons
from jicha.press.csv import write_csv
from jicha.press.json import text_of
from jicha.press.listing import Column, Kind, Listing
from jicha.press.say import Language, say
from jicha.press.screen import open_screen
from jicha.press.totals import mapped
from jicha.press.xlsx import Styles, workbook, write_list
from jicha.terms.one_line import one_line

FORMAT = "jicha.kept_out/1"
_TORN = "torn_row"  # its value is the number of its fields, and it has no column
_BATCH_SHOWN = 12  # letters of a batch id: as many as the summary of a delivery says
_INDENT = 2
_NARROWEST = 20
_ROWS_AT_ONCE = 20_000
_DAY = date(2000, 1, 1)
_PLACE = ("batch_id", "file", "sheet", "line")
_COLUMNS = (
    Column("kept_file", width=30), Column("kept_sheet"), Column("kept_line", Kind.INTEGER, width=8),
    Column("batch_id", width=34), Column("kept_table", width=18), Column("kept_reason", width=18),
    Column("kept_why_zh", width=30), Column("kept_why", width=30), Column("kept_column", width=16),
    Column("kept_value", width=20), Column("kept_remedy_zh", width=50), Column("kept_remedy", width=50),
    Column("kept_row", width=80),
)  # fmt: skip
_FROM = ("file", "sheet", "line", "batch_id", "table_name", "reason", "meaning_zh", "meaning", "column_name",
         "raw_value", "remedy_zh", "remedy", "record")  # fmt: skip


def kept_out_rows(entries: pa.Table) -> pa.Table:
    """The entries of the quarantine, one for each row: its fault in words of both languages beside its ``record``."""
    entries = entries.set_column(
        entries.column_names.index("sheet"), "sheet", pc.fill_null(entries["sheet"].cast(pa.string()), "")
    )
    is_record = pc.equal(entries["reason"], WHOLE_RECORD)
    records = entries.filter(is_record).select([*_PLACE, "raw_value"]).rename_columns([*_PLACE, "record"])
    faults = entries.filter(pc.invert(is_record))
    faults = faults.append_column("at", pa.array(range(faults.num_rows), pa.int64()))
    rows = faults.join(records, list(_PLACE), join_type="left outer").sort_by("at")
    for name in ("meaning", "meaning_zh"):
        rows = rows.append_column(name, mapped(rows["reason"], partial(_meaning, name)))
    return rows.select(list(_FROM))


def print_kept_out(rows: pa.Table, most: int, language: Language, *, console: Console | None = None) -> None:
    """Print the first ``most`` rows, a block each, folded to a terminal's width; a pipe gets every text on one line."""
    screen = console or open_screen()
    if not rows.num_rows:
        screen.print(say("intake.nothing_kept_out", language))
        return
    shown = min(most, rows.num_rows)
    heading = "kept_out.heading" if shown == rows.num_rows else "kept_out.shown"
    _line(screen, Text(say(heading, language, rows=rows.num_rows, shown=shown), style="bold"), 0)
    for row in rows.slice(0, shown).to_pylist():
        screen.print()
        place, *told = _block(row, language)
        _line(screen, Text(place, style="bold"), 0)
        for line in told:
            _line(screen, Text(line), _INDENT)
    if rows.num_rows > shown:
        screen.print()
        _line(screen, Text(say("kept_out.more", language, rows=rows.num_rows - shown), style="bold"), 0)


def write_kept_out_json(rows: pa.Table, file: IO[str]) -> None:
    """Write every row as JSON, one a line. ``record`` is the row under the file's own words; of a torn row its text."""
    file.write(f'{{"format":{text_of(FORMAT)},\n"rows":[')
    names = rows.column_names
    number = 0
    for start in range(0, rows.num_rows, _ROWS_AT_ONCE):
        part = rows.slice(start, _ROWS_AT_ONCE)
        for values in zip(*(part[name].to_pylist() for name in names), strict=True):
            row = dict(zip(names, values, strict=True))
            file.write(f"{',' if number else ''}\n{text_of(row | {'record': _object(row['record'])})}")
            number += 1
    file.write("]\n}\n")


def write_kept_out_csv(rows: pa.Table, path: Path, language: Language) -> None:
    """Write every row as one CSV."""
    write_csv(_listing(rows), path, language)


def write_kept_out_xlsx(rows: pa.Table, path: Path, language: Language) -> None:
    """Write every row as a workbook, which bears one date always: the same rows give the same bytes."""
    with workbook(path, "jicha intake quarantine", _DAY) as book:
        write_list(book, Styles(book), _listing(rows), language)


def _listing(rows: pa.Table) -> Listing:
    named = rows.rename_columns([column.name for column in _COLUMNS])

    def parts() -> Iterator[pa.Table]:
        for start in range(0, named.num_rows, _ROWS_AT_ONCE):
            yield named.slice(start, _ROWS_AT_ONCE)

    return Listing("kept_out", _COLUMNS, parts)


def _block(row: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Where a row stands, then why it was kept out and what to do."""
    told = {name: one_line(str(value)) for name, value in row.items() if value not in (None, "")}
    file = told["file"]
    if "sheet" in told:
        file = say("intake.sheet", language, file=file, sheet=told["sheet"])
    yield say("kept_out.place", language, file=file, line=row["line"], batch=told["batch_id"][:_BATCH_SHOWN])
    suffix = "_zh" if language is Language.ZH else ""
    yield say("kept_out.reason", language, meaning=told[f"meaning{suffix}"], reason=told["reason"])
    if "column_name" in told:
        yield say("kept_out.column", language, text=told["column_name"])
    if "raw_value" in told:
        word = "kept_out.fields" if row["reason"] == _TORN else "kept_out.value"
        yield say(word, language, text=told["raw_value"])
    if "column_name" not in told and "record" in told:
        yield say("kept_out.row", language, text=told["record"])
    if f"remedy{suffix}" in told:
        yield say("kept_out.remedy", language, text=told[f"remedy{suffix}"])


def _line(screen: Console, text: Text, indent: int) -> None:
    for line in text.wrap(screen, max(screen.width - indent, _NARROWEST), overflow="fold"):
        screen.print(Text.assemble(" " * indent, line), soft_wrap=True)


def _meaning(name: str, reason: str) -> str:
    words = reasons().get(reason)
    return str(getattr(words, name)) if words else reason


def _object(record: str | None) -> object:
    try:
        found = json.loads(record or "")
    except ValueError:
        return record
    return found if isinstance(found, dict) else record
