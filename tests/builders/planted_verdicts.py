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
from billed_verdicts import LIBRARY

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import NOT_JUDGED, Window, drop, judge, page_sql, prepare_subject
from jicha.pages.stage import compute_fact
from jicha.schema import table, tables
from jicha.twin.books.book import Books
from jicha.twin.books.files import put_prices
from jicha.twin.error import Desk, Error, Stage, Truth, planted
from jicha.twin.every_error import all_errors
from jicha.twin.records import KNOWN_ON
from jicha.twin.scenario import Planted, scenario
from jicha.twin.station_run import run_station
from jicha.twin.world import World

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
TODAY = date(2026, 1, 20)
WINDOW = Window(FIRST, date(2026, 1, 1), TODAY)
CUSTOMERS = 400
COUNT = 6
BILLING_CODES = tuple(sorted(code for code in LIBRARY.pages if code.startswith("BIL")))
_OF_BILLING = {f"BIL-{number:03d}" for number in range(1, 37)}
_TOO_FEW = ("few_peers",)  # neighbours: the station is small, so a home may have too few to be judged by
_COMPLETE_FROM = date(2010, 1, 1)
_DEDICATED_SHARE = Decimal("0.28")  # more than in a town, so that a small station has several of each kind

Found = dict[str, list[dict[str, Any]]]


def clean_books(*, with_lives: bool = False) -> Books:
    """The books of a station without theft, faults and lives, made anew: nothing in them is wrong."""
    town = scenario("town")
    honest = replace(
        town, theft=Planted(), faults=Planted(), lives=town.lives if with_lives else Planted(), curve_days=0,
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


def plant(errors: Sequence[Error], codes: Sequence[str], count: int, *, with_lives: bool = False) -> Outcome:
    """Plant ``count`` of each error in a copy of the clean books and run the rules ``codes`` before and after."""
    books = clean_books(with_lives=with_lives)
    desk = Desk(books, count)
    truths = [one for stage in Stage for one in planted(desk, errors, stage)]
    with settled_in(books) as engine:
        after = verdicts(engine, codes)
    return Outcome(truths, before(tuple(codes), with_lives=with_lives), after)


@cache
def before(codes: tuple[str, ...], *, with_lives: bool) -> Found:
    """What the rules say of the clean books."""
    with settled_in(clean_books(with_lives=with_lives)) as engine:
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


def kinds() -> list[Error]:
    """The errors that are planted for BIL-001 to BIL-036 (not of roofs), and the wrong price table."""
    return [
        one
        for one in all_errors().values()
        if (one.codes[0] in _OF_BILLING and one.codes[0] != "BIL-035") or one.code == "wrong_price_table"
    ]


@cache
def billing() -> Outcome:
    """All of them planted together, and what all rules of billing say; computed once for all test modules."""
    return plant(kinds(), BILLING_CODES, COUNT)


def faults(outcome: Outcome, kind: str) -> list[str]:
    """What is wrong with what the rules say of one kind: not found, other money or energy, a near miss not spared."""
    return [
        f"{truth.code} {truth.subject_id} {truth.period}: {fault}"
        for error, truth in outcome.truths
        if error.code == kind
        for fault in _faults(outcome, truth)
    ]


def _faults(outcome: Outcome, truth: Truth) -> Iterator[str]:
    key = (truth.subject_id, truth.period)
    rows = [one for one in outcome.after[truth.code] if (one["subject_id"], one["period_start"]) == key]
    verdict = rows[0]["verdict"] if rows else "not judged"
    if truth.expect == "spare":
        if verdict != "spare" and rows[0]["reason"] not in _TOO_FEW:
            yield f"a near miss is {verdict}"
        return
    if key not in outcome.found(truth.code):
        yield f"{verdict} instead of found"
        return
    money = rows[0].get("at_stake_money")
    if (money is None) != (truth.money is None) or (
        money is not None and truth.money is not None and abs(money - truth.money) > truth.tolerance
    ):
        yield f"{money} CNY instead of {truth.money}"
    if rows[0].get("at_stake_kwh") != truth.kwh:
        yield f"{rows[0].get('at_stake_kwh')} kWh instead of {truth.kwh}"
