"""Web pages saved as .xls: what a reader sees on the screen, and the exact number behind it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from read_back import read_back

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.open import open_tables

Write = Callable[..., Path]


def page(*rows: str, before: str = "", head: str = "") -> str:
    return f"<html><head>{head}</head><body>{before}<table border=1>{''.join(rows)}</table></body></html>"


def row(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{one}</{tag}>" for one in cells) + "</tr>"


META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


def test_a_page_named_xls_is_a_table(write: Write) -> None:
    path = write(page(row("户号", "电量", tag="th"), row("0012345678", "1,234.50"), row("0012345679", "7")), "a.xls")
    read = read_back(path)
    assert read.columns == {"户号": ["0012345678", "0012345679"], "电量": ["1,234.50", "7"]}
    assert (read.lines, read.format, read.encoding, read.notes) == ([2, 3], "html", "utf-8", {})


@pytest.mark.parametrize(
    ("said", "written", "found"),
    [
        ("gb2312", "gb18030", "gb18030"), ("GBK", "gb18030", "gb18030"), ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),  # what it says is wrong, and the bytes show it
        ("gb2312", "utf-8", "utf-8"), ("iso-8859-1", "gb18030", "gb18030"), ("", "gb18030", "gb18030"),
        ("gb2312", "utf-8-sig", "utf-8-sig"), ("", "utf-16", "utf-16-le"), ("big5", "big5", "big5"),
    ],
)  # fmt: skip
def test_the_encoding_is_what_the_bytes_are(write: Write, said: str, written: str, found: str) -> None:
    text = page(row("戶號", "名稱"), row("1", "電力客戶"), head=META.format(said) if said else "")
    read = read_back(write(text.encode(written), "a.xls"))
    assert (read.encoding, read.columns["名稱"]) == (found, ["電力客戶"])


def test_a_short_word_that_is_utf8_by_chance_is_what_the_page_says(write: Write) -> None:
    content = page(row("a", "b"), row("1", "@@"), head=META.format("gb2312")).encode().replace(b"@@", b"\xc2\xa1")
    assert read_back(write(content, "a.xls")).columns["b"] == ["隆"]
    assert read_back(write(content.replace(b"gb2312", b"utf-8"), "b.xls")).columns["b"] == ["¡"]


def test_joined_pages_of_two_encodings_are_refused_at_the_line(write: Write) -> None:
    lines = [page(row("户号"), row("王芳")).encode("gb18030"), *[row("李明").encode()] * 3]
    with pytest.raises(UnreadableFile, match="changes from GB18030 to UTF-8") as caught:
        open_tables(write(b"\n".join(lines), "a.xls"))
    assert caught.value.faults[0].line == 2


def test_cells_say_what_a_reader_sees(write: Write) -> None:
    cells = row("a&nbsp;", "x<br>y", "&lt;b&gt;&amp;", "<font color=red><b> 1  2\n3 </b></font>",
                "<script>alert(1)</script>s", "<style>td{}</style><!-- no -->t")  # fmt: skip
    read = read_back(write(page(row(*"abcdef"), cells), "a.xls"))
    assert [one[0] for one in read.columns.values()] == ["a", "x\ny", "<b>&", "1 2 3", "s", "t"]


def test_tags_that_nobody_closed_are_closed(write: Write) -> None:
    text = "<table><tr><td>a<td>b<tr><td>1<td>2</td></td></tr></foo><tr><td>3<td>4"
    read = read_back(write(text, "a.xls"))
    assert read.columns == {"a": ["1", "3"], "b": ["2", "4"]}
    assert read.notes == {"table_not_closed": {}}


def test_the_exact_number_behind_a_rounded_text_is_read(write: Write) -> None:
    cells = (
        '<tr><td x:num="1234.5678">1,234.57</td><td x:num>5</td><td x:num="0.12345">12.35%</td>'
        '<td x:num="45658">2025/1/1</td><td x:str x:num="9">09</td>'
        "<td style='mso-number-format:\"\\@\"' x:num=\"8\">008</td><td x:num='nonsense'>3</td>"
        '<td x:num="340100123456789012">3.40E+17</td></tr>'
    )
    read = read_back(write(page(row(*"abcdefgh"), cells), "a.xls"))
    assert [one[0] for one in read.columns.values()] == [
        "1234.5678", "5", "0.12345", "2025/1/1", "09", "008", "3", "3.40100123456789E+17"
    ]  # fmt: skip


def test_a_header_of_two_rows_is_joined(write: Write) -> None:
    upper = "<tr><th rowspan=2>户号</th><th colspan=3>电量</th><th rowspan=2>备注</th></tr>"
    read = read_back(
        write(
            page("<tr><td colspan=5>六月</td></tr>", upper, row("峰", "平", "谷"), row("1", "2", "3", "4", "好")),
            "a.xls",
        ),
        first_word="户号",
    )
    assert read.words == ("户号", "电量/峰", "电量/平", "电量/谷", "备注")
    assert (read.lines, read.columns["备注"], read.notes) == ([4], ["好"], {})


def test_a_cell_over_rows_shifts_none_of_its_neighbours(write: Write) -> None:
    body = '<tr><td rowspan="2">0012345678</td><td rowspan=2>50</td><td>m1</td></tr>' + row("m2")
    read = read_back(write(page(row("户号", "电量", "表号"), body, row("0012345679", "7", "m3")), "a.xls"))
    assert read.columns == {
        "户号": ["0012345678", "0012345678", "0012345679"], "电量": ["#MERGED", "#MERGED", "7"],
        "表号": ["m1", "m2", "m3"],
    }  # fmt: skip
    assert read.notes == {"merged_rows": {"cells": "2"}}


def test_a_row_of_another_width_is_torn_and_totals_are_set_aside(write: Write) -> None:
    foot = '<tr><td colspan="2">合计</td><td>30</td></tr><tr><td colspan=3>制表人:李</td></tr>'
    read = read_back(
        write(page(row("户号", "户名", "电量"), row("1", "2"), row("1", "李", "10"), row("&nbsp;"), foot), "a.xls")
    )
    assert (read.columns["户号"], read.torn) == (["1"], [(2, "1\t2")])
    assert read.aside == [(5, "total"), (6, "footer")]


def test_several_tables_are_several_tables(write: Write) -> None:
    text = page(row("a", "b"), row("1", "2")) + page(row("c", "d"), row("3", "4"))
    path = write(text, "a.xls")
    assert [one.head.name for one in open_tables(path)] == ["1", "2"]
    assert read_back(path, 1).columns == {"c": ["3"], "d": ["4"]}


def test_tables_in_a_frame_are_the_data_and_the_frame_is_named(write: Write) -> None:
    inner = "<table>" + row("户号", "电量") + row("1", "2") + "</table>"
    text = f"<table><tr><td>查询结果</td></tr><tr><td>{inner}</td></tr></table>"
    (table,) = open_tables(write(text, "a.xls"))
    assert [one.cells for one in table.head.head] == [("户号", "电量"), ("1", "2")]
    read = read_back(write(text, "b.xls"))
    assert (read.columns, read.notes) == ({"户号": ["1"], "电量": ["2"]}, {"text_around_tables": {"cells": "1"}})


def test_a_small_table_inside_a_cell_of_data_belongs_to_the_cell(write: Write) -> None:
    small = "<table><tr><td>A</td><td>B</td></tr></table>"
    read = read_back(write(page(row("户号", "相别"), row("1", small), row("2", "C")), "a.xls"))
    assert read.columns == {"户号": ["1", "2"], "相别": ["A B", "C"]}


@pytest.mark.parametrize("text", [page(), "<html><body>查询超时</body></html>", page(row("", "&nbsp;"))])
def test_a_page_without_values_is_empty(write: Write, text: str) -> None:
    with pytest.raises(EmptyFile):
        open_tables(write(text, "a.xls"))


def test_a_page_that_makes_its_parser_give_up_is_refused_and_not_cut_short(write: Write) -> None:
    deep = page(row("a"), row("1"), row("<div>" * 5000 + "x"), row("2"))
    with pytest.raises(UnreadableFile, match="damaged"):
        open_tables(write(deep, "a.xls"))
    with pytest.raises(UnreadableFile, match=r"more than 4,096 cells"):
        open_tables(write(page(row("a"), "<tr><td colspan=99999>x</td></tr>"), "b.xls"))


def test_nothing_outside_of_the_page_is_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    text = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>' + page(row("a", "b"), row("&x;", "2"))
    read = read_back(write(text, "a.xls"))
    assert "secret" not in str(read.columns)
