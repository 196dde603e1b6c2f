"""Records of one width into columns: only where Arrow sees the records that we cut."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from jicha.intake.sources.formats.cutting import Records
from jicha.intake.sources.formats.split_rows import split_by_hand, split_rows


def split(text: str, rows: list[int], width: int, delimiter: str = ",") -> list[list[str]] | None:
    found = split_rows(Records.of(text.encode(), delimiter, 1), np.array(rows, np.int64), width, delimiter)
    return None if found is None else [list(row.values()) for row in found.to_pylist()]


def test_the_records_named_are_split_and_the_others_are_not() -> None:
    assert split("1,a\nother,width,here\n2,b\n", [0, 2], 2) == [["1", "a"], ["2", "b"]]


def test_texts_stay_texts_and_blank_ones_are_no_nulls() -> None:
    assert split("007,,NA\nnull,1.50,true\n", [0, 1], 3) == [["007", "", "NA"], ["null", "1.50", "true"]]


def test_delimiters_and_line_ends_in_quotes_belong_to_the_field() -> None:
    assert split('1,"a,b"\n2,"c\nd"\n3,"say ""e"""\n', [0, 1, 2], 2) == [["1", "a,b"], ["2", "c\nd"], ["3", 'say "e"']]
    assert split("1;a,b\n", [0], 2, ";") == [["1", "a,b"]]


def test_no_records_are_no_rows_of_that_width() -> None:
    found = split_rows(Records.of(b"1,2\n", ",", 1), np.zeros(0, np.int64), 2, ",")
    assert found is not None
    assert (found.num_rows, found.schema.names) == (0, ["0", "1"])


@pytest.mark.parametrize("text", ["1,2\n1,2,3\n", "1,2\n1\n", '1,2\n1,a"b,c"d\n'])
def test_where_arrow_sees_other_records_nothing_is_given(text: str) -> None:
    assert split(text, [0, 1], 2) is None


def test_records_read_one_by_one_give_the_same() -> None:
    rows = split_by_hand(['1,"a,b"', '2,"say ""e"""'], 2, ",")
    assert rows.equals(pa.RecordBatch.from_pydict({"0": ["1", "2"], "1": ["a,b", 'say "e"']}))
