"""Rows that are no records, by their first words."""

import numpy as np
import pyarrow as pa
import pytest

from jicha.intake.sources.formats.aside import kinds_of_rows, set_aside, torn_aside
from jicha.intake.sources.formats.grid import Asked


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("合计", "total"), ("合 计:", "total"), ("总计", "total"), ("TOTAL", "total"), ("本页小计", "subtotal"),
        ("制表人:李明", "footer"), ("制表日期: 2024-01-01", "footer"), ("第 3 页", "footer"), ("共 12 户", "footer"),
        ("合计村", ""), ("小计算机厂", ""), ("备注", ""), ("注塑厂", ""), ("第三小学", ""), ("0012", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_total_is_told_from_a_customer_that_is_called_like_one(word: str, kind: str) -> None:
    assert kinds_of_rows([pa.array([word])], 1).tolist() == [kind]
    apart = torn_aside([word, ""], 7)
    assert (apart.kind if apart else "") == kind


def test_the_word_may_stand_after_blank_cells_but_not_after_a_value() -> None:
    columns = [pa.array(["", "1", None]), pa.array([" ", "合计", ""]), pa.array(["合计", "", "小计"])]
    assert kinds_of_rows(columns, 3).tolist() == ["total", "", "subtotal"]


def test_blank_rows_are_dropped_and_the_rest_is_kept_with_lines() -> None:
    rows = pa.record_batch({"0": ["a", "", "合计", "户号"], "1": ["1", " ", "9", "电量"]})
    kept, apart = set_aside(rows, np.array([2, 3, 5, 6]), Asked(0, 1, 2, columns=[1], words=["户号", "电量"]))
    assert kept.to_pydict() == {"1": ["1"], "line": [2]}
    assert [(one.line, one.kind, one.cells) for one in apart] == [
        (5, "total", ("合计", "9")), (6, "header", ("户号", "电量"))
    ]  # fmt: skip
