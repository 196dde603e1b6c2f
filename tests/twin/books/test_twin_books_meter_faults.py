"""Few faults, mended in days, that cost nobody energy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from station_by_hand import books_of, home
from station_written import by_key, newest, written

from jicha.twin.books.dials import Dials
from jicha.twin.books.meter_faults import write_meter_faults


def dials() -> Dials:
    return next(iter(written().dials.values()))


def test_faults_of_many_areas_are_mended_within_days_and_lose_nothing() -> None:
    books = books_of(home())
    area = books.station.areas[0]
    many = tuple(replace(area, number=f"99{one:08d}") for one in range(60))
    books.station = replace(books.station, areas=many)
    books.dials[area.accounts[0].places[0].number] = dials()
    write_meter_faults(books)
    rows = books.records.of("meter_fault")
    assert 5 <= len(rows) <= 28  # 60 areas, 12 months, 2 in a hundred: 14 are expected
    orders = {row["order_id"] for row in books.records.of("service_order")}
    for row in rows:
        assert row["lost_kwh"] == row["lost_money"] == 0
        assert row["order_id"] in orders
        assert timedelta(0) < row["finished_at"] - row["reported_at"] < timedelta(days=12)


def test_the_station_has_none_without_an_order() -> None:
    assert all(row["order_id"] in by_key("service_order") for row in newest(written(), "meter_fault"))
