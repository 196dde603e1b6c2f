"""The answer on the terminal: one file after the other, and at the end the numbers that nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jicha.find.dossier import Dossiers, File
from jicha.find.gather import Records
from jicha.find.paste import Fate
from jicha.press.dossier.fields import table_words
from jicha.press.dossier.grids import print_records
from jicha.press.dossier.matters import print_findings
from jicha.press.dossier.page import INDENT, Page
from jicha.press.dossier.remarks import entry_note, paste_remarks
from jicha.press.dossier.silence import Silence, Silent, silent_tables
from jicha.press.figures import count, kwh, money
from jicha.press.run import Background
from jicha.press.say import Language
from jicha.schema import tables
from jicha.terms.one_line import one_line
from jicha.terms.privacy import Privacy

_FILES_AT_MOST = 20
_UNKNOWN_AT_MOST = 50


def print_dossiers(
    dossiers: Dossiers,
    background: Background,
    language: Language,
    *,
    sources: bool = False,
    console: Console | None = None,
) -> None:
    """Print every file that the numbers opened, as wide as the screen is, then what nobody knows.

    Colour appears on a terminal only; a pipe gets the same words in 80 columns.
    """
    page = Page(dossiers, background, language, console or Console(highlight=False), sources)
    _heading(page)
    slices = [_Slices.of(one) for one in dossiers.records]
    for file in dossiers.files[:_FILES_AT_MOST]:
        _file(page, file, slices)
    more = len(dossiers.files) - _FILES_AT_MOST
    if more > 0:
        page.screen.print()
        page.screen.print(Text(page.say("find.more_files", count=count(more)), style="dim"))
    _never_delivered(page)
    _unknown(page)
    _privacy(page)


def print_answer(
    dossiers: Dossiers, background: Background, language: Language, *, console: Console | None = None
) -> None:
    """Print only how many are known and which are not: for whoever has the rest in a file."""
    page = Page(dossiers, background, language, console or Console(highlight=False))
    _heading(page)
    _unknown(page)
    _privacy(page)


def _heading(page: Page) -> None:
    known = sum(one.is_known for one in page.dossiers.answers.values())
    heading = page.say("find.heading", asked=count(len(page.dossiers.answers)), known=count(known))
    page.screen.print(Text(heading, style="bold"))
    for remark in paste_remarks(page.dossiers.paste, page.language):
        page.screen.print(Text(one_line(remark), style="dim"))


@dataclass(frozen=True, slots=True)
class _Slices:
    """Where the rows of each file stand in the records of one table, which are sorted by file."""

    records: Records
    places: dict[int, tuple[int, int]]

    @classmethod
    def of(cls, records: Records) -> _Slices:
        places: dict[int, tuple[int, int]] = {}
        for at, root in enumerate(records.rows["root"].to_pylist()):
            start, length = places.get(root, (at, 0))
            places[root] = (start, length + 1)
        return cls(records, places)

    def rows(self, root: int) -> pa.Table:
        start, length = self.places.get(root, (0, 0))
        return self.records.rows.slice(start, length)


def _file(page: Page, file: File, slices: Sequence[_Slices]) -> None:
    page.screen.print()
    words = f"{table_words(file.kind, page.language)} {one_line(file.id)}"
    asked = page.say("find.numbers", numbers=", ".join(file.numbers))
    page.screen.print(Text.assemble((words, "bold cyan"), f"  {asked}"))
    filled = [(one.records, rows) for one in slices if (rows := one.rows(file.root)).num_rows]
    own = next((rows for records, rows in filled if records.table == file.kind and not records.is_around), None)
    if own is None:
        page.print(page.say("find.no_file"))
    _head(page, file, own)
    print_findings(page, file)
    for records, rows in filled:  # what stands around comes last, as it was gathered
        if records.is_around or records.table != file.kind:
            print_records(page, file, records, rows)
    _silence(page, file, {records.table for records, _ in filled if not records.is_around})


def _head(page: Page, file: File, own: pa.Table | None) -> None:
    """The file itself: unit, every column that is not blank, and the sums."""
    lines: list[tuple[str, str]] = []
    if file.org_id:
        lines.append((page.say("column.unit_path"), one_line(page.dossiers.units.words(file.org_id))))
    if own is not None:
        table = tables()[file.kind]
        lines += [
            (heading, texts[0])
            for column, heading, texts in page.told(own.slice(0, 1), table)
            if column.name not in table.primary_key and (column.references or ("",))[0] != "org"  # its path is above
        ]
    lines += _sums(page, file)
    grid = Table.grid(padding=(0, INDENT))
    grid.add_column(style="dim", max_width=max(16, page.screen.width // 3), overflow="fold")
    grid.add_column(overflow="fold")
    for label, text in lines:
        grid.add_row(Text(label), Text(text))
    page.screen.print(Padding(grid, (0, 0, 0, INDENT), expand=False))


def _sums(page: Page, file: File) -> Iterator[tuple[str, str]]:
    billed = page.dossiers.billed.get(file.root)
    if billed:
        sums = [f"{kwh(billed.kwh)} kWh"] if billed.kwh is not None else []
        sums += [f"{money(billed.money)} {page.say('unit.CNY')}"] if billed.money is not None else []
        label = page.say("find.bills", months=page.dossiers.request.months, last=f"{billed.last_month:%Y-%m}")
        if sums:
            yield label, ", ".join(sums)
    if file.root in page.dossiers.owed:
        yield page.say("column.owed"), f"{money(page.dossiers.owed[file.root])} {page.say('unit.CNY')}"


def _silence(page: Page, file: File, with_rows: Collection[str]) -> None:
    """What there is none of, and whether that says anything."""
    silent = [one for one in silent_tables(file, with_rows, page.dossiers) if one.silence is not Silence.NEVER]
    if silent:
        page.screen.print()
        page.print(page.say("find.section.silence"), style="bold")
    for one in silent:
        page.print(_silent_words(page, one), style="" if one.silence is Silence.COMPLETE else "dim")


def _silent_words(page: Page, one: Silent) -> str:
    names = ", ".join(table_words(name, page.language) for name in one.tables)
    if one.feed is None:
        return page.say(f"find.silent_{one.silence}", tables=names)
    start, end = (day or "?" for day in (one.feed.complete_from, one.feed.complete_to))
    return page.say("find.silent_complete", tables=names, start=start, end=end)


def _never_delivered(page: Page) -> None:
    """What no file can hold, said once for all of them."""
    names = sorted({name for kind in page.dossiers.expected.values() for name in kind} - page.dossiers.delivered)
    if names:
        words = ", ".join(table_words(name, page.language) for name in names)
        page.screen.print()
        page.screen.print(Text(page.say("find.silent_never", tables=words), style="dim"))


def _unknown(page: Page) -> None:
    entries = [
        one
        for one in page.dossiers.paste.entries
        if one.fate is Fate.REFUSED or (one.fate is Fate.ASKED and not page.dossiers.answers[one.number].is_known)
    ]
    if not entries:
        return
    page.screen.print()
    page.screen.print(Text(f"{page.say('find.section.unknown')}  {count(len(entries))}", style="bold red"))
    for entry in entries[:_UNKNOWN_AT_MOST]:
        note = one_line(entry_note(entry, page.dossiers, page.language))
        page.print(Text.assemble((entry.number or entry.pasted, "bold"), f"  {note}"))
    if len(entries) > _UNKNOWN_AT_MOST:
        page.print(page.say("more", count=count(len(entries) - _UNKNOWN_AT_MOST)), style="dim")


def _privacy(page: Page) -> None:
    if not page.dossiers.files or page.dossiers.request.clearance >= Privacy.SENSITIVE:
        return
    page.screen.print()
    page.screen.print(Text(page.say("find.masked"), style="dim"))
    names = ", ".join(table_words(name, page.language) for name in page.dossiers.left_out)
    page.screen.print(Text(page.say("find.left_out", tables=names), style="dim"))
