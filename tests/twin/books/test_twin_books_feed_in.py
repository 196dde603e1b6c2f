"""Settlements of what is fed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from jicha.twin.books.book import Books
from jicha.twin.books.feed_in import write_feed_in
from jicha.twin.prices.book import province_book
from jicha.twin.scenario import scenario
from jicha.twin.world import World

_FIRST, _LAST = date(2025, 1, 1), date(2025, 3, 31)


def test_each_whole_month_since_the_connection_is_settled_at_the_price_of_the_province() -> None:
    world = World(1, replace(scenario("clean"), curve_days=0), 20, _FIRST, _LAST)
    books = Books(world, world.station(0), province_book(1, _LAST))
    account = books.station.accounts[0]
    books.records.put("generator", _FIRST, generator_id="G", customer_id=account.number, connected_on=date(2025, 1, 20))
    write_feed_in(books, account, np.full(90, 2.0), np.full(90, 5.0))
    rows = books.records.of("feed_in_bill")
    # February has 28 days and March 31: 56 and 62 kWh at 0.39, of 140 and 155 that the panels gave
    assert [one["month"] for one in rows] == [date(2025, 2, 1), date(2025, 3, 1)]
    assert [one["export_kwh"] for one in rows] == [Decimal("56.00"), Decimal("62.00")]
    assert [one["generation_kwh"] for one in rows] == [Decimal("140.00"), Decimal("155.00")]
    assert [one["energy_money"] for one in rows] == [Decimal("21.84"), Decimal("24.18")]
