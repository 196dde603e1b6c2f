"""Chains of references upward, and the SQL of their first value."""

from __future__ import annotations

import pyarrow as pa
from catalogue_rows import catalogue, handmade

from jicha.engine.duckdb import DuckDbEngine
from jicha.find.chains import Hop, chained_value, chains_to
from jicha.schema import tables


def test_the_shortest_chain_comes_first_and_longer_ones_follow() -> None:
    first, second, *_ = chains_to("bill", "customer", tables())
    assert first == (Hop("customer_id", "customer", "customer_id"),)
    assert second == (Hop("point_id", "point", "point_id"), Hop("customer_id", "customer", "customer_id"))


def test_no_chain_leads_over_a_person() -> None:
    assert chains_to("reading_section", "customer", tables()) == ()


def test_what_references_itself_is_not_walked_in_circles() -> None:
    known = catalogue(
        handmade("a", "a_id pk", "up >a.a_id", "b_id >b.b_id"),
        handmade("b", "b_id pk", "a_id >a.a_id"),
    )
    assert chains_to("a", "missing", known) == ()


def test_the_value_is_that_of_the_first_chain_that_gives_one_and_no_row_is_lost() -> None:
    value, joins = chained_value(chains_to("bill", "customer", tables())[:2], "s")
    with DuckDbEngine(threads=1) as engine:
        engine.register("point", pa.table({"point_id": ["p1"], "customer_id": ["by_point"]}))
        engine.register(
            "bill",
            pa.table(
                {"bill_id": ["b1", "b2", "b3"], "customer_id": ["own", None, None], "point_id": ["p1", "p1", "p9"]}
            ),
        )
        rows = engine.query(f"SELECT {value} AS customer_id FROM bill AS s {joins} ORDER BY s.bill_id")
    assert rows["customer_id"].to_pylist() == ["own", "by_point", None]
