"""ratio is exact: halves away from zero, no float on the way, NULL where it cannot be said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from jicha.engine.duckdb import DuckDbEngine


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDbEngine]:
    with DuckDbEngine(threads=1) as opened:
        yield opened


@pytest.mark.parametrize(
    ("a", "b", "digits", "result"),
    [
        ("1", "3", 4, "0.3333"), ("2", "3", 0, "1"), ("1", "8", 2, "0.13"), ("-1", "8", 2, "-0.13"),
        ("1", "-8", 2, "-0.13"), ("-1", "-8", 2, "0.13"), ("0", "5", 3, "0.000"), ("1", "0", 3, None),
        ("NULL", "1", 3, None), ("1", "NULL", 3, None), ("999999999999999.999", "999999999999999.999", 8, "1.00000000"),
        ("0.005", "1", 2, "0.01"), ("0.00499999", "1", 2, "0.00"), ("9007199254740993", "1", 0, "9007199254740993"),
        ("99999999999999999", "1", 0, "99999999999999999"), ("100000000000000000", "1", 0, None),
        ("1000000", "0.000000000001", 0, None), ("1000000", "0.000000000002", 0, "500000000000000000"),
    ],
)  # fmt: skip
def test_ratio(engine: DuckDbEngine, a: str, b: str, digits: int, result: str | None) -> None:
    answer = engine.query(f"SELECT ratio({a}, {b}, {digits}) AS r")["r"].to_pylist()
    assert answer == [None if result is None else Decimal(result)]
