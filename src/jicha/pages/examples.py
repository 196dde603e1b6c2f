"""Worlds into typed rows: what an example leaves out takes its label (keys) or the neutral example of the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

import pyarrow as pa

from jicha.pages.front import BadPage
from jicha.pages.library import Library
from jicha.pages.page import ExampleRow, OutputColumn, Page, World
from jicha.schema import ColumnType, tables
from jicha.schema.values import parse_value
from jicha.terms.errors import Fault, JichaError

Row = dict[str, Any]
WorldRows = dict[str, list[Row]]
_DATE_LIKE = ("date", "month", "instant")


@dataclass(frozen=True, slots=True)
class ShapeColumn:
    """What examples need to know of a column."""

    name: str
    type: ColumnType
    is_key: bool
    is_time: bool
    references: tuple[str, str] | None
    neutral: str


@dataclass(frozen=True)
class Shape:
    """A canonical table, fact or KPI as examples see it."""

    name: str
    columns: Mapping[str, ShapeColumn]
    key: tuple[str, ...] = field(default=())

    @property
    def arrow_schema(self) -> pa.Schema:
        """All columns, all nullable: an example may blank what a delivery may not."""
        return pa.schema([pa.field(column.name, column.type.arrow) for column in self.columns.values()])


def shape_of(name: str, library: Library) -> Shape | None:
    """The shape of a table by name; None when there is no such table."""
    if name in tables():
        table = tables()[name]
        return Shape(
            name,
            {
                one.name: ShapeColumn(one.name, one.type, one.in_primary_key, one.is_time, one.references, one.example)
                for one in table.columns
            },
            table.primary_key,
        )
    page = library.pages.get(name)
    if page is None or not page.columns:
        return None
    return Shape(
        name,
        {
            one.name: ShapeColumn(one.name, one.type, one.name in page.key, False, one.references, _neutral(page, one))
            for one in page.columns
        },
        page.key,
    )


def _neutral(page: Page, column: OutputColumn) -> str:
    """A fact's row that an example gives by hand lies in the neutral month; what is no key is unknown."""
    return {"month": "2026-01", "date": "2026-01-15"}.get(column.type.name, "") if column.name in page.key else ""


@dataclass(frozen=True)
class WorldData:
    """The rows of a world by table, and for a fact's page the rows it must produce (only the columns it states)."""

    rows: WorldRows
    expected: tuple[tuple[Row, int], ...]


def world_data(page: Page, world: World, library: Library) -> WorldData:
    """Build the rows of ``world``. Raises BadPage with the line and column of the first cell that does not fit."""
    found: dict[str, dict[tuple[Any, ...], tuple[Row, Row]]] = {}
    expected: list[tuple[Row, int]] = []
    for table in world.tables:
        for row in table.rows:
            for name in table.tables:
                shape = shape_of(name, library)
                if shape is None:
                    raise _unknown(page, row, name, [*tables(), *library.pages], "table")
                for explicit in _rows_of(page, row, shape):
                    defaults = {one.name: _default(shape, one, row.label) for one in shape.columns.values()}
                    key = tuple(explicit.get(part, defaults[part]) for part in shape.key)
                    if name == page.code:
                        stated = dict(zip(shape.key, key, strict=True)) | explicit
                        expected.append((stated, row.line))
                        continue
                    kept = found.setdefault(name, {}).setdefault(key, (defaults, {}))[1]
                    _merge(page, row, name, kept, explicit)
    rows = {name: [defaults | explicit for defaults, explicit in held.values()] for name, held in found.items()}
    return WorldData(rows, tuple(expected))


def arrow_rows(shape: Shape, rows: list[Row]) -> pa.Table:
    """Example rows as Arrow."""
    return pa.Table.from_pylist(rows, schema=shape.arrow_schema)


def _rows_of(page: Page, row: ExampleRow, shape: Shape) -> Iterator[Row]:
    cells = [cell for cell in row.cells if cell.table == shape.name]
    series = list(dict.fromkeys(cell.at for cell in cells if cell.at))
    missing = {at for table, at in row.absent if table == shape.name}
    if "" in missing:
        return
    for at in series or ([""] if not missing else []):
        if at in missing:
            continue
        explicit: Row = {}
        if at:
            explicit |= _place(page, row, shape, at)
        for cell in cells:
            if cell.at not in ("", at):
                continue
            column = shape.columns.get(cell.column)
            if column is None:
                raise _unknown(page, row, cell.column, shape.columns, f"column of {shape.name}", cell.column_no)
            explicit[cell.column] = _value(page, row, column, cell.text, cell.column_no)
        if at and at != series[-1] and _takes_place(shape):
            key = shape.key[0]
            explicit[key] = f"{explicit.get(key, row.label)}@{at}"
        yield explicit


def _takes_place(shape: Shape) -> bool:
    """A table with one text key tells the rows of a series apart by it; the last one keeps the plain label."""
    return len(shape.key) == 1 and shape.columns[shape.key[0]].type.name == "text"


def _place(page: Page, row: ExampleRow, shape: Shape, at: str) -> Row:
    day_text = f"{at}-01" if len(at) == 7 else at
    try:
        day = date.fromisoformat(day_text)
    except ValueError as error:
        raise BadPage(
            Fault(
                f"{at!r} is no place in a series",
                "Write @2025-12 or @2025-12-31.",
                page.path,
                row.line,
                code="bad-example",
            )
        ) from error
    placed: Row = {}
    for column in shape.columns.values():
        if column.type.name not in _DATE_LIKE:
            continue
        if column.type.name == "month":
            placed[column.name] = day.replace(day=1)
        elif column.is_time or column.is_key:
            placed[column.name] = day if column.type.name == "date" else datetime(day.year, day.month, day.day)
    return placed


def _default(shape: Shape, column: ShapeColumn, label: str) -> Any:
    if column.references is not None and column.references[0] == shape.name:
        return None  # a tree has a top
    if column.type.name == "text" and (column.is_key or column.references):
        return label
    if not column.neutral:
        return None
    return parse_value(column.type, column.neutral)


def _value(page: Page, row: ExampleRow, column: ShapeColumn, text: str | None, column_no: int) -> Any:
    if text is None:
        return None
    try:
        return parse_value(column.type, text)
    except JichaError as error:
        raise BadPage(
            Fault(
                f"{column.name}: {error.faults[0].message}",
                error.faults[0].remedy,
                page.path,
                row.line,
                column_no,
                "bad-example",
            )
        ) from error


def _merge(page: Page, row: ExampleRow, name: str, kept: Row, explicit: Row) -> None:
    for column, value in explicit.items():
        if column in kept and kept[column] != value:
            raise BadPage(
                Fault(
                    f"{name}.{column} of this row is {kept[column]} in the same world",
                    "Give the row another key, or the same value.",
                    page.path,
                    row.line,
                    code="bad-example",
                )
            )
        kept[column] = value


def _unknown(page: Page, row: ExampleRow, word: str, known: Any, what: str, column_no: int = 0) -> BadPage:
    near = get_close_matches(word, list(known), 1)
    remedy = f"Did you mean {near[0]!r}?" if near else "Use a name of the schema (docs/schema)."
    return BadPage(Fault(f"no {what} is called {word!r}", remedy, page.path, row.line, column_no, "unknown-name"))
