"""Every shipped page and kernel proves on Spark too, and gives the same rows as on DuckDB, value by value."""

from __future__ import annotations

import pytest

from jicha.engine.compare import compare
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.spark import SparkEngine
from jicha.pages.examples import world_data
from jicha.pages.library import Library
from jicha.pages.page import PageKind
from jicha.pages.prove import prove
from jicha.pages.stage import Stage

pytestmark = pytest.mark.spark
LIBRARY = Library.shipped()


@pytest.mark.parametrize("code", sorted(LIBRARY.pages))
def test_the_page_gives_the_same_rows_on_both_engines(
    code: str, duckdb_engine: DuckDbEngine, spark_engine: SparkEngine
) -> None:
    page = LIBRARY.pages[code]
    for world in page.worlds:
        rows = world_data(page, world, LIBRARY).rows
        told = []
        for engine in (duckdb_engine, spark_engine):
            stage = Stage(engine, page, LIBRARY)
            stage.set_up(rows)
            told.append(stage.verdict_table() if page.kind is PageKind.RULE else stage.fact_table())
        assert compare(told[0], told[1]) == []


@pytest.mark.parametrize("code", ["BIL-016", "STF-012", "not_judged", "area_curve_balance"])
def test_the_page_proves_on_spark(code: str, spark_engine: SparkEngine) -> None:
    proof = prove(LIBRARY.pages[code], LIBRARY, spark_engine)
    assert proof.faults == ()
    assert proof.holds
