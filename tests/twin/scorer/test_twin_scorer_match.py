"""What each finding is, laid on the truth of tests/builders/known_truth.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from known_truth import FEBRUARY, JANUARY, MARCH, Row, finding, findings, truth_of

from jicha.engine.duckdb import DuckDbEngine
from jicha.twin.scorer.match import lay_out


def standing(folder: Path, row: Row, **truth: object) -> str:
    with DuckDbEngine() as engine:
        lay_out(engine, findings(row).table, truth_of(folder, **truth))
        (found,) = engine.query("SELECT standing FROM judged").to_pylist()
    return str(found["standing"])


@pytest.mark.parametrize(
    ("row", "is_what"),
    [
        (finding("BIL-016", ("bill", "b1"), JANUARY), "planted"),
        (finding("BIL-016", ("bill", "b1")), "planted"),  # it says no month
        (finding("MET-018", ("point", "p5"), MARCH), "planted"),  # the error has none
        (finding("BIL-016", ("bill", "b3"), JANUARY), "near_miss"),
        (finding("BIL-016", ("bill", "b3"), FEBRUARY), "nothing"),  # of another month
        (finding("BIL-030", ("bill", "b1"), JANUARY), "other_error"),
        (finding("BIL-030", ("bill", "b1"), FEBRUARY), "nothing"),
        (finding("X", ("customer", "c1"), FEBRUARY), "planting"),  # its month ends after the theft has begun
        (finding("X", ("customer", "c1"), JANUARY), "nothing"),
        (finding("X", ("customer", "c1"), FEBRUARY, found_on=date(2026, 2, 9)), "nothing"),  # a day too early
        (finding("X", ("customer", "c2"), date(2026, 6, 1)), "planting"),  # later than the theft
        (finding("X", ("meter", "m1"), MARCH), "planting"),
        (finding("X", ("area", "a2"), MARCH), "planting"),
        (finding("X", ("customer", "c15"), MARCH), "nothing"),  # nobody's hook in the area is not the customer's
        (finding("X", ("bill", "b13"), MARCH), "life"),
        (finding("X", ("customer", "c3"), date(2026, 5, 1)), "nothing"),  # the life is over
        (finding("X", ("staff", "s1"), MARCH), "unplaced"),
    ],
)
def test_a_finding_is_told_what_it_is(tmp_path: Path, row: Row, is_what: str) -> None:
    assert standing(tmp_path, row) == is_what


def test_without_a_table_of_subjects_a_bill_cannot_be_placed(tmp_path: Path) -> None:
    assert standing(tmp_path, finding("X", ("bill", "b13"), MARCH), subjects=None) == "unplaced"
