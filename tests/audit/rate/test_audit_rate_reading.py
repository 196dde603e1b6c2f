"""What is read for one bill is all that it depends on: the answer is that of the whole world."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from rate_compare import of_biller
from rate_seeded import seeded
from rate_store import stored
from rate_world import TODAY

from jicha.audit.rate.reading import read_rows, rows_of
from jicha.audit.rate.rows import TABLES
from jicha.engine.duckdb import DuckDbEngine
from jicha.schema import table


@pytest.fixture(scope="module")
def engine() -> DuckDbEngine:
    """An engine that holds the seeded world."""
    made, _ = seeded()
    opened = DuckDbEngine()
    for name in TABLES:
        opened.register(name, pa.Table.from_pylist(made.get(name, []), schema=table(name).arrow_schema))
    return opened


def test_every_bill_is_the_same_by_the_rows_that_were_read_for_it(engine: DuckDbEngine) -> None:
    _, every = seeded()
    for bill_id, pair in every.items():
        assert of_biller(read_rows(engine, bill_id, TODAY), bill_id) == pair.by_biller, bill_id


def test_only_a_customer_and_its_neighbours_are_read(engine: DuckDbEngine) -> None:
    made, every = seeded()
    bill_id = next(iter(every))
    rows = read_rows(engine, bill_id, TODAY)
    family = bill_id.split("m")[0]
    assert {row["customer_id"] for row in rows.of("customer")} <= {family, f"{family}x"}
    assert 0 < len(list(rows.of("bill"))) < len(made["bill"]) / 10


def test_a_bill_that_is_not_stored_has_no_rows(engine: DuckDbEngine) -> None:
    assert list(read_rows(engine, "none", TODAY).of("bill")) == []


def test_a_snapshot_gives_the_same_rows(tmp_path: Path, engine: DuckDbEngine) -> None:
    made, every = seeded()
    snapshot = stored(tmp_path / "store", made).snapshot()
    for bill_id in list(every)[:5]:
        assert rows_of(snapshot, bill_id, TODAY) == read_rows(engine, bill_id, TODAY)
