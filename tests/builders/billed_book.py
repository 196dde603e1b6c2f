"""The prices of the billed town: the shipped book of region 36, completed with what a utility's month table adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from jicha.tariffs.book import Book, Item, Price, Scope
from jicha.tariffs.book_file import load_book
from jicha.tariffs.compile import tables_of
from jicha.tariffs.conventions import Settled

REGION = "36"
FIRST = date(2026, 8, 1)  # the first day of the transmission prices of the book
SETTLED = Settled.of(
    {
        "demand_over_limit": "over_from_contract",
        "day_divisor": "divisor_by_edition",
        "power_factor_base": "base_without_funds",
        "threshold_160": "inclusive",
        "tier_clearing": "calendar_year",
        "tier_pro_rata": "by_months_begun",
        "price_change": "by_days",
        "loss_rounding": "to_kwh",
        "money_rounding": "half_up",
        "late_fee_year_end": "split_at_year_end",
    }
)
BOUGHT = (("0.4102", 8), ("0.4050", 9), ("0.3990", 10))  # agency purchase by month, CNY/kWh: ours


@cache
def town_book() -> Book:
    """The book with a month table of the agency, prices of farming and pumping, and who must have hours."""
    book = load_book("cn_36")
    items = [_completed(one) for one in book.items]
    by_hours = [replace(one, code=f"{one.code}-T", time_of_use=True) for one in items if one.code.startswith("36-TD1")]
    hours = {"time_of_use": True, "calendar": "business"}
    items = [replace(one, **hours) if one.code.startswith("36-TD2") else one for one in items]
    by_hours = [replace(one, calendar="business") for one in by_hours]
    fields = (_plain("36-FARM", "agricultural", "0.55"), _plain("36-PUMP", "irrigation", "0.42"))
    own = [
        Scope("power_factor", "irrigation", "required", date(2015, 1, 1), capacity_from=Decimal(100)),
        Scope("time_of_use", "commercial_industrial", "allowed", date(2026, 1, 1)),
    ]
    return replace(book, items=(*items, *by_hours, *fields), scopes=(*book.scopes, *own))


@cache
def price_rows() -> dict[str, list[dict[str, Any]]]:
    """The canonical tables of the book, and the multiple that who left the market pays."""
    rows = {name: table.to_pylist() for name, table in tables_of(town_book()).items()}
    rows["price_book"] = [one | {"leaver_ratio": Decimal("1.5"), "price_version": "2026"} for one in rows["price_book"]]
    return rows


def _completed(item: Item) -> Item:
    if "market_energy" not in item.lacks:
        return item
    ends = [*(date(2026, month, 1) for _, month in BOUGHT[1:]), None]
    bought = [
        Price("market_energy", Decimal(price), "CNY/kWh", date(2026, month, 1), end, floats=True)
        for (price, month), end in zip(BOUGHT, ends, strict=True)
    ]
    others = [
        Price(name, Decimal(price), "CNY/kWh", FIRST)
        for name, price in (("grid_loss", ".015"), ("system_operation", ".04"))
    ]
    return replace(item, lacks=(), prices=(*item.prices, *bought, *others))


def _plain(code: str, price_class: str, price: str) -> Item:
    begin = date(2020, 1, 1)
    return Item(
        code,
        price_class,
        code,
        price_class,
        "single_part",
        begin,
        surcharges_included=True,
        prices=(Price("energy", Decimal(price), "CNY/kWh", begin),),
    )
