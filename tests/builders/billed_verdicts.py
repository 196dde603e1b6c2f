"""What the rules say of a town: all canonical tables in an engine, the facts they need, then rule after rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa
from billed_town import TODAY, Town

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import NOT_JUDGED, Window, drop, judge, page_sql, prepare_subject
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.schema import table, tables

LIBRARY = Library.shipped()
WINDOW = Window(date(2026, 1, 1), date(2026, 11, 1), TODAY)
_FAMILIES = ("BIL", "CHG")
_ACCUSING = ("breach", "error")


def accusing() -> list[str]:
    """The rules of billing and charges that accuse somebody or some record."""
    return sorted(
        code for code, page in LIBRARY.pages.items() if code[:3] in _FAMILIES and page.severity in _ACCUSING
    )  # fmt: skip


@contextmanager
def settled_in(town: Town) -> Iterator[DuckDbEngine]:
    """An engine that holds every canonical table, those that the town does not fill being empty."""
    with DuckDbEngine() as engine:
        for name in tables():
            engine.register(name, pa.Table.from_pylist(town.rows.get(name, []), schema=table(name).arrow_schema))
        yield engine


def verdicts(engine: DuckDbEngine, codes: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The verdicts of each rule, with what is at stake."""
    pages = [LIBRARY.pages[code] for code in codes]
    for fact in LIBRARY.facts_for([*pages, LIBRARY.pages[NOT_JUDGED]]):
        compute_fact(engine, fact, {}, WINDOW)
    compute_fact(engine, LIBRARY.pages[NOT_JUDGED], {}, WINDOW)
    for kind in sorted({page.subject[0] for page in pages if page.subject}):
        prepare_subject(engine, kind)
    found = {}
    for page in pages:
        whole = judge(engine, page, sql=page_sql(page, {}, WINDOW), values={}, window=WINDOW).whole
        query = f"SELECT subject_id, verdict, reason, at_stake_kwh, at_stake_money FROM {whole} ORDER BY subject_id"
        found[page.code] = engine.query(query).to_pylist()
        drop(engine, page)
    return found


def finds(rows: list[dict[str, Any]]) -> set[str]:
    """Who is found."""
    return {row["subject_id"] for row in rows if row["verdict"] == "find"}
