"""The stored prices of a region as a price book: each edition's prices hold on the edition's days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from jicha.audit.rate.rows import Row, Rows, holds
from jicha.audit.rate.rules import blank_fund_days, capacity_rules, confidence_of, surcharges, tiers, waivers
from jicha.tariffs.book import Book, Item, Price, Source

_ENERGY = ("energy", "market_energy", "transport", "grid_loss", "system_operation")
_PRICE_OF = {"capacity": "capacity_price", "demand": "demand_price", **dict.fromkeys(_ENERGY, "unit_price")}
_UNIT_OF = {"capacity": "CNY/kVA/month", "demand": "CNY/kW/month", **dict.fromkeys(_ENERGY, "CNY/kWh")}


class _Kind(NamedTuple):
    """What makes two editions of a price one item."""

    price_class: str
    strategy: str
    tiered: bool
    surcharges_included: bool
    by_hours: bool


class _Stretch(NamedTuple):
    """Days [``first``, ``after``) on which one price code has one kind and one set of prices."""

    first: date
    after: date | None
    kind: _Kind
    prices: tuple[Price, ...]


def book_of(rows: Rows, region: str) -> Book:
    """The prices of a region that are in force, dated by their editions.

    Days on which a price code has no edition, or one with a blank (a price, a fund of its class, whether it has tiers),
    are left out of it, so that a bill that lies on one is refused. Editions that hold together stay together, and the
    biller refuses to choose.
    """
    books = [
        row for row in rows.of("price_book", region=region, book_status="in_force") if row["valid_from"] is not None
    ]
    codes = {row["price_code"] for book in books for row in rows.of("price_item", book_id=book["book_id"])}
    funds = surcharges(rows, region)
    return Book(
        book=region,
        region=region,
        name=region,
        name_zh=region,
        sources=tuple(_sources(books)),
        items=tuple(item for code in sorted(codes) for item in _items(rows, books, code)),
        tiers=tuple(tiers(rows, region)),
        surcharges=tuple(funds),
        capacity_rules=tuple(capacity_rules(rows, region)),
        waivers=tuple(waivers(rows, region)),
    )


def _sources(books: list[Row]) -> Iterator[Source]:
    for book in books:
        yield Source(book["book_id"], book["source"] or book["name"] or book["book_id"], book["document_no"] or "")


def _items(rows: Rows, books: list[Row], code: str) -> Iterator[Item]:
    """The price of a code, one item for each run of days on which its kind does not change."""
    runs: list[list[_Stretch]] = []
    for one in _stretches(rows, books, code):
        if runs and runs[-1][-1].kind == one.kind and runs[-1][-1].after == one.first:
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        kind = run[0].kind
        yield Item(
            code=code,
            name=code,
            name_zh=code,
            price_class=kind.price_class,
            strategy=kind.strategy,
            valid_from=run[0].first,
            valid_to=run[-1].after,
            # the prices of an edition are those of its periods already: nothing floats
            tiered=kind.tiered,
            surcharges_included=kind.surcharges_included,
            prices=tuple(price for one in run for price in one.prices),
        )


def _stretches(rows: Rows, books: list[Row], code: str) -> Iterator[_Stretch]:
    editions = [
        (book, item) for book in books if (item := rows.one("price_item", book_id=book["book_id"], price_code=code))
    ]
    classes = {item["price_class"] for _, item in editions}
    blank = [row for one in classes if one is not None for row in blank_fund_days(rows, books[0]["region"], one)]
    edges = {day for row in (*(book for book, _ in editions), *blank) for day in (row["valid_from"], row["valid_to"])}
    days = sorted(day for day in edges if day is not None)
    for first, after in pairwise([*days, None]):
        if first is None:
            continue
        for book, item in editions:
            if not holds(book, first) or _lacks_a_fund(item, blank, first):
                continue
            prices = _prices(rows, book, code, first=first, after=after)
            kind = _kind(item, prices)
            if kind is not None and prices:
                yield _Stretch(first, after, kind, prices)


def _lacks_a_fund(item: Row, blank: list[Row], day: date) -> bool:
    """Whether the class of a price pays a fund on a day whose rate is not known, and the price does not contain it."""
    if item["surcharges_included"] is True:
        return False
    return any(row["price_class"] == item["price_class"] and holds(row, day) for row in blank)


def _kind(item: Row, prices: tuple[Price, ...]) -> _Kind | None:
    found = (item["price_class"], item["price_strategy"], item["tiered"], item["surcharges_included"])
    return None if None in found else _Kind(*found, any(one.period != "total" for one in prices))


def _prices(rows: Rows, book: Row, code: str, *, first: date, after: date | None) -> tuple[Price, ...]:
    """The prices of an edition on some of its days; none where one is blank, or is of a kind that we do not know."""
    found = []
    for row in rows.of("price_component", book_id=book["book_id"], price_code=code):
        if row["tier"] != 1:
            continue  # what higher tiers cost more stands in the rules of tiers
        component = row["component"]
        price = row[_PRICE_OF[component]] if component in _PRICE_OF else None
        if price is None:
            return ()
        in_base = row["in_power_factor_base"]
        found.append(
            Price(
                component=component,
                price=price,
                unit=_UNIT_OF[component],
                valid_from=first,
                valid_to=after,
                period=row["period_of_day"] if component in _ENERGY else "total",
                in_power_factor_base=True if in_base is None else in_base,
                source=book["book_id"],
                confidence=confidence_of(book),
            )
        )
    return tuple(found)
