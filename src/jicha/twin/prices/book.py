"""The price book of the simulated province: what lasts from a file, and the agency's price of each month.

Commerce and industry pay what the grid's agency bought for in the month. That price wanders with the season here; like
all figures of the province it is made up, and told to the utility's customers in its price tables.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from math import cos, pi
from typing import Any

from jicha.tariffs.book import Book, Confidence, Item, Price
from jicha.tariffs.book_file import read_book
from jicha.tariffs.conventions import Settled
from jicha.twin.streams import Stream

REGION = "99"
_RULES_FROM = date(2012, 7, 1)
FIRST_DAY = date(2023, 6, 1)  # of the prices of commerce and industry in this form
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
FEED_IN_PRICE = Decimal("0.3900")  # CNY/kWh, at which what panels feed in is bought
LEAVER_RATIO = Decimal("1.5")  # what who left the market without reason pays of the agency's price
_MEAN, _SWING, _BY_CHANCE = 0.41, 0.025, 0.012  # CNY/kWh: dear in winter and summer, cheap in spring and autumn
_GRID_LOSS, _SYSTEM = Decimal("0.0150"), Decimal("0.0400")


@cache
def province_book(seed: int, last: date) -> Book:
    """The book that knows the agency's price of every month until ``last``."""
    text = (files("jicha.twin.prices") / "province.yaml").read_text(encoding="utf-8")
    lasting = read_book(text, "province.yaml")
    bought = _bought(seed, last)
    return replace(lasting, items=(*lasting.items, *(_business(row, bought) for row in _rows())))


def industry_rules() -> list[dict[str, Any]]:
    """Which classes of prices an industry may have: rows of ``industry_price_rule``, made up as the prices are."""
    with (files("jicha.twin.prices") / "industries.csv").open(encoding="utf-8") as file:
        return [{**row, "valid_from": _RULES_FROM} for row in csv.DictReader(file)]


def month_after(day: date) -> date:
    """The first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _bought(seed: int, last: date) -> tuple[Price, ...]:
    found = []
    month = FIRST_DAY
    while month <= last:
        chance = float(Stream(seed, "agency", f"{month:%Y-%m}").normal(1)[0])
        price = _MEAN + _SWING * cos(4 * pi * (month.month - 1) / 12) + _BY_CHANCE * chance
        after = month_after(month)
        end = after if after <= last else None
        found.append(_price("market_energy", Decimal(round(price * 10000)) / 10000, month, end, floats=True))
        month = after
    return tuple(found)


def _business(row: dict[str, str], bought: tuple[Price, ...]) -> Item:
    by_hours = row["by_hours"] == "yes"
    prices = [
        *(bought if by_hours else (replace(one, floats=False) for one in bought)),
        _price("transport", Decimal(row["transport"]), FIRST_DAY),
        _price("grid_loss", _GRID_LOSS, FIRST_DAY),
        _price("system_operation", _SYSTEM, FIRST_DAY),
    ]
    if row["capacity"]:
        prices += [
            _price("capacity", Decimal(row["capacity"]), FIRST_DAY, unit="CNY/kVA/month"),
            _price("demand", Decimal(row["demand"]), FIRST_DAY, unit="CNY/kW/month"),
        ]
    return Item(
        row["code"],
        row["name"],
        row["name_zh"],
        row["price_class"],
        "two_part" if row["capacity"] else "single_part",
        FIRST_DAY,
        voltages=tuple(row["voltages"].split()),
        time_of_use=by_hours,
        calendar="business" if by_hours else "",
        prices=tuple(prices),
    )


def _price(
    component: str, price: Decimal, begin: date, end: date | None = None, *, unit: str = "CNY/kWh", floats: bool = False
) -> Price:
    return Price(component, price, unit, begin, end, floats=floats, source="made", confidence=Confidence.A)


def _rows() -> list[dict[str, str]]:
    with (files("jicha.twin.prices") / "business.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
