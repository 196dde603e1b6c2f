"""The template of a ledger: a file to fill in, whose header words the profile of the ledgers reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from jicha.intake.errors import NoLedger
from jicha.intake.ledger.columns import ZONE, is_number_of
from jicha.intake.ledger.kept import SOURCE, kept_tables
from jicha.intake.ledger.profile import EXPLANATION, ledger_profile, ledger_words
from jicha.intake.ledger.words import SHOWN_AS_PLEASED, Word, title_of
from jicha.intake.nearest import suggested
from jicha.intake.profile import Kind, Target
from jicha.intake.shipped import profiles
from jicha.schema import Column, code_list, tables
from jicha.terms.errors import Fault, Words

_HEADS = {
    "zh": ("列名", "必填", "含义", "类型", "单位", "可填的词（代码）", "示例"),
    "en": ("column", "must be given", "meaning", "type", "unit", "words (codes)", "example"),
}
_TYPES = {
    "text": Words("text", "文字"),
    "integer": Words("whole number", "整数"),
    "decimal": Words("number", "数字"),
    "boolean": Words("true or false", "是/否"),
    "date": Words("day, as 2026-01-15", "日期，如 2026-01-15"),
    "month": Words("month, as 2026-01", "月份，如 2026-01"),
    "instant": Words(f"local time ({ZONE}), as 2026-01-15 10:00", "北京时间，如 2026-01-15 10:00"),
    "code": Words("one of the words", "填右侧所列的词或代码"),
}
_WRITTEN = {
    "desk": Words("The desk delivers it.", "该表由工作台回传，无需填报。"),
    "prices": Words(
        "jicha tariffs and jicha policy write it.", "该表由 jicha tariffs（电价）和 jicha policy（政策跟踪）写入。"
    ),
    "": Words("jicha intake writes it.", "该表在导入时自动写入，无需填报。"),
}
_AS_ELSEWHERE = Words("name or number, as in the other exports", "名称或编号，与其他导出文件写法一致")
_NUMBER_OF = Words("number as the marketing system prints it", "编号，与营销系统中的一致")
_KEPT_AS_TEXT = ("text", "code", "boolean")  # cells in which a spreadsheet must not make a number of what is typed
_ROWS, _LIST_LETTERS = 10_000, 255  # rows that are prepared; what a list of choices may hold in a workbook
_MADE = datetime(2026, 1, 1)  # the same template is the same bytes
_WIDE, _NARROW, _WIDEST = 2, 10, 60


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """What the second sheet says of one column."""

    word: str
    needed: str
    meaning: str
    type: str
    unit: str
    choices: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Template:
    """An empty ledger: its title, its header words, and what each column holds."""

    table: str
    title: str
    columns: tuple[ColumnNote, ...]
    language: str
    as_text: tuple[bool, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The header words, in the order of the table's columns."""
        return tuple(one.word for one in self.columns)

    def csv(self, rows: Sequence[Sequence[str]] = ()) -> str:
        """Title, header and ``rows`` as CSV text."""
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerows([(self.title,), self.words, *rows])
        return text.getvalue()

    def write(self, path: Path, rows: Sequence[Sequence[str]] = ()) -> None:
        """Write it, with ``rows`` if there are any: a workbook, or CSV as spreadsheets open it. Raises NoLedger."""
        ending = path.suffix.lower()
        if ending == ".csv":
            path.write_bytes(self.csv(rows).encode("utf-8-sig"))
        elif ending == ".xlsx":
            _write_workbook(self, path, rows)
        else:
            message = Words(f"a template cannot be written as {path.name}", f"模板不能写成 {path.name}")
            remedy = Words("Give a name that ends in .xlsx or .csv.", "文件名请以 .xlsx 或 .csv 结尾。")
            raise NoLedger(Fault.of(message, remedy, str(path)))


def template(name: str, language: str = "zh") -> Template:
    """The template of a table's ledger, by the table's name or what it is in Chinese.

    Raises NoLedger, which says where the table's rows come from instead.
    """
    name = {title_of(one): one.name for one in kept_tables().values()}.get(name, name)
    if name not in kept_tables():
        raise NoLedger(_elsewhere(name))
    table, words = kept_tables()[name], ledger_words()[name]
    asked = {kind.name: kind.header for kind in ledger_profile().files}[name]
    return Template(
        table=name,
        title=title_of(table) if language == "zh" else table.meaning,
        columns=tuple(_note(one, one.chinese in asked, language) for one in words),
        language=language,
        as_text=tuple(one.column.type.name in _KEPT_AS_TEXT for one in words),
    )


def templates() -> Iterator[tuple[str, str, str]]:
    """Every table that has a ledger: its name, and what it is in English and in Chinese; by chapter of the schema."""
    chapters = list(code_list("table_group").meanings)
    for table in sorted(kept_tables().values(), key=lambda one: (chapters.index(one.group), one.name)):
        yield table.name, table.meaning, table.meaning_zh


def _note(word: Word, asked: bool, language: str) -> ColumnNote:
    column, chinese = word.column, language == "zh"
    codes = code_list(column.type.code_list).meanings if column.type.code_list else {}
    said = _TYPES[column.type.name]
    if is_number_of(column):
        said = _AS_ELSEWHERE if column.references and column.references[0] in SHOWN_AS_PLEASED else _NUMBER_OF
    return ColumnNote(
        word=word.chinese if chinese else word.english,
        needed=_needed(column, asked, chinese),
        meaning=column.meaning_zh if chinese else column.meaning,
        type=said.zh if chinese else said.en,
        unit="" if column.unit == "1" else column.unit,
        choices=tuple(zh if chinese else code for code, (_, zh) in codes.items()),
        example=_example(column, chinese),
    )


def _needed(column: Column, asked: bool, chinese: bool) -> str:
    if not column.nullable:
        return "每行必填" if chinese else "in every row"
    if asked:
        return "列须保留，可空" if chinese else "column stays, may be blank"
    return "可空，可删列" if chinese else ""


def _example(column: Column, chinese: bool) -> str:
    if column.type.code_list and column.example and chinese:
        return code_list(column.type.code_list).meanings[column.example][1]
    if column.type.name == "boolean" and chinese:
        return {"true": "是", "false": "否"}.get(column.example, "")
    return column.example


def _elsewhere(name: str) -> Fault:
    """Why a table has no ledger: an export brings it, or jicha writes it, or there is no such table."""
    if name not in tables():
        near = suggested(name, kept_tables())
        return Fault.of(Words(f"there is no table {name!r}", f"没有名为“{name}”的数据表"), near)
    table = tables()[name]
    message = Words(f"{name} has no ledger", f"“{title_of(table)}”没有台账模板")
    read = [
        f"{one.name} ({kind.name})"
        for one in profiles()
        for kind in one.files
        if one.source == SOURCE and any(_fills(target, name) for target in kind.targets)
    ]
    if read:
        return Fault.of(message, Words(
            f"Load the export that brings it: {', '.join(read)}; its columns stand in docs/profiles/.",
            f"请导入系统导出文件：{'、'.join(read)}，列名见 docs/profiles/。",
        ))  # fmt: skip
    return Fault.of(message, _WRITTEN.get(table.group, _WRITTEN[""]))


def _fills(target: Target, name: str) -> bool:
    return target.table == name and target.kind is not Kind.MENTIONS


def _write_workbook(made: Template, path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Text is always a text cell: a number keeps its zeros, and nothing becomes a formula."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": made.title, "created": _MADE, "author": "jicha"})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    _write_ledger(book, made, head, rows)
    _write_explanation(book, made, head)
    book.close()


def _write_ledger(book: Workbook, made: Template, head: Format, rows: Sequence[Sequence[str]]) -> None:
    title, text = book.add_format({"bold": True, "font_size": 14}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(made.table[:31])
    sheet.write_string(0, 0, made.title, title)
    for at, (note, as_text) in enumerate(zip(made.columns, made.as_text, strict=True)):
        sheet.set_column(at, at, min(_WIDEST, max(_NARROW, _WIDE * len(note.word) + _WIDE)), text if as_text else None)
        sheet.write_string(1, at, note.word, head)
        if (
            note.choices
            and len(",".join(note.choices)) <= _LIST_LETTERS
            and not any("," in one for one in note.choices)
        ):
            allowed = {"validate": "list", "source": list(note.choices), "error_type": "warning"}
            sheet.data_validation(2, at, 1 + _ROWS, at, allowed)
    for number, row in enumerate(rows, start=2):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell, text)
    sheet.freeze_panes(2, 0)


def _write_explanation(book: Workbook, made: Template, head: Format) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(EXPLANATION[made.language])
    for at, (word, width) in enumerate(zip(_HEADS[made.language], (22, 14, 34, 26, 12, 60, 20), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, word, head)
    for number, one in enumerate(made.columns, start=1):
        choices = "、".join(one.choices) if made.language == "zh" else ", ".join(one.choices)
        for at, cell in enumerate((one.word, one.needed, one.meaning, one.type, one.unit, choices, one.example)):
            sheet.write_string(number, at, cell, wrapped)
    sheet.freeze_panes(1, 0)
