"""A store with units and customers, and the prices that it holds as plain rows."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from region_book import REGION

from jicha.engine.duckdb import DuckDbEngine
from jicha.schema import table
from jicha.store.delivery import Counts, DeliveredFile, Delivery
from jicha.store.store import Store
from jicha.tariffs.compile import TABLES

CITY, COUNTY, STATION = "city", "county", "station"


def moment(day: int, hour: int = 0) -> datetime:
    """A moment of January 2026."""
    return datetime(2026, 1, day, hour)


def made(root: Path) -> Path:
    """A store with a city, a county of it, a station of that, and three customers of the station."""
    store = Store.create(root)
    org = [
        {"org_id": CITY, "name": "市公司"},
        {"org_id": COUNTY, "parent_org_id": CITY, "name": "县公司"},
        {"org_id": STATION, "parent_org_id": COUNTY, "name": "供电所"},
    ]
    points = [("p1", "c1", "1001"), ("p2", "c2", "1001"), ("p3", "c2", "2001"), ("p4", "c3", "9999")]
    deliver(
        store,
        moment(1),
        org=org,
        customer=[{"customer_id": f"c{number}", "org_id": STATION} for number in (1, 2, 3)],
        point=[{"point_id": one, "customer_id": of, "price_code": code, "org_id": STATION} for one, of, code in points],
    )
    return root


def deliver(store: Store, received_at: datetime, **rows: list[dict[str, Any]]) -> None:
    """Rows of some tables as a utility delivers them."""
    content = repr(rows).encode()
    file = DeliveredFile("export.csv", hashlib.sha256(content).hexdigest(), len(content))
    delivery = Delivery(source="utility", profile="own", profile_digest="1", files=(file,), received_at=received_at)
    with store.begin(delivery) as writer:
        counts = {}
        for name, given in rows.items():
            full = [{column: row.get(column) for column in table(name).by_name} for row in given]
            number = writer.append(name, pa.Table.from_pylist(full, schema=table(name).arrow_schema))
            counts[name] = Counts(number, number)
        writer.commit(counts)


def held(root: Path, *names: str, as_of: datetime | None = None) -> dict[str, list[dict[str, Any]]]:
    """The rows of tables as a reader finds them, in the order of their keys."""
    found = {}
    with DuckDbEngine() as engine:
        Store.open(root).snapshot(as_of).open(engine, names or TABLES)
        for name in names or TABLES:
            columns, key = ", ".join(table(name).by_name), ", ".join(table(name).primary_key)
            found[name] = engine.query(f"SELECT {columns} FROM {name} ORDER BY {key}").to_pylist()
    return found


def in_order(tables: Any) -> dict[str, list[dict[str, Any]]]:
    """Compiled tables in the same form."""
    return {
        name: rows.sort_by([(column, "ascending") for column in table(name).primary_key]).to_pylist()
        for name, rows in tables.items()
    }


def book_file(folder: Path, text: str = REGION, name: str = "hill.yaml") -> str:
    """A book as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


JULY_2026 = date(2026, 7, 1)
