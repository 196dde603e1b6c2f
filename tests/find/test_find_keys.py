"""SQL of ownership on rows one can read."""

from __future__ import annotations

import pyarrow as pa
from catalogue_rows import handmade

from jicha.engine.duckdb import DuckDbEngine
from jicha.find.keys import keys_sql, latest_by, own
from jicha.find.walk import AnyOwner, Owner, Step
from jicha.schema import Table, tables

FEE = handmade("fee", "fee_id pk", "customer_id", "order_id", "other_order_id", "kind", "subject", "paid_on date")


def owned(
    step: Step, table: Table, rows: dict[str, list[str | None]], **keys: list[tuple[int, str]]
) -> list[tuple[int, str]]:
    """(root, key) of the rows that belong to somebody."""
    with DuckDbEngine(threads=1) as engine:
        full = {one.name: rows.get(one.name, [None] * len(rows["fee_id"])) for one in table.columns}
        engine.register(
            "fee", pa.table({name: pa.array(cells, table.by_name[name].type.arrow) for name, cells in full.items()})
        )
        for name, pairs in keys.items():
            engine.register(own(name), pa.table({"root": [one for one, _ in pairs], "id": [one for _, one in pairs]}))
        sql = keys_sql(step, table, held=keys)
        found = engine.query(f"SELECT root, fee_id FROM ({sql}) AS k ORDER BY root, fee_id").to_pylist()
    return [(row["root"], row["fee_id"]) for row in found]


def test_a_row_belongs_to_the_nearest_owner_that_it_names() -> None:
    step = Step("fee", (Owner("customer", ("customer_id",)), Owner("service_order", ("order_id",))))
    rows = {
        "fee_id": ["mine", "by_order", "anothers"],
        "customer_id": ["c1", None, "c9"],
        "order_id": ["o1", "o1", "o1"],
    }
    assert owned(step, FEE, rows, customer=[(0, "c1")], service_order=[(0, "o1")]) == [(0, "by_order"), (0, "mine")]


def test_a_row_that_names_an_owner_in_two_columns_is_his_once() -> None:
    step = Step("fee", (Owner("service_order", ("order_id", "other_order_id")),))
    rows = {"fee_id": ["both", "second"], "order_id": ["o1", None], "other_order_id": ["o2", "o2"]}
    assert owned(step, FEE, rows, service_order=[(0, "o1"), (0, "o2")]) == [(0, "both"), (0, "second")]


def test_a_row_may_belong_to_two_subjects() -> None:
    step = Step("fee", (Owner("customer", ("customer_id",)),))
    assert owned(step, FEE, {"fee_id": ["one"], "customer_id": ["c1"]}, customer=[(0, "c1"), (7, "c1")]) == [
        (0, "one"), (7, "one"),
    ]  # fmt: skip


def test_any_subject_is_matched_by_kind_and_key_together() -> None:
    step = Step("fee", (AnyOwner("kind", "subject", ("customer", "bill")),))
    rows = {"fee_id": ["mine", "same_key"], "kind": ["customer", "bill"], "subject": ["c1", "c1"]}
    assert owned(step, FEE, rows, customer=[(0, "c1")], bill=[(0, "b1")]) == [(0, "mine")]


def test_nothing_held_gives_no_query() -> None:
    assert keys_sql(Step("fee", (Owner("customer", ("customer_id",)),)), FEE, held=()) == ""


def test_rows_are_the_latest_by_their_time_else_by_a_day_of_the_key_else_by_a_day() -> None:
    assert latest_by(tables()["bill"]) == "issued_on"
    assert latest_by(tables()["customer_history"]) == "valid_from"
    assert latest_by(tables()["meter_installation"]) == "installed_on"
    assert latest_by(handmade("a", "a_id pk")) is None
