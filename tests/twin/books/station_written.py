"""The first station of a small town with all that it writes down, built once for all tests of books."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from jicha.schema import table
from jicha.twin.books.book import Books
from jicha.twin.books.every_record import write_after_errors, write_before_errors, write_last
from jicha.twin.records import KNOWN_ON
from jicha.twin.scenario import scenario
from jicha.twin.station_run import run_station
from jicha.twin.world import World

_OF_AREAS = ("area", "transformer", "point", "meter", "meter_installation")  # with their check meters
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


@cache
def _run() -> Books:
    return run_station(World(1, scenario("clean"), 150, FIRST, LAST), 0).books


def fresh() -> Books:
    """A station whose files and bills are written, and nothing else."""
    run = _run()
    books = Books(run.world, run.station, run.prices, dials=run.dials, recorded_area=run.recorded_area)
    books.write_files()
    for name in _OF_AREAS:
        (key,) = table(name).primary_key
        there = {row[key] for row in books.records.of(name)}
        for row in run.records.of(name):
            if row[key] not in there:
                columns = {column: value for column, value in row.items() if column != KNOWN_ON}
                books.records.put(name, row[KNOWN_ON], **columns)
    books.write_bills()
    return books


@cache
def written() -> Books:
    """The same with everything; nobody may change it."""
    books = fresh()
    write_before_errors(books)
    write_after_errors(books)
    write_last(books)
    return books


def newest(books: Books, name: str, until: date = date.max) -> list[dict[str, Any]]:
    """The rows of a table as they were last put, by key."""
    key = table(name).primary_key
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    rows = books.records.rows(name).to_pylist()
    for row in sorted((one for one in rows if one[KNOWN_ON] <= until), key=lambda one: one[KNOWN_ON]):
        found[tuple(row[column] for column in key)] = row
    return list(found.values())


def by_key(name: str) -> dict[str, dict[str, Any]]:
    """The newest rows of a table whose key is one column, by it."""
    (key,) = table(name).primary_key
    return {row[key]: row for row in newest(written(), name)}
