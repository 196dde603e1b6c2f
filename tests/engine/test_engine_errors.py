"""Engine errors show the complaint, the head of the SQL, and the remedy."""

from __future__ import annotations

from jicha.engine.errors import failed, first_lines


def test_only_the_head_of_long_sql_is_shown() -> None:
    shown = first_lines("\n".join(f"line {n}" for n in range(20)))
    assert shown.splitlines()[0] == "    line 0"
    assert shown.splitlines()[-1] == "    … 12 more lines"
    assert len(first_lines("x" * 500)) < 200


def test_the_first_line_of_the_complaint_is_taken() -> None:
    error = failed("DuckDB", "\nBinder Error: no column x.\n\nLINE 1", "SELECT x", "Correct it.")
    assert str(error).startswith("DuckDB: Binder Error: no column x\n    SELECT x\n")
    assert error.faults[0].remedy == "Correct it."
