"""Records of NEM12 split into fields, short ones padded, days of the calendar told from others."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from jicha.intake.sources.formats.cutting import Records
from jicha.intake.sources.formats.nem12_fields import fields_of, good_days, matches, padded_fields

TEXT = '400,1,20,A\n400,21,48,S14,9,"gate, locked"\n500,O\n400,1\n400,1,2,A,,,,\n'


def cut(text: str = TEXT) -> Records:
    return Records.of(text.encode(), ",", 1)


def rows(columns: list[pa.Array]) -> list[tuple[str, ...]]:
    return list(zip(*[one.to_pylist() for one in columns], strict=True))


def test_records_of_one_width_are_columns() -> None:
    columns, whole = fields_of(cut(), np.array([1]), 6)
    assert rows(columns) == [("400", "21", "48", "S14", "9", "gate, locked")]
    assert whole.tolist() == [True]


def test_a_record_that_quotes_make_another_one_is_named_and_its_neighbour_is_kept() -> None:
    columns, whole = fields_of(cut('400,1,a"b,c"d\n400,1,2\n'), np.array([0, 1]), 3)
    assert whole.tolist() == [False, True]
    assert rows(columns) == [("400", "1", "2")]


def test_short_records_are_padded_in_their_own_order_and_others_are_named() -> None:
    columns, good = padded_fields(cut(), np.array([1, 3, 0, 4]), 4, 6)
    assert good.tolist() == [True, False, True, False]
    assert rows(columns) == [("400", "21", "48", "S14", "9", "gate, locked"), ("400", "1", "20", "A", "", "")]


def test_a_padded_record_that_quotes_make_another_one_is_named_too() -> None:
    columns, good = padded_fields(cut('400,1,2,a"b,c"d\n400,3,4,A\n'), np.array([0, 1]), 4, 6)
    assert good.tolist() == [False, True]
    assert rows(columns) == [("400", "3", "4", "A", "", "")]


def test_no_record_of_a_fitting_width_is_no_row() -> None:
    columns, good = padded_fields(cut(), np.array([3]), 4, 6)
    assert (len(columns), {len(one) for one in columns}, good.tolist()) == (6, {0}, [False])


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("20260601", True), ("20240229", True), ("20000229", True), ("20260229", False), ("19000229", False),
        ("20261301", False), ("20260631", False), ("2026061", False), ("202606011", False), ("2026-6-1", False),
        ("18991231", False), ("19000101", True), ("", False), ("２０２６０６０１", False),
    ],
)  # fmt: skip
def test_days_are_eight_digits_of_the_calendar(text: str, good: bool) -> None:
    assert good_days(pa.array(["20260101", text])).tolist() == [True, good]


def test_no_texts_are_no_days() -> None:
    assert good_days(pa.array([], pa.string())).tolist() == []


def test_patterns_are_held_against_every_text() -> None:
    assert matches(pa.array(["A", "a", "A1"]), "^A$").tolist() == [True, False, False]
