"""All records together: no code or number that nobody knows, and no rule that accuses anybody of what was written."""

from __future__ import annotations

from datetime import date
from functools import cache

import billed_verdicts
import pyarrow as pa
import pytest
from billed_verdicts import LIBRARY, verdicts
from station_written import FIRST, LAST, fresh, newest, written

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window
from jicha.schema import code_list, table, tables
from jicha.twin.books.every_record import write_after_errors, write_before_errors, write_last
from jicha.twin.books.files import put_prices
from jicha.twin.records import KNOWN_ON

TODAY = date(2026, 1, 15)
# Of each rule that reads these records, whether it has somebody to judge in this town.
RULES = {
    "ACC-005": True, "BIL-044": True, "BIL-050": False, "BIL-051": True, "BIL-053": True, "BIL-054": True,
    "BIL-055": True, "BIL-056": True, "CHG-005": True, "CHG-006": True, "CHG-007": False, "CHG-008": True,
    "CHG-009": False, "CHG-010": False, "CHG-012": False, "CHG-015": True, "MET-008": False, "MET-018": True,
    "STF-004": True, "DAT-305": False,
}  # fmt: skip


def test_codes_are_known_and_whatever_is_named_exists() -> None:
    held = {name: newest(written(), name) for name in written().records.names()}
    keys = {name: {row[key] for row in rows for key in table(name).primary_key[:1]} for name, rows in held.items()}
    for name, rows in held.items():
        for column in table(name).columns:
            values = {row[column.name] for row in rows} - {None}
            if column.type.name == "code":
                assert values <= set(code_list(column.type.code_list).meanings), (name, column.name)
            elif column.references and table(column.references[0]).primary_key[0] == column.references[1]:
                assert values <= keys.get(column.references[0], set()), (name, column.name)


def test_no_row_is_known_before_the_window_and_states_have_an_order() -> None:
    for name in written().records.names():
        days = written().records.rows(name)[KNOWN_ON].to_pylist()
        assert min(days) >= FIRST, name


@cache
def _engine() -> DuckDbEngine:
    books = fresh()
    write_before_errors(books)
    write_after_errors(books)
    write_last(books)
    put_prices(books.records, books.world)
    books.close()
    engine = DuckDbEngine()
    orgs = [row["org_id"] for row in newest(books, "org")]
    complete = {"complete_from": date(2000, 1, 1), "complete_to": date(2026, 12, 31)}
    feeds = [{"org_id": org, "record": name, **complete} for org in orgs for name in tables()]
    held = set(books.records.names())
    for name in tables():
        rows = feeds if name == "feed" else newest(books, name, TODAY) if name in held else []
        told = [{key: value for key, value in row.items() if key != KNOWN_ON} for row in rows]
        engine.register(name, pa.Table.from_pylist(told, schema=table(name).arrow_schema))
    return engine


@pytest.mark.parametrize("code", sorted(RULES))
def test_no_rule_that_reads_them_finds_or_doubts_anything(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(billed_verdicts, "WINDOW", Window(FIRST, date(2026, 1, 1), TODAY))
    assert LIBRARY.pages[code].code == code
    found = {row["verdict"] for row in verdicts(_engine(), [code])[code]}
    assert found <= {"spare", "excluded"}
    assert bool(found) == RULES[code]
    assert LAST < TODAY
