"""Cells that hold no value."""

import numpy as np
import pyarrow as pa

from jicha.intake.no_value import told_apart, without_value


def test_errors_of_spreadsheets_and_formulas_without_a_result_are_no_values() -> None:
    text = pa.array(["#FORMULA", "#N/A", "#REF!", "#1", "12", None])
    assert without_value(text).tolist() == [True, True, True, False, False, False]


def test_they_are_told_apart_from_what_is_written_wrong() -> None:
    refused = {"not_a_number": np.array([True, True, False]), "other_unit": np.array([False, False, True])}
    told = told_apart(refused, pa.array(["x", "#FORMULA", "#MERGED"]))
    assert {reason: rows.tolist() for reason, rows in told.items()} == {
        "not_a_number": [True, False, False],
        "no_value": [False, True, True],
    }
    assert told_apart(refused, pa.array(["x", "y", "z"])) == refused
