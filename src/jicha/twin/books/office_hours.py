"""When offices work: working days of the national calendar, and local clock times as the instants that records hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from jicha.engine.workdays import work_calendar

_LOCAL = timedelta(hours=8)  # China has one time and no summer time


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A local clock time of a day as an instant."""
    return datetime(day.year, day.month, day.day, hour, minute) - _LOCAL


def local_day(instant: datetime) -> date:
    """The local day on which an instant lies."""
    return (instant + _LOCAL).date()


def is_workday(day: date) -> bool:
    """Whether offices are open; Monday to Friday on days that the calendar does not cover."""
    counted = work_calendar().between(day - timedelta(1), day)
    return day.weekday() < 5 if counted is None else counted == 1


def open_day(day: date) -> date:
    """The day itself if offices are open, else the next on which they are."""
    while not is_workday(day):
        day += timedelta(1)
    return day


def open_day_before(day: date) -> date:
    """The last working day before a day."""
    day -= timedelta(1)
    while not is_workday(day):
        day -= timedelta(1)
    return day


def workdays_after(day: date, count: int) -> date:
    """The ``count``-th working day after a day; the day itself for none."""
    for _ in range(count):
        day = open_day(day + timedelta(1))
    return day


def workdays_before(day: date, count: int) -> date:
    """The ``count``-th working day before a day; the day itself for none."""
    for _ in range(count):
        day = open_day_before(day)
    return day


def months_from(first: date, last: date) -> list[date]:
    """The first days of the months from that of ``first`` to that of ``last``."""
    found = [first.replace(day=1)]
    while found[-1] < last.replace(day=1):
        day = found[-1]
        found.append(date(day.year + day.month // 12, day.month % 12 + 1, 1))
    return found
