"""`point_of`"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.lookups import Lookups
from jicha.intake.rows import Rows
from jicha.intake.transforms.point_of import PointOf

CLUES = "{number: n, meter: m, serial_no: s, terminal: [t, p], customer: c}"


@pytest.fixture
def known() -> Iterator[Lookups]:
    """Meter m1 moved from P1 to P2 on 10 April; C1 has one point, C2 two of which one is withdrawn, C3 two."""
    installations = {
        "meter_id": ["t:m1", "t:m1", None],
        "serial_no": ["s1", "s1", "s2"],
        "point_id": ["t:P1", "t:P2", "t:P3"],
        "installed_on": [None, date(2026, 4, 10), None],
        "removed_on": [date(2026, 4, 9), None, None],
    }
    points = {
        "customer_id": ["t:C1", "t:C2", "t:C2", "t:C3", "t:C3"],
        "point_id": ["t:P1", "t:P2", "t:P9", "t:P3", "t:P4"],
        "point_status": [None, "in_use", "withdrawn", "in_use", "in_use"],
    }
    with DuckDbEngine(threads=1) as engine:
        engine.register("meter_installation", pa.table(installations))
        engine.register("point", pa.table(points))
        engine.register("acquisition_point", pa.table({"acquisition_point_id": ["t:T1:4"], "point_no": ["t:P7"]}))
        yield Lookups(engine, frozenset({"meter_installation", "point", "acquisition_point"}))


@pytest.fixture
def ask(tried: Callable[..., Any], rows_of: Callable[..., Rows], known: Lookups) -> Callable[..., Any]:
    def run(options: str = "", **columns: list[str | None]) -> tuple[Any, Rows]:
        count = len(next(iter(columns.values())))
        every = {word: columns.get(word, [None] * count) for word in ("n", "m", "s", "t", "p", "c", "d")}
        one = tried(f"{{point_of: {CLUES}, on: d{options}}}", "text", *every)
        rows = rows_of(**{word: pa.array(values, pa.string()) for word, values in every.items()})
        rows.known = known
        return one, rows

    return run


def test_the_meter_stood_at_one_point_before_and_at_another_since(ask: Callable[..., Any]) -> None:
    one, rows = ask(m=["m1", "m1", "m1"], d=["2026-04-09", "2026-04-10", "2026/4/30 00:15"])
    assert one.on(rows) == ["t:P1", "t:P2", "t:P2"]


def test_the_point_s_own_number_wins_and_clues_follow_in_order(ask: Callable[..., Any]) -> None:
    one, rows = ask(
        n=["P8", None, None, None, None],
        m=["m1", "m1", "m9", None, None],
        s=[None, None, "s2", None, None],
        t=[None, None, None, "T1", None],
        p=[None, None, None, "4", None],
        c=["C1", "C1", "C1", "C1", "C1"],
        d=["2026-04-30"] * 5,
    )
    assert one.on(rows) == ["t:P8", "t:P2", "t:P3", "t:P7", "t:P1"]


def test_a_customer_leads_to_his_only_point_that_is_not_withdrawn(ask: Callable[..., Any]) -> None:
    one, rows = ask(", needed: no", c=["C1", "C2", "C3", "C4"])
    assert one.on(rows) == ["t:P1", "t:P2", None, None]


def test_without_a_day_a_meter_that_moved_leads_nowhere(ask: Callable[..., Any]) -> None:
    one, rows = ask(m=["m1", "m1"], d=[None, "2026-04-30"])
    assert [(row, reason, text) for row, reason, text, _ in one.unread(rows)] == [(0, "unknown_point", "m1")]


def test_clues_that_lead_nowhere_keep_the_row_out_unless_the_point_is_not_needed(ask: Callable[..., Any]) -> None:
    one, rows = ask(m=["m9", None, None], c=["C3", "C3", None])
    assert [(row, reason, text) for row, reason, text, _ in one.unread(rows)] == [
        (0, "unknown_point", "m9"),
        (1, "unknown_point", "C3"),
    ]
    spared, rows = ask(", needed: no", m=["m9", None], c=["C3", "C3"])
    assert spared.on(rows) == [None, None]


def test_a_damaged_number_is_no_clue_and_the_next_does_not_hide_it(ask: Callable[..., Any]) -> None:
    one, rows = ask(m=["3.33E+21"], c=["C1"])
    assert [reason for _, reason, *_ in one.unread(rows)] == ["damaged_number"]


def test_nothing_is_known_before_the_customer_file_came(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{point_of: {meter: a}}", "text")
    assert [reason for _, reason, *_ in one.unread(rows_of(a=["m1"]))] == ["unknown_point"]


def test_it_names_the_tables_it_looks_into(tried: Callable[..., Any]) -> None:
    point = tried("{point_of: {meter: a, customer: b}}", "text").expression
    assert isinstance(point.transform, PointOf)
    assert point.transform.looks_up == {"meter_installation", "point"}
    nested = tried("{first: [{point_of: {terminal: [a, b]}}, c]}", "text").expression
    assert nested.transform.looks_up == {"acquisition_point"}


def test_faults_of_the_profile_are_told(tried: Callable[..., Any]) -> None:
    assert "unknown word 'metre'" in tried("{point_of: {metre: a}}", "text").messages
    assert tried("{point_of: {}}", "text").messages == ["no clue to the point"]
    assert "'x' is no column of the file" in tried("{point_of: {meter: x}}", "text").messages
