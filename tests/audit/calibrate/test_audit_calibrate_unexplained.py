"""The list of what no reading explains, and its counts."""

from __future__ import annotations

import pyarrow as pa
from calibrate_world import FIRST_CHOICES, HOMES_ONLY, expected, spoiled, under_trial, world
from rerated_rows import rerated

from jicha.audit.calibrate.population import try_region
from jicha.audit.calibrate.rerate import rerate
from jicha.audit.calibrate.result import Difference
from jicha.audit.calibrate.unexplained import COLUMNS, differences_of, unexplained_of, unsure_of
from jicha.engine.duckdb import DuckDbEngine
from jicha.tariffs.conventions import Settled


def test_each_bill_is_listed_with_what_was_billed_and_what_it_comes_to() -> None:
    made = spoiled(world({}, kinds=HOMES_ONLY), share=50)
    with DuckDbEngine(threads=2) as engine:
        variants = under_trial(engine, made)
        try_region(engine, "36")
        variants.stand(engine, "36", Settled.of(FIRST_CHOICES))
        found = unexplained_of(engine, rerate(engine, *expected()))
    assert tuple(found.column_names) == COLUMNS
    rows = found.to_pylist()
    assert tuple(sorted(row["bill_id"] for row in rows)) == made.wrong
    assert all(row["billed_money"] - row["expected_money"] == row["difference_money"] >= 20 for row in rows)
    assert {row["org"] for row in rows} <= {"East", "West"}
    assert {row["first_difference"] for row in rows} <= {"energy", "total"}


def test_they_are_counted_by_component_and_price_code_most_first() -> None:
    rows = pa.table({"first_difference": ["total", "energy", "energy", "tier"], "price_code": ["P", "Q", "Q", None]})
    assert differences_of(rows) == (
        Difference("energy", "Q", 2),
        Difference("tier", "", 1),
        Difference("total", "P", 1),
    )


def test_reasons_are_counted_most_first() -> None:
    rows = rerated(energy=[0] * 4, unsure=["price_unknown", None, "tiers_unknown", "tiers_unknown"])
    assert list(unsure_of(rows).items()) == [("tiers_unknown", 2), ("price_unknown", 1)]
