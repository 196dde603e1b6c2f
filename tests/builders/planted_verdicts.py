"""What the rules say of a planted station: its books as canonical tables in an engine, before errors and after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
from billed_verdicts import LIBRARY, finds

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import NOT_JUDGED, Window, drop, judge, page_sql, prepare_subject
from jicha.pages.stage import compute_fact
from jicha.schema import table, tables
from jicha.twin.books.book import Books
from jicha.twin.books.files import put_prices
from jicha.twin.error import Desk, Error, Stage, Truth, planted
from jicha.twin.records import KNOWN_ON
from jicha.twin.scenario import Planted, scenario
from jicha.twin.station_run import run_station
from jicha.twin.world import World

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
TODAY = date(2026, 1, 20)
WINDOW = Window(FIRST, date(2026, 1, 1), TODAY)
CUSTOMERS = 400
_COMPLETE_FROM = date(2010, 1, 1)
_DEDICATED_SHARE = Decimal("0.28")  # more than in a town, so that a small station has several of each kind

Found = dict[str, list[dict[str, Any]]]


def clean_books() -> Books:
    """The books of a station without theft, faults and lives, made anew: nothing in them is wrong."""
    town = scenario("town")
    honest = replace(
        town, theft=Planted(), faults=Planted(), lives=Planted(), curve_days=0,
        network=replace(town.network, dedicated_share=_DEDICATED_SHARE),
    )  # fmt: skip
    world = World(3, honest, CUSTOMERS, FIRST, LAST)
    books = run_station(world, 0).books
    put_prices(books.records, world)
    return books


@dataclass(frozen=True)
class Outcome:
    """What was planted, and what the rules find of the same books without it and with it."""

    truths: list[tuple[Error, Truth]]
    before: Found
    after: Found

    def told(self, code: str) -> dict[tuple[str, date | None], Truth]:
        """What ``code`` must find, by subject and period."""
        return {
            (one.subject_id, one.period): one for _, one in self.truths if one.code == code and one.expect == "find"
        }

    def spared(self, code: str) -> set[tuple[str, date | None]]:
        """Near misses of ``code``, by subject and period."""
        return {(one.subject_id, one.period) for _, one in self.truths if one.code == code and one.expect == "spare"}

    def found(self, code: str) -> dict[tuple[str, date | None], dict[str, Any]]:
        """What ``code`` finds only because of the planting."""
        old = {(row["subject_id"], row["period_start"]) for row in self.before[code] if row["verdict"] == "find"}
        return {
            (row["subject_id"], row["period_start"]): row
            for row in self.after[code]
            if row["verdict"] == "find" and (row["subject_id"], row["period_start"]) not in old
        }


def plant(errors: Sequence[Error], codes: Sequence[str], count: int) -> Outcome:
    """Plant ``count`` of each error in a copy of the clean books and run the rules ``codes`` before and after."""
    books = clean_books()
    desk = Desk(books, count)
    truths = [one for stage in Stage for one in planted(desk, errors, stage)]
    with settled_in(books) as engine:
        after = verdicts(engine, codes)
    return Outcome(truths, before(tuple(codes)), after)


@cache
def before(codes: tuple[str, ...]) -> Found:
    """What the rules say of the clean books."""
    with settled_in(clean_books()) as engine:
        return verdicts(engine, codes)


@contextmanager
def settled_in(books: Books) -> Iterator[DuckDbEngine]:
    """An engine that holds every canonical table as it is at last, all feeds complete."""
    books.close()
    with DuckDbEngine() as engine:
        for name in tables():
            engine.register(name, _feeds(books) if name == "feed" else _latest(name, books))
        yield engine


def _latest(name: str, books: Books) -> pa.Table:
    """The last state of each row."""
    rows = books.records.rows(name).to_pylist()
    keys = table(name).primary_key
    last: dict[tuple[Any, ...], dict[str, Any]] = {}
    for place, row in enumerate(sorted(rows, key=lambda one: one[KNOWN_ON])):
        last[tuple(row[key] for key in keys) if keys else (place,)] = row
    return pa.Table.from_pylist(list(last.values()), schema=table(name).arrow_schema)


def _feeds(books: Books) -> pa.Table:
    rows = [
        {"org_id": books.org, "record": name, "complete_from": _COMPLETE_FROM, "complete_to": TODAY}
        for name in tables()
    ]
    return pa.Table.from_pylist(rows, schema=table("feed").arrow_schema)


def verdicts(engine: DuckDbEngine, codes: Sequence[str]) -> Found:
    """The verdicts of each rule, with the period and what is at stake."""
    pages = [LIBRARY.pages[code] for code in codes]
    for fact in LIBRARY.facts_for([*pages, LIBRARY.pages[NOT_JUDGED]]):
        compute_fact(engine, fact, {}, WINDOW)
    compute_fact(engine, LIBRARY.pages[NOT_JUDGED], {}, WINDOW)
    for kind in sorted({page.subject[0] for page in pages if page.subject}):
        prepare_subject(engine, kind)
    found: Found = defaultdict(list)
    for page in pages:
        whole = judge(engine, page, sql=page_sql(page, {}, WINDOW), values={}, window=WINDOW).whole
        found[page.code] = engine.query(f"SELECT * FROM {whole} ORDER BY subject_id").to_pylist()
        drop(engine, page)
    return found


__all__ = ["CUSTOMERS", "LIBRARY", "Outcome", "before", "clean_books", "finds", "plant", "settled_in", "verdicts"]
