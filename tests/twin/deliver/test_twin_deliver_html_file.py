"""A web page under the name .xls: one table whose signs cannot be taken for tags."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from jicha.intake.sources.open import open_tables
from jicha.twin.deliver.forms.html_file import write
from jicha.twin.deliver.forms.sheet import SLID, Sheet


def test_the_page_is_one_table_with_title_and_total(tmp_path: Path) -> None:
    rows = pa.table({"户号": ["01", "02"], "户名": ["<b>张㐂</b> & 乙", None]})
    write(Sheet(rows, "清单", "制表人：王", {"户名": "x"}), tmp_path / "a.xls")
    text = (tmp_path / "a.xls").read_bytes().decode("gb18030")
    assert "charset=gb18030" in text
    assert '<tr><td colspan="2">清单</td></tr>\n<tr><th>户号</th><th>户名</th></tr>\n' in text
    assert "<tr><td>01</td><td>&lt;b&gt;张㐂&lt;/b&gt; &amp; 乙</td></tr>\n<tr><td>02</td><td></td></tr>\n" in text
    assert text.endswith('<tr><td>合计</td><td>x</td></tr>\n<tr><td colspan="2">制表人：王</td></tr>\n'
                         "</table></body></html>\n")  # fmt: skip


def test_the_intake_takes_it_for_a_web_page(tmp_path: Path) -> None:
    write(Sheet(pa.table({"户号": ["01"], "户名": ["张"]}), "清单"), tmp_path / "a.xls")
    (table,) = open_tables(tmp_path / "a.xls")
    try:
        assert table.parsed.format == "html"
        assert [one.cells for one in table.head.head][1:] == [("户号", "户名"), ("01", "张")]
    finally:
        table.parsed.close()


def test_a_row_that_slid_has_a_cell_too_many_and_no_rows_are_none(tmp_path: Path) -> None:
    write(Sheet(pa.table({"a": [f"{SLID}1"], "b": ["2"]})), tmp_path / "a.xls")
    assert "<tr><td></td><td>1</td><td>2</td></tr>" in (tmp_path / "a.xls").read_text(encoding="gb18030")
    write(Sheet(pa.table({"a": pa.array([], pa.string())})), tmp_path / "b.xls")
    assert "<td>" not in (tmp_path / "b.xls").read_text(encoding="gb18030")
