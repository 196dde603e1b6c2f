"""What the rules of billing and charges say of a simulated station: its books in an engine, then rule after rule.

Run as a script it prints, of each rule, how many subjects are found, spared, unsure and excluded, and why.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import NOT_JUDGED, Window, drop, judge, page_sql, prepare_subject
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.schema import table, tables
from jicha.twin.books.book import Books
from jicha.twin.books.files import put_prices
from jicha.twin.records import KNOWN_ON
from jicha.twin.scenario import scenario
from jicha.twin.station_run import run_station
from jicha.twin.world import World

LIBRARY = Library.shipped()
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
TODAY = LAST + timedelta(40)
WINDOW = Window(FIRST, LAST + timedelta(1), TODAY)
_FAMILIES = ("BIL", "CHG")
_JUDGING = ("breach", "error", "gap")


def judged() -> list[str]:
    """The rules of billing and charges that accuse somebody, some record or some control."""
    return sorted(
        code for code, page in LIBRARY.pages.items() if code[:3] in _FAMILIES and page.severity in _JUDGING
    )  # fmt: skip


def honest_books(seed: int = 1, customers: int = 300) -> Books:
    """The closed books of the first station of a clean world, over a year without curves."""
    told = scenario("clean")
    many = replace(told.network, areas_of_a_station=1000, dedicated_share=Decimal("0.18"))
    told = replace(told, network=many)
    world = World(seed, replace(told, curve_days=0), customers, FIRST, LAST)
    books = run_station(world, 0).books
    put_prices(books.records, world)
    books.close()
    return books


@contextmanager
def engine_of(books: Books) -> Iterator[DuckDbEngine]:
    """An engine that holds every canonical table as it stands at the end, and feeds that are complete."""
    records = books.records
    for name in tables():
        records.put("feed", FIRST, org_id=books.org, record=name, complete_from=date(2010, 1, 1), complete_to=TODAY)
    with DuckDbEngine() as engine:
        for name in tables():
            engine.register(name, _latest(name, records.rows(name)))
        yield engine


def _latest(name: str, rows: pa.Table) -> pa.Table:
    """The last state of every key."""
    of = table(name)
    if not len(rows):
        return of.arrow_schema.empty_table()
    last: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(rows.to_pylist(), key=lambda one: one[KNOWN_ON]):
        last[tuple(row[key] for key in of.primary_key)] = row
    plain = [{key: value for key, value in row.items() if key != KNOWN_ON} for row in last.values()]
    return pa.Table.from_pylist(plain, schema=of.arrow_schema)


def verdicts(engine: DuckDbEngine, codes: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The verdicts of each rule with their reasons."""
    pages = [LIBRARY.pages[code] for code in codes]
    for fact in LIBRARY.facts_for([*pages, LIBRARY.pages[NOT_JUDGED]]):
        compute_fact(engine, fact, {}, WINDOW)
    compute_fact(engine, LIBRARY.pages[NOT_JUDGED], {}, WINDOW)
    for kind in sorted({page.subject[0] for page in pages if page.subject}):
        prepare_subject(engine, kind)
    found = {}
    for page in pages:
        whole = judge(engine, page, sql=page_sql(page, {}, WINDOW), values={}, window=WINDOW).whole
        found[page.code] = engine.query(f"SELECT * FROM {whole} ORDER BY subject_id").to_pylist()
        drop(engine, page)
    return found


def _main() -> None:
    wanted = sys.argv[1:]
    if wanted == ["checks"]:
        wanted = sorted(
            code for code, page in LIBRARY.pages.items() if code[:3] in _FAMILIES and page.severity == "check"
        )
    books = honest_books()
    kinds = {one.number: one.archetype for one in books.station.accounts}
    print(Counter(kinds.values()))
    with engine_of(books) as engine:
        for code, rows in verdicts(engine, wanted or judged()).items():
            told = Counter(row["verdict"] for row in rows)
            print(code, LIBRARY.pages[code].title, dict(told))
            for verdict in ("find", "unsure", "excluded"):
                reasons = Counter(
                    (row["reason"], kinds.get(str(row["subject_id"])[:10], "-"))
                    for row in rows
                    if row["verdict"] == verdict
                )
                for (reason, kind), count in reasons.most_common(6):
                    print("    ", verdict, count, reason, kind)
                if verdict == "find" or wanted:
                    for row in [row for row in rows if row["verdict"] == verdict][:2]:
                        print("        ", {key: str(value) for key, value in row.items() if value is not None})


if __name__ == "__main__":
    _main()
