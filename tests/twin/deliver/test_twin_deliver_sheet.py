"""A total stands under its columns, behind the word that says what it is."""

from __future__ import annotations

import pyarrow as pa

from jicha.twin.deliver.forms.sheet import Sheet

ROWS = pa.table({"户号": ["1"], "户名": ["张"], "电费": ["2.50"]})


def test_a_total_stands_under_its_column() -> None:
    assert Sheet(ROWS, totals={"电费": "2.50"}).total_row() == ["合计", "", "2.50"]
    assert Sheet(ROWS).total_row() == []
    assert Sheet(ROWS).words == ["户号", "户名", "电费"]
