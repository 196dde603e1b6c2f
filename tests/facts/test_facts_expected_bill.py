"""The kernel of expected bills on the rows of its own examples; that its money is right is held to the exact biller
in tests/audit/rate and tests/tariffs."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.facts.expected_bill import kernel
from jicha.pages.examples import world_data
from jicha.pages.judge import page_sql
from jicha.pages.library import Library
from jicha.pages.stage import Stage, window_of

PARTS = ("energy", "tier", "capacity", "power_factor", "surcharge", "difference", "relief", "adjustment")


@cache
def given() -> pa.Table:
    """The rows that the kernel gets in the first world of its page's examples."""
    library = Library.shipped()
    page = library.pages["expected_bill"]
    with DuckDbEngine() as engine:
        Stage(engine, page, library).set_up(world_data(page, page.worlds[0], library).rows)
        return engine.query(page_sql(page, {}, window_of(page)))


def test_a_bill_comes_out_the_same_whatever_rows_stand_beside_it() -> None:
    rows = given()
    whole = {row["bill_id"]: row for row in kernel(rows).to_pylist()}
    alone = [kernel(rows.slice(place, 1)).to_pylist()[0] for place in range(rows.num_rows)]
    assert {row["bill_id"]: row for row in alone} == whole
    assert len(whole) > 20


def test_the_total_is_the_sum_of_its_components_and_unsure_says_nothing_else() -> None:
    known = 0
    for row in kernel(given()).to_pylist():
        if row["unsure"] is not None:
            assert all(value is None for name, value in row.items() if name not in ("bill_id", "unsure"))
        elif row["total_money"] is not None:
            assert sum((row[f"{part}_money"] for part in PARTS), Decimal(0)) == row["total_money"]
            known += 1
    assert known > 10


def test_the_first_difference_is_the_first_in_the_order_of_computing() -> None:
    for row in kernel(given()).to_pylist():
        if row["first_difference"] == "energy":
            assert row["energy_difference"] != 0
        if row["first_difference"] is None and row["unsure"] is None and row["total_difference"] is not None:
            assert row["total_difference"] == 0
