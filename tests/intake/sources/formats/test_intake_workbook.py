"""Workbooks: every cell exactly what it holds, every sheet a table, and what a reader must know said."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import made_xls
import pytest
from made_xlsx import data, number, xlsx, zipped
from read_back import read_back

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.open import open_tables

Write = Callable[..., Path]
HEAD = ("户号", "电量")


def one_column(write: Write, *cells: object, **more: str) -> list[object]:
    """What a column of these cells is read as."""
    return read_back(write(xlsx(data(("a", "b"), *(("x", one) for one in cells)), **more), "a.xlsx")).columns["b"]


def test_a_sheet_is_a_table_with_lines_and_typed_columns(write: Write) -> None:
    read = read_back(write(xlsx(data(HEAD, ("0012345678", 12.5), ("0012345679", 7))), "a.xlsx"))
    assert read.columns == {"户号": ["0012345678", "0012345679"], "电量": [12.5, 7.0]}
    assert (read.types, read.lines, read.format, read.notes) == (["string", "double"], [2, 3], "xlsx", {})


def test_whole_numbers_are_integers_and_large_ones_are_no_identifiers(write: Write) -> None:
    assert one_column(write, 1, 12345678, -3) == [1, 12345678, -3]
    assert one_column(write, "x", 12345678, 0.1, 1e-7, 340100123456789012) == [
        "x", "12345678", "0.1", "0.0000001", "3.40100123456789E+17"
    ]  # fmt: skip


def test_booleans_and_errors_are_never_blank(write: Write) -> None:
    assert one_column(write, True, False) == [True, False]
    assert one_column(write, '<c r="@" t="e"><v>#N/A</v></c>', 3, None) == ["#N/A", "3", None]
    assert one_column(write, '<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>', True) == ["#DIV/0!", "true"]


def test_a_text_keeps_its_zeros_however_it_is_stored(write: Write) -> None:
    strings = "<si><t>0012</t></si><si><r><t>00</t></r><r><t>13</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    cells = ('<c r="@" t="s"><v>0</v></c>', '<c r="@" t="s"><v>1</v></c>', '<c r="@" t="str"><v>0014</v></c>', "0015")
    assert one_column(write, *cells, strings=strings) == ["0012", "0013", "0014", "0015"]


def test_days_of_spreadsheets_are_exact(write: Write) -> None:
    days = [number(59, 1), number(61, 1), number(1, 1), number(45658, 1)]
    assert one_column(write, *days) == [date(1900, 2, 28), date(1900, 3, 1), date(1900, 1, 1), date(2025, 1, 1)]


def test_the_day_that_never_was_is_no_date(write: Write) -> None:
    assert one_column(write, number(59, 1), number(60, 1), number("60.5", 4), number(60)) == [
        "1900-02-28", "1900-02-29", "1900-02-29", "60"
    ]  # fmt: skip


def test_moments_are_rounded_to_the_second_they_miss_by_a_fraction(write: Write) -> None:
    assert one_column(write, number("45658.999999", 4), number(45658.5, 4), number(45658, 1)) == [
        datetime(2025, 1, 2), datetime(2025, 1, 1, 12), datetime(2025, 1, 1)
    ]  # fmt: skip
    assert one_column(write, number("45658.4166724537", 4)) == [datetime(2025, 1, 1, 10, 0, 0, 500_000)]


def test_times_without_a_day_are_texts_and_24_00_stays(write: Write) -> None:
    assert one_column(write, number(0.5, 2), number(1, 3), number(1.5, 3)) == ["12:00:00", "24:00:00", "36:00:00"]


def test_a_workbook_that_counts_from_1904_means_other_days(write: Write) -> None:
    assert one_column(write, number(60, 1), number(0.5, 2), number(44196, 1), book='<workbookPr date1904="1"/>') == [
        "1904-03-01", "12:00:00", "2025-01-01"
    ]  # fmt: skip


def test_a_wrong_dimension_hides_no_row(write: Write) -> None:
    sheet = '<dimension ref="A1"/>' + data(("a", "b"), *((f"n{row}", row) for row in range(100)))
    assert read_back(write(xlsx(sheet), "a.xlsx")).columns["b"] == list(range(100))


def test_a_formula_without_result_is_no_blank(write: Write) -> None:
    cells = [
        '<c r="@"><f>A1+1</f></c>', '<c r="@"><f>A1+1</f><v></v></c>', '<c r="@"><f>A1</f><v>5</v></c>',
        '<c r="@" t="str"><f>""</f><v></v></c>', '<c r="@"><f t="shared" si="0"/></c>',
        '<c r="@"><f t="shared" si="0"/><v>7</v></c>',
    ]  # fmt: skip
    read = read_back(write(xlsx(data(("a", "b"), *(("x", one) for one in cells))), "a.xlsx"))
    assert read.columns["b"] == ["#FORMULA", "#FORMULA", "5", None, "#FORMULA", "7"]
    assert read.notes == {"formulas_without_result": {"cells": "3"}}


def test_a_formula_without_result_beyond_all_other_cells_is_seen(write: Write) -> None:
    read = read_back(write(xlsx(data(("a", "b"), ("x", 1), ("y", '<c r="@"><f>B2</f></c>'))), "a.xlsx"))
    assert read.columns["b"] == ["1", "#FORMULA"]


def test_results_that_the_file_itself_calls_outdated_are_not_used(write: Write) -> None:
    sheet = data(("a", "b"), ("x", '<c r="@"><f>1+1</f><v>0</v></c>'), ("y", 4))
    read = read_back(write(xlsx(sheet, book='<calcPr fullCalcOnLoad="1"/>'), "a.xlsx"))
    assert read.columns["b"] == ["#FORMULA", "4"]
    assert read.notes == {"formulas_outdated": {"cells": "1"}}


def test_hidden_and_filtered_rows_are_read_and_counted(write: Write) -> None:
    rows = data(HEAD, ("1", 1), ("2", 2), ("3", 3), attributes={3: 'hidden="1"', 4: 'ht="0" customHeight="1"'})
    hidden = read_back(write(xlsx('<cols><col min="2" max="2" hidden="1" width="9"/></cols>' + rows), "a.xlsx"))
    assert hidden.columns["户号"] == ["1", "2", "3"]
    assert hidden.notes == {"hidden_rows": {"rows": "2"}, "hidden_columns": {"columns": "1"}}
    chosen = '<filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn>'
    fltr = f'<autoFilter ref="A1:B4">{chosen}</autoFilter>'
    assert read_back(write(xlsx(rows + fltr), "b.xlsx")).notes == {"filtered_rows": {"rows": "2"}}


def test_every_sheet_is_a_table_and_a_hidden_one_is_named(write: Write) -> None:
    path = write(xlsx(data(HEAD, ("1", 1)), "<sheetData/>", data(HEAD, ("2", 2)), names=("一月", "空", "二月"),
                      hidden=("二月",)), "a.xlsx")  # fmt: skip
    first, spare, second = open_tables(path)
    assert (first.head.name, spare.is_empty, second.head.name) == ("一月", True, "二月")
    assert read_back(path, 2).columns["户号"] == ["2"]
    assert read_back(path, 2).notes == {"hidden_sheet": {"sheet": "二月"}}


def test_a_header_of_two_rows_with_merged_words_is_joined(write: Write) -> None:
    merged = '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:D2"/></mergeCells>'
    rows = data(("六月电量",), ("户号", "电量"), (None, "峰", "平", "谷"), ("1", 10, 20, 30))
    read = read_back(write(xlsx(rows + merged), "a.xlsx"), first_word="户号")
    assert read.columns == {"户号": ["1"], "电量/峰": [10], "电量/平": [20], "电量/谷": [30]}
    assert (read.lines, read.notes) == ([4], {})


def test_cells_merged_over_rows_count_for_each_unless_they_are_amounts(write: Write) -> None:
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>'
    rows = data(("户号", "电量", "表号"), ("0012345678", 50, "m1"), (None, None, "m2"), ("0012345679", 7, "m3"))
    read = read_back(write(xlsx(rows + merged), "a.xlsx"))
    assert read.columns == {
        "户号": ["0012345678", "0012345678", "0012345679"], "电量": ["#MERGED", "#MERGED", "7"],
        "表号": ["m1", "m2", "m3"],
    }  # fmt: skip
    assert read.notes == {"merged_rows": {"cells": "2"}}


def test_totals_and_signatures_are_no_records_and_do_not_make_numbers_text(write: Write) -> None:
    rows = data(("序号", "户号", "电量"), (1, "a", 10), (2, "b", 20), ("小计", None, 30), (None, None, None),
                ("序号", "户号", "电量"), (3, "c", 5), ("合  计", None, 35), ("制表人:李", None, None))  # fmt: skip
    read = read_back(write(xlsx(rows), "a.xlsx"))
    assert read.columns == {"序号": [1, 2, 3], "户号": ["a", "b", "c"], "电量": [10, 20, 5]}
    assert read.types == ["int64", "string", "int64"]
    assert read.aside == [(4, "subtotal"), (6, "header"), (8, "total"), (9, "footer")]
    assert read.cells_aside[0] == ("小计", "", "30")


def test_a_cell_beyond_the_header_tears_its_row(write: Write) -> None:
    read = read_back(write(xlsx(data(HEAD, ("1", 10), ("2", 20, None, "错位"), ("3", 30))), "a.xlsx"))
    assert (read.columns["户号"], read.torn) == (["1", "3"], [(3, "2\t20\t\t错位")])


def test_a_table_that_does_not_begin_in_the_corner_is_found(write: Write) -> None:
    rows = data((), (), (None, None, *HEAD), (None, None, "1", 10))
    read = read_back(write(xlsx(rows), "a.xlsx"))
    assert (read.words, read.lines, read.columns["电量"]) == (HEAD, [4], [10])


def test_cells_without_words_of_their_own_are_counted(write: Write) -> None:
    cell = '<c t="inlineStr"><is><t>%s</t></is></c>'
    rows = f"<row>{cell % 'a'}{cell % 'b'}</row><row>{cell % 'x'}<c><f>1</f></c></row>"
    read = read_back(write(xlsx(f"<sheetData>{rows}</sheetData>"), "a.xlsx"))
    assert read.columns == {"a": ["x"], "b": ["#FORMULA"]}


def test_prefixed_names_are_read_like_all_others(write: Write) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = (
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is>'
        '<x:t>b</x:t></x:is></x:c></x:row><x:row r="2" hidden="1"><x:c r="A2"><x:v>1</x:v></x:c>'
        '<x:c r="B2"><x:f>A2</x:f></x:c></x:row>'
    )
    sheet = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'.encode()
    read = read_back(write(xlsx("", parts={"xl/worksheets/sheet1.xml": sheet}), "a.xlsx"))
    assert read.columns == {"a": [1], "b": ["#FORMULA"]}
    assert read.notes == {"hidden_rows": {"rows": "1"}, "formulas_without_result": {"cells": "1"}}


def test_macros_and_links_to_other_files_are_named_and_left_alone(write: Write) -> None:
    parts = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    read = read_back(write(xlsx(data(HEAD, ("1", 1)), parts=parts), "a.xlsm"))
    assert read.notes == {"external_links": {"links": "1"}, "macros": {}}


def test_a_workbook_under_the_other_name_is_read_as_what_it_is(write: Write) -> None:
    book = xlsx(data(HEAD, ("1", 1)))
    assert read_back(write(book, "a.xls")).notes == {"named_otherwise": {"name": ".xls", "format": "XLSX"}}
    old = made_xls.xls(made_xls.rows(HEAD, ("1", 1)))
    read = read_back(write(old, "a.xlsx"))
    assert (read.notes, read.format) == ({"named_otherwise": {"name": ".xlsx", "format": "XLS"}}, "xls")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<html><table><tr><td>a</td></tr></table>", "a.xlsx", r"called \.xlsx but is a web page"),
        (b"a,b\n1,2\n", "a.xlsx", r"called \.xlsx but is text"),
        (made_xls.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "a.xlsx", "protected by a password"),
        (made_xls.compound({"WordDocument": b"x"}), "a.xls", "a Word document"),
        (made_xls.compound({"Other": b"x"}), "a.xls", "without a workbook"),
        (made_xls.xls([], book=[made_xls.record(0x2F, b"\1\0" + b"x" * 50)]), "a.xls", "protected by a password"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"x" * 40, "a.xls", "before 1997"),
        (xlsx(data(HEAD), parts={"xl/workbook.bin": b"x"}), "a.xlsb", "XLSB"),
        (zipped({"mimetype": "x", "content.xml": "<x/>"}), "a.ods", "OpenDocument"),
        (zipped({"a.csv": "a,b"}), "a.zip", "zip archive, not a workbook.* Unpack it first"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_what_it_is(write: Write, content: bytes, name: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        open_tables(write(content, name))
    assert caught.value.faults[0].remedy


def test_a_workbook_without_a_value_is_empty(write: Write) -> None:
    with pytest.raises(EmptyFile):
        open_tables(write(xlsx("<sheetData/>"), "a.xlsx"))
    with pytest.raises(EmptyFile):
        open_tables(write(made_xls.xls([]), "a.xls"))


def test_the_old_format_says_the_same(write: Write) -> None:
    x = made_xls
    sheet = [
        x.hidden_columns(2, 2), x.hidden_row(2), *x.rows(("户号", "日期", "电量", "说明")),
        x.text(1, 0, "0012"), x.number(1, 1, 45658, style=1), x.numbers(1, 2, 7),
        x.formula(1, 3, x.TEXT_RESULT, says="好"),
        x.text(2, 0, "0013"), x.number(2, 1, 45659, style=1), x.formula(2, 2, 2.5), x.formula(2, 3, x.NOT_AVAILABLE),
        x.text(3, 0, "0014"), x.number(3, 1, 59, style=1), x.number(3, 2, 0.1), x.error(3, 3, 0x07),
        x.text(4, 0, "合计"),
    ]  # fmt: skip
    read = read_back(write(x.xls(sheet, [], names=("一", "二")), "a.xls"))
    assert read.columns == {
        "户号": ["0012", "0013", "0014"], "日期": [date(2025, 1, 1), date(2025, 1, 2), date(1900, 2, 28)],
        "电量": [7.0, 2.5, 0.1], "说明": ["好", "#N/A", "#DIV/0!"],
    }  # fmt: skip
    assert read.notes == {"hidden_rows": {"rows": "1"}, "hidden_columns": {"columns": "1"}}
    assert read.aside == [(5, "total")]


def test_a_date_that_a_formula_of_the_old_format_gives_is_a_date(write: Write) -> None:
    x = made_xls
    sheet = [*x.rows(("a", "b")), x.text(1, 0, "x"), x.formula(1, 1, 45658.0, style=1)]
    assert read_back(write(x.xls(sheet), "a.xls")).columns["b"] == [date(2025, 1, 1)]


def test_the_old_format_knows_day_60_and_1904_too(write: Write) -> None:
    x = made_xls
    sheet = [*x.rows(("a", "b")), x.text(1, 0, "x"), x.number(1, 1, 60, style=1)]
    assert read_back(write(x.xls(sheet), "a.xls")).columns["b"] == ["1900-02-29"]
    dated = x.xls(sheet, book=[x.record(0x22, b"\1\0")])
    assert read_back(write(dated, "b.xls")).columns["b"] == [date(1904, 3, 1)]
