"""Rows that were kept out: nothing of them is cut, and every one is exported with the row as it was delivered."""

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.press.kept_out import (
    kept_out_rows,
    print_kept_out,
    write_kept_out_csv,
    write_kept_out_json,
    write_kept_out_xlsx,
)
from jicha.press.say import Language
from jicha.store.store import Store

YAML = """
profile: trial
source: t
description: Bills for tests
description_zh: 测试账单
confidence: documented
confidence_from: made for the test
files:
  - file: bills
    header: [户号, 电量, 备注]
    ignore: [{column: 备注, because: nobody needs it, because_zh: 无需使用}]
    tables:
      - table: bill
        columns:
          bill_id: {identifier: [户号]}
          customer_id: {identifier: [户号]}
          kwh: 电量
"""
LONG = "表计故障待查" * 20
TEXT = f"户号,电量,备注\n1,5,\n2,坏{LONG},说明\n3,6\n"


@pytest.fixture
def rows(tmp_path: Path) -> pa.Table:
    """Two rows: a word where a number must stand, and a row with a field too few."""
    path = tmp_path / "一月电费发行清单.csv"
    path.write_text(TEXT, encoding="utf-8")
    store = Store.create(tmp_path / "store")
    load_files(store, [path], profile=read_text(YAML, "p.yaml"))
    return kept_out_rows(store.snapshot().open_quarantine())


def printed(rows: pa.Table, language: Language, *, width: int, most: int = 50) -> list[str]:
    """The lines on a screen of that width."""
    file = io.StringIO()
    print_kept_out(rows, most, language, console=Console(file=file, width=width, highlight=False))
    return file.getvalue().splitlines()


@pytest.mark.parametrize("width", [20, 60, 100, 1 << 24])
@pytest.mark.parametrize("language", list(Language))
def test_no_character_is_cut_at_any_width(rows: pa.Table, language: Language, width: int) -> None:
    told = "".join(line.strip() for line in printed(rows, language, width=width)).replace(" ", "")
    assert "…" not in told
    for row in rows.to_pylist():
        remedy = row["remedy_zh"] if language is Language.ZH else row["remedy"]
        for text in (row["file"], row["raw_value"], row["batch_id"][:12], row["reason"], remedy):
            assert text.replace(" ", "") in told


def test_a_block_says_place_reason_column_value_and_remedy(rows: pa.Table) -> None:
    told = printed(rows, Language.ZH, width=1 << 24)
    batch = rows["batch_id"][0].as_py()[:12]
    assert told[:6] == [
        "未入库 2 行",
        "",
        f"一月电费发行清单.csv，第 3 行（数据批次 {batch}）",
        "  不是数字（not_a_number）",
        "  列：电量",
        f"  原值：坏{LONG}",
    ]
    assert told[6].startswith("  处理办法：电量")
    assert told[-3:-1] == ["  字段数：2", "  原始行：3,6"]  # a torn row has no columns: it is shown as it stands


def test_how_many_are_left_is_counted(rows: pa.Table) -> None:
    told = printed(rows, Language.EN, width=100, most=1)
    assert told[0] == "2 rows are kept out; the first 1 of them"
    assert told[-1].startswith("1 more rows: ")
    assert printed(rows.slice(0, 0), Language.ZH, width=60) == ["没有未入库的行"]


def test_a_name_can_neither_forge_a_line_nor_colour_the_screen(rows: pa.Table) -> None:
    names = pa.array(["a\n[red]b.csv", "[bold]c\x1b[2J"])
    forged = rows.set_column(rows.column_names.index("file"), "file", names)
    told = printed(forged, Language.EN, width=200)
    assert told[2].startswith("a\\n[red]b.csv, line 3")
    assert any(line.startswith("[bold]c\\x1b[2J, line 4") for line in told)


def test_every_row_is_exported_with_both_languages_and_the_whole_row(rows: pa.Table, tmp_path: Path) -> None:
    write_kept_out_csv(rows, tmp_path / "k.csv", Language.ZH)
    with (tmp_path / "k.csv").open(encoding="utf-8-sig", newline="") as file:
        first, torn = csv.DictReader(file)
    assert first["原因代码"] == "not_a_number"
    assert (first["原因"], first["原因（英文）"]) == ("不是数字", "The value is not a number")
    assert json.loads(first["原始行"]) == {"户号": "2", "电量": f"坏{LONG}", "备注": "说明"}
    assert torn["原始行"] == "3,6"
    write_kept_out_xlsx(rows, tmp_path / "k.xlsx", Language.ZH)
    head, *lines = CalamineWorkbook.from_path(tmp_path / "k.xlsx").get_sheet_by_index(0).to_python()
    assert head == list(first)
    assert [line[head.index("数据批次")] for line in lines] == rows["batch_id"].to_pylist()


def test_json_holds_the_row_under_the_words_of_its_file(rows: pa.Table) -> None:
    file = io.StringIO()
    write_kept_out_json(rows, file)
    read = json.loads(file.getvalue())
    assert read["format"] == "jicha.kept_out/1"
    assert read["rows"][0]["record"] == {"户号": "2", "电量": f"坏{LONG}", "备注": "说明"}
    assert (read["rows"][1]["reason"], read["rows"][1]["record"]) == ("torn_row", "3,6")
    file = io.StringIO()
    write_kept_out_json(rows.slice(0, 0), file)
    assert json.loads(file.getvalue())["rows"] == []
