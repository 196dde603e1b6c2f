"""CSV in GB18030: every letter survives, and only what needs quotes has them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jicha.twin.deliver.forms.csv_file import write
from jicha.twin.deliver.forms.sheet import SLID, Sheet


def test_title_header_rows_total_and_footer_stand_below_each_other(tmp_path: Path) -> None:
    rows = pa.table({"户号": ["01", "02"], "户名": ['张㐂"甲", 乙', None], "电费": ["1.50", "2.00"]})
    sheet = Sheet(rows, "电费发行清单", "制表人：王", {"电费": "3.50"})
    write(sheet, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().decode("gb18030") == (
        '电费发行清单\n户号,户名,电费\n01,"张㐂""甲"", 乙",1.50\n02,,2.00\n合计,,3.50\n制表人：王\n'
    )


def test_a_row_that_slid_has_a_cell_too_many(tmp_path: Path) -> None:
    write(Sheet(pa.table({"a": [f"{SLID}1", f"{SLID}x,y"], "b": ["2", "3"]})), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="gb18030").splitlines()[1:] == [",1,2", ',"x,y",3']


def test_a_file_without_rows_has_its_header(tmp_path: Path) -> None:
    write(Sheet(pa.table({"a": pa.array([], pa.string())})), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"a\n"


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1) | st.sampled_from(["a\nb", 'c"d', "e,f"])


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_any_text_comes_back(tmp_path_factory: object, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"  # type: ignore[attr-defined]
    first, second = zip(*rows, strict=True)
    write(Sheet(pa.table({"甲": list(first), "乙": list(second)})), path)
    text = path.read_bytes().decode("gb18030")
    assert [tuple(one) for one in csv.reader(io.StringIO(text, newline=""))][1:] == rows
