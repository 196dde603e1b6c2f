"""Which customers of a store a change of prices touches: those whose points have a price that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.store.store import Store
from jicha.tariffs.book import Book, Item, in_force
from jicha.tariffs.day_lines import What
from jicha.tariffs.diff import Change

_CODES = pa.schema([("price_code", pa.string())])
_UNITS = pa.schema([("org_id", pa.string())])
_CUSTOMERS = (
    "SELECT c.org_id, o.name AS unit, p.price_code, c.customer_id, p.point_id FROM point AS p "
    "INNER JOIN customer AS c ON c.customer_id = p.customer_id INNER JOIN touched_unit AS u ON u.org_id = c.org_id "
    "INNER JOIN touched_code AS t ON t.price_code = p.price_code LEFT JOIN org AS o ON o.org_id = c.org_id "
    "WHERE p.point_status IS NULL OR p.point_status = 'in_use' "
    "ORDER BY c.org_id, p.price_code, c.customer_id, p.point_id"
)


@dataclass(frozen=True, slots=True)
class Touched:
    """The points touched (``org_id``, ``unit``, ``price_code``, ``customer_id``, ``point_id``), a row each.

    ``units`` is the number of units that have the region on the day; where none has, nobody can be named.
    """

    points: pa.Table
    units: int

    def counted(self) -> list[Mapping[str, object]]:
        """Customers by unit and price code."""
        found: dict[tuple[str, str, str], set[str]] = {}
        for row in self.points.to_pylist():
            found.setdefault((row["org_id"], row["unit"] or row["org_id"], row["price_code"]), set()).add(
                row["customer_id"]
            )
        return [
            {"org_id": org, "unit": unit, "price_code": code, "customers": len(customers)}
            for (org, unit, code), customers in found.items()
        ]


def codes_touched(book: Book, changes: Iterable[Change], day: date) -> tuple[str, ...]:
    """The codes, as utilities write them, of the items that any of the changes is about."""
    held = {
        one.code: one
        for one in (*in_force(book.items, date.fromordinal(day.toordinal() - 1)), *in_force(book.items, day))
    }
    items = {item.code: item for change in changes for item in held.values() if _is_about(change, item)}
    return tuple(sorted({code for item in items.values() for code in (item.code, *item.codes)}))


def touched(root: Path, region: str, codes: Iterable[str], day: date) -> Touched:
    """The points with one of the codes, of customers whose unit has the region on a day."""
    snapshot = Store.open(root).snapshot()
    with DuckDbEngine() as engine:
        snapshot.open(engine, ("org", "price_region", "customer", "point"))
        parents = {
            row["org_id"]: row["parent_org_id"]
            for row in engine.query("SELECT org_id, parent_org_id FROM org").to_pylist()
        }
        named = _named(engine.query("SELECT org_id, region, valid_from, valid_to FROM price_region").to_pylist(), day)
        units = [org for org in parents if _region_of(org, parents, named) == region]
        engine.register("touched_unit", pa.Table.from_pylist([{"org_id": org} for org in units], schema=_UNITS))
        engine.register("touched_code", pa.Table.from_pylist([{"price_code": one} for one in codes], schema=_CODES))
        return Touched(engine.query(_CUSTOMERS), len(units))


def _is_about(change: Change, item: Item) -> bool:
    line = change.line
    if line.what in (What.PRICE, What.TERM):
        return line.of == item.code
    if line.what in (What.RATIO, What.PERIOD):
        return line.of == item.calendar
    if line.what is What.TIER:
        return item.tiered
    if line.what in (What.CAPACITY, What.WAIVER):
        return item.strategy == "two_part"
    if line.what is What.SURCHARGE:
        return item.price_class in change.classes and not item.surcharges_included
    return item.price_class in change.classes


def _named(rows: list[dict[str, object]], day: date) -> dict[str, str]:
    """The region that each unit is given on a day, the one with the latest first day."""
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: str(row["valid_from"])):
        begins, ends = row["valid_from"], row["valid_to"]
        assert isinstance(begins, date)
        if row["region"] and begins <= day and (not isinstance(ends, date) or day < ends):
            found[str(row["org_id"])] = str(row["region"])
    return found


def _region_of(org: str, parents: Mapping[str, str | None], named: Mapping[str, str]) -> str | None:
    """Its own, else that of the nearest unit above."""
    at: str | None = org
    seen: set[str] = set()
    while at is not None and at not in seen:
        if at in named:
            return named[at]
        seen.add(at)
        at = parents.get(at)
    return None
