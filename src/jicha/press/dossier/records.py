"""The records of all files as complete lists, one of each table: blank columns left out, private ones masked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from jicha.find.dossier import Dossiers
from jicha.find.gather import Records
from jicha.press.dossier.fields import field_column, field_values, local_time, table_words
from jicha.press.listing import Column, Kind, Listing
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.press.totals import mapped
from jicha.schema import Column as SchemaColumn
from jicha.schema import tables

_ROWS_AT_ONCE = 20_000
# Named apart from the columns of the tables, some of which are called number, source or total.
NUMBER, FILE, TOTAL, SOURCE, RECEIVED = "find_number", "find_file", "find_total", "find_source", "find_received"


@dataclass(frozen=True, slots=True)
class NamedColumn(Column):
    """A column whose heading is the word of another id than its name."""

    word: str = ""

    def heading(self, language: Language) -> str:
        """The word."""
        return say(f"column.{self.word}", language)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A complete list with the title that its sheet or file bears."""

    title: str
    listing: Listing


def record_sheets(
    dossiers: Dossiers, background: Background, language: Language, *, sources: bool = False
) -> tuple[Sheet, ...]:
    """One list of each table that holds something, what belongs to the subjects before what stands around them."""
    return tuple(_sheet(one, dossiers, background, language, sources) for one in dossiers.records)


def told_columns(records: Records) -> tuple[SchemaColumn, ...]:
    """The columns of a table that are not blank in all of the rows."""
    return tuple(
        column
        for column in tables()[records.table].columns
        if column.name in records.rows.column_names and records.rows[column.name].null_count < records.rows.num_rows
    )


def batch_words(background: Background) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """What a batch is called: its source, and when it was received."""
    known = {line.batch_id: line for line in background.batches}

    def source(batch_id: str) -> str:
        return known[batch_id].source if batch_id in known else batch_id

    def received(batch_id: str) -> str:
        line = known.get(batch_id)
        return local_time(line.received_at) if line and line.received_at else ""

    return source, received


def _sheet(records: Records, dossiers: Dossiers, background: Background, language: Language, sources: bool) -> Sheet:
    told = told_columns(records)
    columns: list[Column] = [
        NamedColumn(NUMBER, width=16, word="number"),
        NamedColumn(FILE, width=22, word="file"),
        NamedColumn(TOTAL, Kind.INTEGER, word="of"),
        *(field_column(one, dossiers.request.clearance) for one in told),
    ]
    if sources:
        columns += [NamedColumn(SOURCE, width=18, word="source"), NamedColumn(RECEIVED, width=17, word="received_at")]
    words = table_words(records.table, language)
    title = say("sheet.around", language, table=words) if records.is_around else words
    name = f"around_{records.table}" if records.is_around else records.table
    rows = partial(_rows, records, told, tuple(columns), dossiers, background, language)
    return Sheet(title, Listing(name, tuple(columns), rows))


def _rows(
    records: Records,
    told: tuple[SchemaColumn, ...],
    columns: tuple[Column, ...],
    dossiers: Dossiers,
    background: Background,
    language: Language,
) -> Iterator[pa.Table]:
    source, received = batch_words(background)
    numbers = pa.array([", ".join(file.numbers) for file in dossiers.files], pa.string())
    files = pa.array([file.id for file in dossiers.files], pa.string())
    for start in range(0, records.rows.num_rows, _ROWS_AT_ONCE):
        part = records.rows.slice(start, _ROWS_AT_ONCE)
        roots = part["root"].combine_chunks()
        cells: Mapping[str, pa.Array] = {
            NUMBER: numbers.take(roots),
            FILE: files.take(roots),
            TOTAL: part["total"],
            SOURCE: mapped(part["batch_id"], source),
            RECEIVED: mapped(part["batch_id"], received),
            **{one.name: field_values(part[one.name], one, dossiers.request.clearance, language) for one in told},
        }
        yield pa.table({column.name: cells[column.name] for column in columns})
