"""Rows become one file, or parts of one, in the form that suits their number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.twin.deliver.disturb import CORRECTED, MALFORMED, Damage
from jicha.twin.deliver.forms.sheet import SLID
from jicha.twin.deliver.layout import Layout
from jicha.twin.deliver.write import Written, form_of, write_file


def layout(form: str, system: str = "receipt", **more: object) -> Layout:
    made = {"name": "bills", "title": "清单", "system": system, "form": form, "tables": ("bill",),
            "driven_by": ("bill",), "key": ("编号",), "sql": "", **more}  # fmt: skip
    return Layout(**made)  # type: ignore[arg-type]


def rows(count: int) -> pa.Table:
    money = pa.array([Decimal(f"{one}.5") for one in range(count)], pa.decimal128(18, 2))
    return pa.table({"编号": [f"N{one}" for one in range(count)], "金额": money, "空": pa.nulls(count, pa.string())})


def test_a_small_list_is_a_workbook_and_a_long_one_is_not() -> None:
    assert form_of(layout("xlsx"), 5_000) == "xlsx"
    assert form_of(layout("xlsx"), 5_001) == "csv"
    assert form_of(layout("csv", "ledger"), 50_001) == "parquet"
    assert form_of(layout("csv"), 50_001) == "csv"


def test_a_web_page_ends_at_five_thousand_rows_and_the_total_stands_in_the_last_part(tmp_path: Path) -> None:
    written = Written(tmp_path, "所", date(2026, 1, 1), "html")
    parts = write_file(rows(5_001), (), layout("html", total=("金额",)), written)
    assert parts.files == ("2026-01/receipt/bills_所_202601_1.xls", "2026-01/receipt/bills_所_202601_2.xls")
    assert parts.place_of(4_999) == (parts.files[0], 5_000)
    assert parts.place_of(5_000) == (parts.files[1], 1)
    first, last = ((tmp_path / one).read_text(encoding="gb18030") for one in parts.files)
    assert "合计" not in first
    assert "N4999" in first
    assert "<td>合计</td><td>12505000.50</td>" in last  # 5001 x 5000 / 2 and 5001 halves


def test_damaged_cells_are_written_as_they_are_noted(tmp_path: Path) -> None:
    damages = (
        Damage(0, "金额", MALFORMED, "0.l5", rewrites=True),
        Damage(1, "编号", MALFORMED, None, rewrites=True),
        Damage(2, "", MALFORMED, SLID, rewrites=True),
        Damage(3, "金额", CORRECTED, "--", rewrites=True),
    )
    written = Written(tmp_path, "所", date(2026, 1, 1), "csv")
    parts = write_file(rows(5), damages, layout("csv"), written)
    lines = (tmp_path / parts.files[0]).read_text(encoding="gb18030").splitlines()
    assert lines == ["清单（2026年1月）", "编号,金额,空", "N0,0.l5,", ",1.50,", ",N2,2.50,", "N3,--,", "N4,4.50,"]


def test_numbers_behind_an_apostrophe_are_left_blank_where_there_is_none(tmp_path: Path) -> None:
    written = Written(tmp_path, "所", date(2026, 1, 1), "csv")
    parts = write_file(rows(1), (), layout("csv", apostrophes=("编号", "空")), written)
    assert (tmp_path / parts.files[0]).read_text(encoding="gb18030").splitlines()[2] == "'N0,0.50,"


def test_a_slim_file_leaves_out_what_is_blank_and_a_wrong_value_keeps_its_type(tmp_path: Path) -> None:
    written = Written(tmp_path, "所", date(2026, 1, 1), "parquet")
    damages = (Damage(1, "金额", CORRECTED, "4.00", rewrites=True), Damage(0, "金额", CORRECTED, None, rewrites=True))
    parts = write_file(rows(2), damages, layout("parquet", slim=True), written)
    assert pq.read_table(tmp_path / parts.files[0]).to_pydict() == {"编号": ["N0", "N1"], "金额": [None, Decimal(4)]}


def test_a_supplement_says_so(tmp_path: Path) -> None:
    written = Written(tmp_path, "所", date(2026, 1, 1), "csv", supplement=True)
    parts = write_file(rows(1), (), layout("csv"), written)
    assert (tmp_path / parts.files[0]).read_text(encoding="gb18030").startswith("清单（补发）（2026年1月）\n")
