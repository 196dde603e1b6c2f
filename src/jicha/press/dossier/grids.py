"""The records of one table of one file as a grid that is as wide as the screen; what has no room is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
from rich import box
from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jicha.find.dossier import File
from jicha.find.gather import Records
from jicha.press.dossier.fields import table_words
from jicha.press.dossier.page import INDENT, Page
from jicha.press.dossier.records import batch_words
from jicha.press.figures import count
from jicha.schema import Column, tables

_GAP = 2
_WIDEST = 34  # of a cell among others; what is longer goes on in the next line
_HEADING = 12  # headings may break, but not below this
_MARK = "> "  # before the row that a number named


def print_records(page: Page, file: File, records: Records, rows: pa.Table) -> None:
    """Print the rows of one file: title with the true count, the most telling columns, the row that was asked for."""
    table = tables()[records.table]
    title = table_words(records.table, page.language)
    title = page.say("sheet.around", table=title) if records.is_around else title
    total = rows["total"][0].as_py()
    shown = count(rows.num_rows)
    counted = page.say("find.count", shown=shown, total=count(total)) if total > rows.num_rows else shown
    page.screen.print()
    page.print(Text.assemble((title, "bold"), f"  {counted}"))
    told = [one for one in page.told(rows, table) if not _says_whose(one[0], one[2], file)]
    asked = rows["is_asked"].to_pylist()
    fitting = _fitting(told, page.screen.width - INDENT, len(_MARK) if any(asked) else 0)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, _GAP, 0, 0))
    for at, (column, heading, texts) in enumerate(fitting):
        is_number = column.type.name in ("decimal", "integer")
        width = _width(heading, texts) + (len(_MARK) if at == 0 and any(asked) else 0)
        grid.add_column(Text(heading), justify="right" if is_number else "left", width=width, overflow="fold")
    for is_asked, *texts in zip(asked, *(texts for _, _, texts in fitting), strict=True):
        first = f"{_MARK}{texts[0]}" if is_asked else texts[0]
        grid.add_row(Text(first), *map(Text, texts[1:]), style="bold" if is_asked else None)
    page.screen.print(Padding(grid, (0, 0, 0, INDENT), expand=False))
    if more := len(told) - len(fitting):
        page.print(page.say("find.columns_more", count=count(more)), style="dim")
    if any(asked):
        page.print(f"{_MARK}{page.say('find.asked_row')}", style="dim")
    if page.sources:
        for line in _from(page, rows):
            page.print(line, style="dim")


def _fitting(told: list[tuple[Column, str, list[str]]], width: int, first: int) -> list[tuple[Column, str, list[str]]]:
    """The columns that have room side by side, the first one in any case; ``first`` is what it needs besides.

    One that is too wide gives its place to the next that fits.
    """
    fitting: list[tuple[Column, str, list[str]]] = []
    left = width - first
    for one in told:
        wanted = _width(one[1], one[2]) + _GAP
        if fitting and wanted > left:
            continue
        left -= wanted
        fitting.append(one)
    return fitting


def _width(heading: str, texts: list[str]) -> int:
    """As wide as the widest cell, and wide enough for a heading that breaks between words."""
    return max(min(max(map(cell_len, texts)), _WIDEST), min(cell_len(heading), _HEADING))


def _says_whose(column: Column, texts: list[str], file: File) -> bool:
    """Whether a column only repeats whose file this is."""
    return column.references is not None and column.references[0] == file.kind and set(texts) <= {file.id, ""}


def _from(page: Page, rows: pa.Table) -> Iterator[str]:
    """Which deliveries the rows came from."""
    source, received = batch_words(page.background)
    for batch_id, number in Counter(rows["batch_id"].to_pylist()).most_common():
        yield page.say("find.from", source=source(batch_id), when=received(batch_id), count=count(number))
