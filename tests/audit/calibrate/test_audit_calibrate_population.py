"""Which bills are looked at, whose they are, and which of them are drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from calibrate_world import arrow

from jicha.audit.calibrate.population import (
    BILLS,
    DRAWN,
    attributes,
    count_bills,
    draw,
    find_bills,
    hashed,
    text,
    try_only,
    try_region,
)
from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window

WINDOW = Window(date(2025, 1, 1), date(2026, 1, 1), date(2025, 12, 31))
USUAL = {"bill_kind": "ordinary", "bill_status": "issued", "commodity": "electricity", "month": date(2025, 1, 1),
         "customer_id": "c", "price_code": "P"}  # fmt: skip


def opened(engine: DuckDbEngine, **bills: dict[str, Any]) -> None:
    engine.register("bill", arrow("bill", [{"bill_id": name, **USUAL, **own} for name, own in bills.items()]))
    engine.register("customer", arrow("customer", [{"customer_id": "c", "org_id": "o"}, {"customer_id": "d"}]))
    engine.materialize("org_region", "SELECT 'o' AS org_id, '36' AS region")
    find_bills(engine, WINDOW)


def test_ordinary_bills_of_electricity_of_the_window_are_looked_at() -> None:
    with DuckDbEngine(threads=1) as engine:
        opened(
            engine,
            usual={},
            blank={"bill_status": None, "commodity": None},
            no_month={"month": None},
            reversed={"bill_status": "reversed"},
            gas={"commodity": "gas"},
            adjusted={"bill_kind": "adjustment"},
            before={"month": date(2024, 12, 1)},
            last={"month": date(2025, 12, 1)},
            after={"month": date(2026, 1, 1)},
            nobody={"customer_id": "d"},
        )
        found = engine.query(f"SELECT bill_id FROM {BILLS} ORDER BY bill_id")["bill_id"].to_pylist()
        assert found == ["blank", "last", "no_month", "nobody", "usual"]
        assert count_bills(engine) == {"36": 4, None: 1}


def test_a_sample_is_drawn_by_the_hash_of_the_id_and_all_where_they_are_few() -> None:
    names = [f"b{number:03}" for number in range(100)]
    with DuckDbEngine(threads=1) as engine:
        opened(engine, **{name: {} for name in names})
        drawn = {}
        for most in (0, 10, 100):
            opened(engine, **{name: {} for name in names})
            draw(engine, most)
            drawn[most] = engine.query(f"SELECT bill_id FROM {DRAWN} ORDER BY bill_id")["bill_id"].to_pylist()
    assert drawn[0] == drawn[100] == names
    assert drawn[10] == sorted(sorted(names, key=hashed)[:10])
    assert drawn[10] != names[:10]


def test_a_trial_sees_its_bills_alone() -> None:
    with DuckDbEngine(threads=1) as engine:
        opened(engine, a={"price_code": "Q"}, b={}, c={})
        draw(engine, 0)
        try_region(engine, "36")
        assert attributes(engine)["bill_id"].to_pylist() == ["a", "b", "c"]
        assert attributes(engine)["price_code"].to_pylist() == ["Q", "P", "P"]
        try_only(engine, "36", ["b"])
        assert attributes(engine)["bill_id"].to_pylist() == ["b"]
        try_region(engine, "3'6")
        assert attributes(engine).num_rows == 0


def test_a_quote_in_a_text_ends_nothing() -> None:
    assert text("a'b") == "'a''b'"
