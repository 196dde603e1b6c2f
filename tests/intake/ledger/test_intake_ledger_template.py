"""The templates: what a person sees who is to fill one in, and what is said of tables that have none."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from jicha.intake.errors import NoLedger
from jicha.intake.ledger.kept import kept_tables
from jicha.intake.ledger.template import template, templates
from jicha.schema import tables


def sheets(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_text_begins_with_the_title_and_the_header_words() -> None:
    assert template("preference").csv() == (
        "优惠电价(减免)名单\r\n户号,优惠类型,生效日期,失效日期(不含),文号,审批人,减免的代征项目,优惠电价码\r\n"
    )
    assert list(csv.reader(io.StringIO(template("bill_register", "en").csv()))) == [
        ["The registers a bill rests on"],
        ["bill_id", "meter_serial_no", "register", "reading_start", "reading_end", "ratio", "kwh"],
    ]


def test_a_workbook_explains_every_column_on_its_second_sheet(tmp_path: Path) -> None:
    template("bill_line").write(tmp_path / "lines.xlsx")
    found = sheets(tmp_path / "lines.xlsx")
    assert list(found) == ["bill_line", "填写说明"]
    assert found["bill_line"][0][0] == "账单明细"
    assert found["bill_line"][1][:3] == ["账单编号", "明细序号", "费用项目"]
    told = {row[0]: row[1:] for row in found["填写说明"]}
    assert told["列名"] == ["必填", "含义", "类型", "单位", "可填的词（代码）", "示例"]
    assert told["账单编号"][:3] == ["每行必填", "账单", "编号，与营销系统中的一致"]
    assert told["电量"][1:4] == ["电量", "数字", "kWh"]
    assert "电度电费" in str(told["费用项目"][4])
    assert told["是否参与力调"][2:] == ["是/否", "", "", "是"]
    assert len(found["填写说明"]) == 1 + len(tables()["bill_line"].columns)


def test_a_column_that_tells_the_ledger_from_others_says_that_it_must_stay() -> None:
    needed = {one.word: one.needed for one in template("market_history").columns}
    assert needed["户号"] == "每行必填"
    assert needed["是否无正当理由退市"] == "列须保留，可空"
    assert needed["售电公司"] == "可空，可删列"


def test_units_and_people_are_written_as_elsewhere() -> None:
    said = {one.word: one.type for one in template("fee").columns}
    assert said["收费单位"] == said["收费员"] == "名称或编号，与其他导出文件写法一致"
    assert said["户号"] == "编号，与营销系统中的一致"


def test_an_english_workbook_lists_codes_by_themselves(tmp_path: Path) -> None:
    template("preference", "en").write(tmp_path / "p.xlsx")
    found = sheets(tmp_path / "p.xlsx")
    assert list(found) == ["preference", "How to fill in"]
    told = {row[0]: row for row in found["How to fill in"]}
    assert "electric_heating" in str(told["preference_kind"][5])
    assert told["valid_to"][1] == ""


def test_the_same_template_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        template("staff").write(tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_number_that_is_typed_in_keeps_its_zeros(tmp_path: Path) -> None:
    template("staff_relation").write(tmp_path / "s.xlsx", [["007", "0012345678", "本人", ""]])
    assert sheets(tmp_path / "s.xlsx")["staff_relation"][2][:2] == ["007", "0012345678"]


def test_a_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    template("staff").write(tmp_path / "staff.csv")
    assert (tmp_path / "staff.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_table_that_is_kept_is_listed_once_by_chapter() -> None:
    listed = [name for name, _, _ in templates()]
    assert sorted(listed) == sorted(kept_tables())
    groups = [tables()[name].group for name in listed]
    assert len([one for at, one in enumerate(groups) if at == 0 or groups[at - 1] != one]) == len(set(groups))


def test_a_table_is_found_by_what_it_is_called_in_chinese() -> None:
    assert template("一户多人口成员").table == "household_member"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bill", "cn_bill_issue (bills)"),
        ("org", "Load the export that brings it: cn_customer_file (units);"),
        ("feed", "jicha intake writes it"),
        ("outcome", "The desk delivers it"),
        ("price_book", "jicha tariffs and jicha policy write it"),
        ("preferance", "Did you mean preference?"),
    ],
)
def test_a_table_without_a_ledger_says_where_its_rows_come_from(name: str, said: str) -> None:
    with pytest.raises(NoLedger, match=said.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")):
        template(name)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoLedger, match=r"ends in \.xlsx or \.csv"):
        template("staff").write(tmp_path / "staff.doc")
    assert list(tmp_path.iterdir()) == []
