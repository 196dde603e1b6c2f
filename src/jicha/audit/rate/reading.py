"""The rows that one bill depends on, read from a snapshot of the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from jicha.audit.rate.place import region_of
from jicha.audit.rate.rows import TABLES, Rows
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.schema import table
from jicha.store.snapshot import Snapshot
from jicha.tariffs.errors import MissingInput

_WANTED = "rate_wanted"  # the identifiers that rows are asked for by
_WHOLE = ("org", "price_region", "convention", "power_factor_step")
_OF_REGION = ("price_book", "surcharge_rate", "tier_rule", "capacity_rule", "component_waiver")
_OF_CODE = ("price_item", "price_component")
_LISTS = ("low_income_household", "difference_price_list", "preference", "many_person_household")
_Found = dict[str, list[dict[str, Any]]]


def rows_of(snapshot: Snapshot, bill_id: str, day: date) -> Rows:
    """The rows of a bill, its customer, the points around its own, and its region as of ``day``.

    A bill that is not stored has no rows. Raises DamagedFile.
    """
    with DuckDbEngine() as engine:
        snapshot.open(engine, TABLES)
        engine.lock_down([snapshot.root])
        return read_rows(engine, bill_id, day)


def read_rows(engine: Engine, bill_id: str, day: date) -> Rows:
    """The same from an engine that holds the tables."""
    found: _Found = {name: _fetch(engine, name) for name in _WHOLE}
    bills = _fetch(engine, "bill", "bill_id", [bill_id])
    if bills:
        _add_records(engine, found, bills[0])
        _add_prices(engine, found, bills[0], day)
    return Rows(found)


def _add_records(engine: Engine, found: _Found, bill: dict[str, Any]) -> None:
    """The points around the bill's own, their bills, the customers of those, the machines and lists.

    Around are its sub-meters, its master, and the master of that, which says who bears the master's loss.
    """
    points = _fetch(engine, "point", "point_id", [bill["point_id"]])
    parents = _fetch(engine, "point", "point_id", {one["parent_point_id"] for one in points})
    found["point"] = _once(
        "point",
        points,
        parents,
        _fetch(engine, "point", "point_id", {one["parent_point_id"] for one in parents}),
        _fetch(engine, "point", "parent_point_id", [bill["point_id"]]),
    )
    every_point = {one["point_id"] for one in found["point"]} | {bill["point_id"]}
    own = [bill["customer_id"]]
    found["bill"] = _once(
        "bill", [bill], _fetch(engine, "bill", "point_id", every_point), _fetch(engine, "bill", "customer_id", own)
    )
    same_month = [one["bill_id"] for one in found["bill"] if one["month"] == bill["month"]]
    found["bill_register"] = _fetch(engine, "bill_register", "bill_id", {*same_month, bill["bill_id"]})
    found["customer"] = _fetch(engine, "customer", "customer_id", {one["customer_id"] for one in found["bill"]})
    behind = {one["transformer_id"] for one in found["point"]}
    found["transformer"] = _once(
        "transformer",
        _fetch(engine, "transformer", "customer_id", own),
        _fetch(engine, "transformer", "transformer_id", behind),
    )
    machines = {one["transformer_id"] for one in found["transformer"]}
    found["transformer_history"] = _fetch(engine, "transformer_history", "transformer_id", machines)
    for name in _LISTS:
        found[name] = _fetch(engine, name, "customer_id", own)


def _add_prices(engine: Engine, found: _Found, bill: dict[str, Any], day: date) -> None:
    rows = Rows(found)
    customer = rows.one("customer", customer_id=bill["customer_id"])
    if customer is None:
        return
    try:
        region = region_of(rows, customer, day)
    except MissingInput:  # whoever computes the bill will say so
        return
    for name in _OF_REGION:
        found[name] = _fetch(engine, name, "region", [region])
    books = {one["book_id"] for one in found["price_book"]}
    for name in _OF_CODE:
        held = _fetch(engine, name, "price_code", [bill["price_code"]])
        found[name] = [one for one in held if one["book_id"] in books]


def _fetch(engine: Engine, name: str, column: str = "", values: Iterable[str | None] = ()) -> list[dict[str, Any]]:
    """The canonical rows of a table, all or those whose column has one of the values, in the order of their key."""
    known = table(name)
    columns = ", ".join(f't."{one}"' for one in known.by_name)
    order = ", ".join(f't."{one}"' for one in known.primary_key)
    join = ""
    if column:
        wanted = sorted({value for value in values if value is not None})
        engine.register(_WANTED, pa.table({"id": pa.array(wanted, pa.string())}))
        join = f'JOIN {_WANTED} AS k ON k.id = t."{column}"'
    found: list[dict[str, Any]] = engine.query(
        f'SELECT {columns} FROM "{name}" AS t {join} ORDER BY {order}'
    ).to_pylist()
    return found


def _once(name: str, *parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of several lists, each key once."""
    (key,) = table(name).primary_key
    return list({row[key]: row for part in parts for row in part}.values())
