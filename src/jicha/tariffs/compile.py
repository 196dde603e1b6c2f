"""A price book as canonical tables, so that the facts of the engine price bills by what the book says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from jicha.schema import table
from jicha.tariffs import power_factor
from jicha.tariffs.book import Book, Item
from jicha.tariffs.compiled_rules import rule_rows
from jicha.tariffs.compiled_values import exact, known_confidence
from jicha.tariffs.editions import Edition, editions, effective_prices, weakest
from jicha.tariffs.rating import ENERGY_COMPONENTS
from jicha.terms.errors import Fault, JichaError, Words

TABLES = (
    "price_book",
    "price_item",
    "price_component",
    "price_ratio",
    "period_table",
    "surcharge_rate",
    "tier_rule",
    "capacity_rule",
    "component_waiver",
    "price_scope",
    "fee_standard",
    "power_factor_step",
)
_CNY, _DIGITS = "CNY", 8
_PRICE_OF = {"kWh": "unit_price", "kVA/month": "capacity_price", "kW/month": "demand_price"}
_COMPONENTS_OF = {"kWh": ENERGY_COMPONENTS, "kVA/month": ("capacity",), "kW/month": ("demand",)}
_FOR_THE_SCALAR = Words(
    "The engine has no form for it; compute such bills with jicha rate.",
    "批量计算不支持此项；此类账单请用 jicha rate 计算。",
)
_Row = dict[str, Any]


class CannotCompile(JichaError):
    """A book that prices bills in a way that the tables have no form for."""


def tables_of(book: Book) -> Mapping[str, pa.Table]:
    """The rows of every table of ``TABLES`` that a book states, in the canonical schema; the same for the same book.

    Expects a book that ``check`` found nothing wrong with. Raises CannotCompile with everything that stands in the way,
    and MissingPrice or OverlappingPrices for a book that was not checked.
    """
    faults = tuple(_obstacles(book))
    if faults:
        raise CannotCompile(faults)
    rows: dict[str, list[_Row]] = {name: [] for name in TABLES}
    for edition in editions(book):
        for name, row in _edition_rows(book, edition):
            rows[name].append(row)
    for name, row in (*rule_rows(book), *_power_factor_rows()):
        rows[name].append(row)
    return MappingProxyType({name: _table(name, found) for name, found in rows.items()})


def book_id(book: Book, edition: Edition) -> str:
    """The identifier of an edition, as ``36@2026-08-01``."""
    return f"{book.region}@{edition.valid_from}"


def _edition_rows(book: Book, edition: Edition) -> Iterator[tuple[str, _Row]]:
    number = book_id(book, edition)
    yield "price_book", _book_row(book, edition, number)
    for item in _whole(edition):
        lines = [{"book_id": number, **one} for one in _components(book, edition, item)]
        for code in dict.fromkeys((item.code, *item.codes)):
            yield "price_item", _item_row(item, number, code)
            for line in lines:
                yield "price_component", line | {"price_code": code}


def _whole(edition: Edition) -> list[Item]:
    """Its items without those that lack a component: the tables would read what is missing as free of charge."""
    return [item for item in edition.items if not item.lacks]


def _book_row(book: Book, edition: Edition, number: str) -> _Row:
    used = [one for item in _whole(edition) for one in effective_prices(book, item, edition.valid_from)]
    named = {datum.source for one in used for datum in one.data}
    sources = [one for one in book.sources if one.id in named]
    issued = [one.issued_on for one in sources if one.issued_on and one.issued_on <= edition.valid_from]
    return {
        "book_id": number,
        "region": book.region,
        "name": f"{book.name_zh} {edition.valid_from}",
        "document_no": "；".join(dict.fromkeys(one.document_no for one in sources if one.document_no)) or None,
        "issued_on": max(issued, default=None),
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "book_status": "in_force",
        "source": "；".join(dict.fromkeys(one.title for one in sources)) or None,
        "confidence": known_confidence(weakest(one.confidence for one in used)),
    }


def _item_row(item: Item, number: str, code: str) -> _Row:
    return {
        "book_id": number,
        "price_code": code,
        "name": item.name_zh,
        "price_class": item.price_class,
        "supply_voltage": item.voltages[0] if len(item.voltages) == 1 else None,
        "price_strategy": item.strategy,
        "time_of_use": item.time_of_use,
        "tiered": item.tiered,
        "flat_household": item.flat_household,
        "period_table": item.calendar or None,
        "surcharges_included": item.surcharges_included,
    }


def _components(book: Book, edition: Edition, item: Item) -> Iterator[_Row]:
    for one in effective_prices(book, item, edition.valid_from):
        yield {
            "component": one.price.component,
            "period_of_day": one.period,
            "tier": 1,
            _PRICE_OF[_per(one.price.unit)]: exact(one.amount, _DIGITS),
            "floats": one.ratio is not None,
            "in_power_factor_base": one.price.in_power_factor_base,
        }


def _power_factor_rows() -> Iterator[tuple[str, _Row]]:
    for one in power_factor.table().values():
        yield (
            "power_factor_step",
            {
                "power_factor_standard": one.standard,
                "power_factor": Decimal(one.hundredths).scaleb(-2),
                "percent": exact(one.percent, 2),
                "source": one.source,
                "confidence": known_confidence(one.confidence),
            },
        )


def _table(name: str, rows: list[_Row]) -> pa.Table:
    known = table(name)
    filled = [{column: row.get(column) for column in known.arrow_schema.names} for row in rows]
    return pa.Table.from_pylist(filled, schema=known.arrow_schema)


def _obstacles(book: Book) -> Iterator[Fault]:
    """Each thing that the tables have no form for, by its item."""
    if book.currency != _CNY:
        yield _fault(f"the book is in {book.currency}", f"电价本币种为 {book.currency}")
    for item in book.items:
        where = item.code
        if item.demand is not None:
            yield _fault(f"{where} has a demand rule of its own", f"{where} 有自身的需量规则")
        if any(one.months for one in item.prices):
            yield _fault(f"{where} has prices by season", f"{where} 有分季节价格")
        if any(one.above_kwh is not None or one.up_to_kwh is not None for one in item.prices):
            yield _fault(f"{where} has blocks of the month's energy", f"{where} 有按月电量分档的价格")
        for unit, component in dict.fromkeys((one.unit, one.component) for one in item.prices):
            per = _per(unit)
            if component not in _COMPONENTS_OF.get(per, ()):
                yield _fault(f"{where} charges {component} by the {per}", f"{where} 的 {component} 按 {per} 计收")
        for one in item.prices:
            if one.price != round(one.price, _DIGITS):
                yield _fault(
                    f"{where}: {one.price} has more than {_DIGITS} decimals", f"{where}：{one.price} 超过8位小数"
                )


def _fault(en: str, zh: str) -> Fault:
    return Fault.of(Words(en, zh), _FOR_THE_SCALAR)


def _per(unit: str) -> str:
    return unit.partition("/")[2]
