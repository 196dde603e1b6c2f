"""What is counted day by day: the counter's customers, the weather of the region, the voltage at some points."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import is_workday, months_from
from jicha.twin.prices.book import REGION
from jicha.twin.streams import Stream
from jicha.twin.weather import weather_of

_OF_A_THOUSAND = 9.0  # customers of 1,000 who come to the counter on a day
_WAIT_SECONDS, _SEATS = 240, 2
_MINUTES_OF_A_DAY = 1440
_OPENED = date(2016, 1, 1)


def write_service_days(books: Books) -> None:
    """The counter of the station on working days: nobody leaves without being served; and its counters and crew."""
    for kind, count in (("counter", _SEATS), ("crew", 1), ("vehicle", 1)):
        books.records.put(
            "service_resource", books.world.first, resource_id=f"ZY{books.station.number}{kind[:2].upper()}",
            org_id=books.org, resource_kind=kind, capacity_count=count, available_from=_OPENED,
        )  # fmt: skip
    mean = _OF_A_THOUSAND * len(books.station.accounts) / 1000
    drawn = Stream(books.world.seed, books.station.number, "counter").uniform(2 * books.world.days)
    for place in range(books.world.days):
        day = books.world.first + timedelta(place)
        if is_workday(day):
            requests = max(1, round(mean * (0.5 + float(drawn[2 * place]))))
            books.records.put(
                "service_load_daily", day, org_id=books.org, channel="counter", day=day, requests=requests,
                served=requests, abandoned=0,
                wait_seconds_total=int(requests * _WAIT_SECONDS * (0.5 + float(drawn[2 * place + 1]))),
                seats_open=_SEATS,
            )  # fmt: skip


def write_weather(books: Books) -> None:
    """Highest and lowest temperature of each day, of the weather that the loads had; the same for all stations."""
    world = books.world
    found = weather_of(world.seed, world.scenario.climate, world.first, world.days).temperature_degc
    for place, (low, high) in enumerate(zip(found.min(axis=1).tolist(), found.max(axis=1).tolist(), strict=True)):
        day = world.first + timedelta(place)
        books.records.put(
            "weather_day", day, region=REGION, day=day, temperature_max=_tenth(high), temperature_min=_tenth(low),
            drought=False,
        )  # fmt: skip


def write_voltages(books: Books) -> None:
    """The first household of each area is monitored (class D); an area keeps its voltage on more than 98 % of the time.

    The share is assumed, not taken from the flow, which is solved for the days of curves alone.
    """
    for area in books.station.areas:
        points = [one.places[0].number for one in area.accounts if one.places[0].number in books.dials]
        if not points:
            continue
        for month in months_from(books.world.first, books.world.last):
            after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
            minutes = _MINUTES_OF_A_DAY * (after - month).days
            drawn = float(Stream(books.world.seed, area.number, f"voltage {month:%Y-%m}").uniform(1)[0])
            under = int(minutes * 0.018 * drawn * drawn)
            books.records.put(
                "voltage_quality", after, point_id=points[0], month=month, monitor_class="D",
                qualified_percent=Decimal(round(100_000 * (1 - under / minutes))) / 1000, over_minutes=0,
                under_minutes=under, monitored_minutes=minutes,
            )  # fmt: skip


def _tenth(degrees: float) -> Decimal:
    return Decimal(round(10 * degrees)) / 10
