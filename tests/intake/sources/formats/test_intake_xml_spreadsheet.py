"""XML Spreadsheet 2003 under the name .xls; other XML refused by name."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from read_back import read_back

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.open import open_tables

Write = Callable[..., Path]


def book(*sheets: str, prolog: str = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>') -> str:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'{prolog}<Workbook xmlns="{space}" xmlns:ss="{space}">{"".join(sheets)}</Workbook>'


def sheet(rows: str, name: str = "一月", more: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{more}</Worksheet>'


def cell(value: object, kind: str = "String", attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{value}</Data></Cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<Row {attributes}>{''.join(cells)}</Row>"


HEAD = row(cell("户号"), cell("电量"))


def test_cells_are_typed_as_they_say(write: Write) -> None:
    rows = row(*map(cell, "abcde")) + row(
        cell("0012"), cell("12.5", "Number"), cell("2024-02-03T00:00:00.000", "DateTime"), cell("1", "Boolean"),
        cell("2024-02-03T10:30:00.000", "DateTime"),
    )  # fmt: skip
    read = read_back(write(book(sheet(rows)), "a.xls"))
    assert [one[0] for one in read.columns.values()] == [
        "0012", 12.5, date(2024, 2, 3), True, datetime(2024, 2, 3, 10, 30)
    ]  # fmt: skip
    assert (read.lines, read.format) == ([2], "xml_spreadsheet")


def test_errors_times_and_formulas_without_result_are_texts(write: Write) -> None:
    cells = [cell("#N/A", "Error"), cell("1899-12-31T08:30:00.000", "DateTime"), '<Cell ss:Formula="=R1C1"/>']
    rows = row(cell("a"), cell("b")) + "".join(row(cell("x"), one) for one in cells)
    read = read_back(write(book(sheet(rows)), "a.xls"))
    assert read.columns["b"] == ["#N/A", "08:30:00", "#FORMULA"]
    assert read.notes == {"formulas_without_result": {"cells": "1"}}


def test_cells_and_rows_stand_where_they_say(write: Write) -> None:
    rows = row(*map(cell, "abc")) + row(cell("1"), cell("3", attributes='ss:Index="3"'), attributes='ss:Index="5"')
    read = read_back(write(book(sheet(rows)), "a.xls"))
    assert (read.columns, read.lines) == ({"a": ["1"], "b": [None], "c": ["3"]}, [5])


def test_merged_words_hidden_rows_and_sheets_are_told(write: Write) -> None:
    rows = (
        row(cell("户号", attributes='ss:MergeDown="1"'), cell("电量", attributes='ss:MergeAcross="1"'))
        + row(cell("峰", attributes='ss:Index="2"'), cell("谷"))
        + row(cell("1"), cell("2"), cell("3"), attributes='ss:Hidden="1"')
        + row(cell("0012345678", attributes='ss:MergeDown="1"'), cell("5"), cell("6"))
        + row(cell("7", attributes='ss:Index="2"'), cell("8"))
    )
    excel = "urn:schemas-microsoft-com:office:excel"
    more = f'<WorksheetOptions xmlns="{excel}"><Visible>SheetHidden</Visible></WorksheetOptions>'
    read = read_back(write(book(sheet('<Column ss:Hidden="1" ss:Span="1"/>' + rows, more=more)), "a.xls"))
    assert read.columns == {
        "户号": ["1", "0012345678", "0012345678"], "电量/峰": ["2", "5", "7"], "电量/谷": ["3", "6", "8"]
    }  # fmt: skip
    assert read.notes == {
        "hidden_sheet": {"sheet": "一月"}, "hidden_rows": {"rows": "1"}, "hidden_columns": {"columns": "2"},
        "merged_rows": {"cells": "1"},
    }  # fmt: skip


def test_several_sheets_are_several_tables_in_any_encoding(write: Write) -> None:
    text = book(sheet(HEAD + row(cell("1"), cell("2"))), sheet(HEAD + row(cell("3"), cell("4")), "二月"),
                prolog='<?xml version="1.0" encoding="gb2312"?>')  # fmt: skip
    path = write(text.encode("gb18030"), "a.xls")
    assert [one.head.name for one in open_tables(path)] == ["一月", "二月"]
    assert read_back(path, 1).columns == {"户号": ["3"], "电量": ["4"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<?xml version='1.0'?><orders><order/></orders>", r"an XML file \(orders\), not a spreadsheet"),
        ("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "defines words of its own"),
        (book(sheet(HEAD))[:-30], "damaged"),
        (book(sheet(row(cell("a"), attributes='ss:Index="3"') + row(cell("b"), attributes='ss:Index="2"'))), "order"),
        (book(sheet(row(cell("a", attributes='ss:Index="2"'), cell("b", attributes='ss:Index="1"')))), "out of order"),
        (book(sheet(row(cell("a", attributes='ss:Index="9999999"')))), "beyond column 4,096"),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_or_a_broken_one_is_refused(write: Write, text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        open_tables(write(text, "a.xls"))
    assert caught.value.faults[0].remedy


def test_a_workbook_without_values_is_empty(write: Write) -> None:
    with pytest.raises(EmptyFile):
        open_tables(write(book(sheet("")), "a.xls"))
