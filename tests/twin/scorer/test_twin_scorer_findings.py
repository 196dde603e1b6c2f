"""The form of findings: numbers without their source, and what a finding is about."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from jicha.twin.scorer.findings import bare, formed, month_after


@pytest.mark.parametrize(
    ("told", "number"), [("sg:1001", "1001"), ("1001", "1001"), ("12:30", "12:30"), ("sg:a:1", "a:1")]
)
def test_the_name_of_the_source_is_taken_off_once(told: str, number: str) -> None:
    assert bare(pa.array([told])).to_pylist() == [number]


def test_a_first_of_a_month_means_the_month_and_any_other_day_itself() -> None:
    days = pa.array([date(2026, 12, 1), date(2026, 2, 28), None], pa.date32())
    assert month_after(days).to_pylist() == [date(2027, 1, 1), date(2026, 3, 1), None]


def test_columns_that_are_not_given_are_null_and_a_code_is_never() -> None:
    (row,) = formed({"subject_kind": pa.array(["bill"]), "subject_id": pa.array(["sg:b1"])}).to_pylist()
    assert (row["subject_id"], row["code"], row["money"]) == ("b1", "", None)
