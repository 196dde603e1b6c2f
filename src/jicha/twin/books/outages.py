"""Outages of areas: works announced more than seven days before, faults mended in hours, and who was told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import at, months_from, open_day
from jicha.twin.records import Row
from jicha.twin.streams import Stream
from jicha.twin.world import Area

_PLANNED, _FAULT = 0.08, 0.05  # of each area and month
_ANNOUNCED_DAYS = 9
_DAYS_OF_A_MONTH = 27


def write_outages(books: Books) -> None:
    """Nobody has three of them in sixty days: works are put off where an area had one a month ago."""
    for area in books.station.areas:
        before = date.min
        for month in months_from(books.world.first, books.world.last):
            drawn = Stream(books.world.seed, area.number, f"outages {month:%Y-%m}").uniform(4).tolist()
            day = open_day(month + timedelta(int(_DAYS_OF_A_MONTH * drawn[1])))
            if day > books.world.last or day - before < timedelta(45):
                continue
            if drawn[0] < _PLANNED:
                _put_planned(books, area, day, drawn[2])
            elif drawn[0] < _PLANNED + _FAULT:
                start = at(day, 6 + int(15 * drawn[2]))
                end = start + timedelta(minutes=40 + int(140 * drawn[3]))
                _put(books, area, "fault", day, {"started_at": start, "ended_at": end})
            else:
                continue
            before = day


def _put_planned(books: Books, area: Area, day: date, drawn: float) -> None:
    announced = at(day - timedelta(_ANNOUNCED_DAYS), 9)
    start, until = at(day, 8), at(day, 14)
    ended = until - timedelta(minutes=int(90 * drawn))
    row = _put(books, area, "planned", day, {
        "announced_at": announced, "planned_from": start, "planned_to": until, "started_at": start, "ended_at": ended,
    })  # fmt: skip
    for account in area.accounts:
        if account.opened < day and not (account.closed and account.closed <= day):
            books.records.put(
                "outage_notice", max(books.world.first, day - timedelta(_ANNOUNCED_DAYS)), outage_id=row["outage_id"],
                customer_id=account.number, notice_no=1, notified_at=announced + timedelta(minutes=10),
                channel="message",
            )  # fmt: skip


def _put(books: Books, area: Area, kind: str, day: date, times: dict[str, datetime]) -> Row:
    there = sum(one.opened < day and not (one.closed and one.closed <= day) for one in area.accounts)
    return books.records.put(
        "outage", day, outage_id=f"TD{area.number}{day:%y%m%d}", org_id=books.org, line_id=books.station.line,
        area_id=area.number, outage_kind=kind, customers_affected=there, cancelled=False, **times,
    )  # fmt: skip
