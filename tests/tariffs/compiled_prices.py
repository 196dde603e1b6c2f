"""The rows that the fact ``price_in_period`` reads, put together from compiled tables as its SELECT does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from jicha.facts.price_in_period import kernel

_BLANK = dict.fromkeys(("price_class", "price_strategy", "tiered", "surcharges_included"))


def price_in_period(
    tables: Mapping[str, pa.Table], code: str, start: date, end: date, *, reading: str | None = "by_days"
) -> dict[str, Any]:
    """The fact's row for a price and period; empty where no edition has the price."""
    rows = list(_lines(tables, code, start, end, reading))
    return kernel(pa.Table.from_pylist(rows)).to_pylist()[0] if rows else {}


def _lines(
    tables: Mapping[str, pa.Table], code: str, start: date, end: date, reading: str | None
) -> Iterator[dict[str, Any]]:
    key = {"price_code": code, "period_start": start, "period_end": end, "month": start.replace(day=1)}
    classes = {}
    for book in tables["price_book"].to_pylist():
        for item in tables["price_item"].to_pylist():
            if (item["book_id"], item["price_code"]) != (book["book_id"], code) or not _meets(book, start, end):
                continue
            classes[item["price_class"]] = book["region"]
            same = key | {"region": book["region"], "reading": reading}
            for line in tables["price_component"].to_pylist():
                if (line["book_id"], line["price_code"]) == (book["book_id"], code):
                    days = {name: book[name] for name in ("valid_from", "valid_to")}
                    yield same | days | {name: item[name] for name in _BLANK} | line | {"surcharge_item": None}
    for price_class, region in classes.items():
        for rate in tables["surcharge_rate"].to_pylist():
            if rate["price_class"] == price_class:
                days = {name: rate[name] for name in ("valid_from", "valid_to")}
                fund = {
                    "component": "surcharge",
                    "period_of_day": "total",
                    "tier": None,
                    "surcharge_item": rate["item"],
                }
                price = {"unit_price": rate["rate"] if rate["allowed"] else 0 * rate["rate"], "capacity_price": None}
                rest = {"demand_price": None, "in_power_factor_base": False, "region": region, "reading": reading}
                yield key | days | _BLANK | {"price_class": price_class} | fund | price | rest


def _meets(book: Mapping[str, Any], start: date, end: date) -> bool:
    return bool(book["valid_from"] < end and (book["valid_to"] is None or book["valid_to"] > start))
