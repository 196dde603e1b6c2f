"""Calls are replaced by their engine's words, innermost first, and refused when they do not fit."""

from __future__ import annotations

import pytest

from jicha.engine.dialect import to_duckdb, to_spark
from jicha.engine.errors import NotPortable


def test_a_call_within_a_call_is_said_first() -> None:
    sql = "SELECT days_between(a, add_days(b, n + 1)) AS d FROM t"
    spark = "CAST(DATEDIFF(DATE_ADD(`b`, CAST((`n` + 1) AS INT)), `a`) AS BIGINT)"
    assert to_spark(sql) == f"SELECT {spark} AS `d` FROM `t`"
    duck = """DATE_DIFF('day', "a", (("b" + CAST(("n" + 1) AS INT))))"""
    assert to_duckdb(sql) == f'SELECT {duck} AS "d" FROM "t"'


def test_the_months_between_of_spark_is_never_said() -> None:
    assert "MONTHS_BETWEEN" not in to_spark("SELECT months_between(a, b) AS m FROM t").upper()


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("ratio(a, b)", "given 2 arguments"), ("ratio(a, b, n)", "digits of ratio"), ("ratio(a, b, 9)", "from 0 to 8"),
        ("substr(s, 0, 2)", "from 1 to"), ("substr(s, -1, 2)", "start of substr"), ("round(x, 13)", "from 0 to 12"),
        ("days_between(a)", "given 1 arguments"), ("local_date(a, b)", "given 2 arguments"),
    ],
)  # fmt: skip
def test_a_call_that_does_not_fit_is_refused(call: str, what: str) -> None:
    with pytest.raises(NotPortable, match=what):
        to_duckdb(f"SELECT {call} AS x FROM t")
