"""The workbook, opened again by another program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import find_world
from python_calamine import CalamineWorkbook

from jicha.find.dossier import Dossiers
from jicha.press.dossier.records import Sheet
from jicha.press.dossier.sheets import sheets
from jicha.press.dossier.xlsx import sheet_names, write_xlsx
from jicha.press.listing import Listing
from jicha.press.run import Background
from jicha.press.say import Language


def written(found: Dossiers, background: Background, path: Path) -> CalamineWorkbook:
    write_xlsx(sheets(found, background, Language.ZH), path, Language.ZH, day=date(2026, 3, 2))
    return CalamineWorkbook.from_path(path)


def test_the_first_sheet_has_a_line_a_number_and_numbers_keep_their_zeros(
    tmp_path: Path, look: Callable[..., Dossiers], background: Background
) -> None:
    book = written(look("户号\n0013\n9999\n0055"), background, tmp_path / "f.xlsx")
    assert book.sheet_names[0] == "总览"
    head, *rows = book.get_sheet_by_name("总览").to_python()
    assert [row[head.index("查询编号")] for row in rows] == ["0013", "9999", "0055"]
    assert [row[head.index("结算电量 (kWh)")] for row in rows] == [500.0, "", 10.0]


def test_there_is_one_sheet_a_kind_of_record(
    tmp_path: Path, look: Callable[..., Dossiers], background: Background
) -> None:
    book = written(look("ems:0012"), background, tmp_path / "f.xlsx")
    assert {"总览", "稽查异常", "客户", "电费账单", "计量事件", "周边台区", "数据完整性"} <= set(book.sheet_names)
    assert len(book.get_sheet_by_name("电费账单").to_python()) == 1 + 12


def test_the_same_answer_gives_the_same_bytes(
    tmp_path: Path, look: Callable[..., Dossiers], background: Background
) -> None:
    for name in ("a", "b"):
        written(look("ems:0012"), background, tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    store = find_world.Store.create(tmp_path / "s")
    evil = "=HYPERLINK(1)"
    rows = find_world.rows_of("bill", "bill_id | price_code\nems:B1 | =1+1")
    customers = find_world.rows_of("customer", f"customer_id | category\nems:1 | {evil}")
    find_world.write(store, "2026-01-01", {"customer": customers, "bill": rows})
    found = find_world.looked_up(store, "1\n=1+1\nB1")
    book = written(found, find_world.background(store), tmp_path / "f.xlsx")
    texts = {cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert {evil, "=1+1"} <= texts


def test_sheets_have_names_that_a_workbook_accepts() -> None:
    titles = ["a/b:c", "客户名单(说明异常的正常原因)" * 3, "客户名单(说明异常的正常原因)" * 3, "same", "SAME"]
    names = list(sheet_names([Sheet(title, Listing("x", (), lambda: iter(()))) for title in titles]))
    assert names[0] == "a b c"
    assert len({name.casefold() for name in names}) == 5
    assert all(len(name) <= 31 for name in names)
