"""The share of customers read wrong, beside a published problem."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.schema import table

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "worked_problems" / "problems.json"
WINDOW = Window(date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 1))
JANUARY = date(2026, 1, 1)
Row = dict[str, Any]


@pytest.fixture
def engine() -> Iterator[DuckDbEngine]:
    with DuckDbEngine() as engine:
        yield engine


def figures(engine: DuckDbEngine, **rows: list[Row]) -> list[Row]:
    """The page's rows for these tables."""
    for name, found in rows.items():
        engine.register(name, pa.Table.from_pylist(found, schema=table(name).arrow_schema))
    compute_fact(engine, Library.shipped().pages["reading_errors"], {}, WINDOW)
    return engine.query("SELECT * FROM reading_errors").to_pylist()


def homes(count: int) -> dict[str, list[Row]]:
    """Customers of one unit, each with a bill of January on a reading."""
    numbers = [f"c{number}" for number in range(count)]
    bill = {"month": JANUARY, "commodity": "electricity", "reading_end": Decimal(1100)}
    return {
        "customer": [{"customer_id": one, "org_id": "north"} for one in numbers],
        "bill": [{"bill_id": f"b_{one}", "customer_id": one, **bill} for one in numbers],
    }


def correction(customer: str, kwh: int) -> Row:
    """A reading put right, by the bill it belongs to."""
    return {
        "adjustment_id": f"a_{customer}",
        "customer_id": customer,
        "bill_id": f"b_{customer}",
        "adjustment_kind": "error",
        "error_kind": "reading",
        "method": "separate",
        "kwh": Decimal(kwh),
    }


def test_the_published_share_of_households_read_wrong_is_reached(engine: DuckDbEngine) -> None:
    if not FILE.is_file():
        pytest.skip("real data is not beside the project (../shared/data)")
    problems = json.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    problem = next(one for one in problems if one["id"] == "KPI-READERR-1")
    assert problem["usable"]
    households, wrong = (problem["inputs"][name]["value"] for name in ("households", "wrong"))
    put_right = [correction("c1", 5000), correction("c2", -3000)]
    assert wrong == len(put_right)
    (got,) = figures(engine, **homes(households), adjustment=put_right)
    expected = Decimal(str(problem["expected"]["rate"]["value"]))
    print(f"KPI-READERR-1    rate             expected {expected:<12} got {got['error_percent']}")
    assert (got["read_customers"], got["wrong_customers"]) == (households, wrong)
    assert abs(got["error_percent"] - expected) <= Decimal(str(problem["tolerance"]["abs"]))


def test_a_customer_with_two_corrections_counts_once_however_much_energy_they_move(engine: DuckDbEngine) -> None:
    twice = [correction("c1", 5000), correction("c1", -5000) | {"adjustment_id": "again"}]
    (got,) = figures(engine, **homes(4), adjustment=twice)
    assert (got["wrong_customers"], got["error_percent"]) == (1, Decimal(25))


def test_nobody_read_has_no_share(engine: DuckDbEngine) -> None:
    assert figures(engine, customer=[], bill=[], adjustment=[]) == []
