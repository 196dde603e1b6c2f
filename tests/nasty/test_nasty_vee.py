"""Nasty readings: each case of tests/nasty/vee gives the rows, the flags, the energies and the verdicts it states."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from vee_case import Case, read_case

from jicha.audit.results import RunResult
from jicha.audit.run import audit
from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.examples import WorldRows
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.prove import fact_faults
from jicha.pages.stage import Stage
from jicha.schema import table, tables
from jicha.store import Counts, DeliveredFile, Delivery, Store
from jicha.terms.period import add_months

FOLDER = Path(__file__).parent / "vee"
LIBRARY = Library.shipped()
CASES = [read_case(path, LIBRARY) for path in sorted(FOLDER.glob("*.md"))]
NUMBERS = (8, 9, 10, 11, 12, 15, 16, 17, 26, 31, 32, 33)
ACCUSING = ("breach", "error", "gap")


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDbEngine]:
    with DuckDbEngine() as opened:
        yield opened


def named(cases: list[Case]) -> list[object]:
    return [pytest.param(case, id=case.path.stem) for case in cases]


def test_every_number_has_at_least_three_cases() -> None:
    counted = Counter(case.number for case in CASES)
    assert set(counted) == set(NUMBERS)
    assert {number: cases for number, cases in counted.items() if cases < 3} == {}
    assert all(case.title and any("\u4e00" <= letter <= "\u9fff" for letter in case.title_zh) for case in CASES)


@pytest.mark.parametrize("case", named([case for case in CASES if case.facts]))
def test_the_facts_have_the_rows_that_the_case_states_and_no_others(case: Case, engine: DuckDbEngine) -> None:
    for name, stated in case.facts:
        page = LIBRARY.pages[name]
        stage = Stage(engine, page, LIBRARY)
        data = case.of_fact(page, stated, LIBRARY)
        stage.set_up(data.rows)
        assert [fault.message for fault in fact_faults(page, data, stage.fact_rows())] == []


@pytest.mark.parametrize("case", named([case for case in CASES if case.verdicts]))
def test_the_rules_say_what_the_case_states(case: Case, engine: DuckDbEngine) -> None:
    rows = case.rows(LIBRARY)
    said, expected = [], []
    for code in sorted({one.rule for one in case.verdicts}):
        stage = Stage(engine, LIBRARY.pages[code], LIBRARY)
        stage.set_up(rows)
        told = stage.verdicts()
        for one in (one for one in case.verdicts if one.rule == code):
            own = [
                row for row in told if row["subject_id"] == one.subject and one.period in (None, row["period_start"])
            ]
            words = {f"{row['verdict']} {row['reason'] or ''}".strip() for row in own} or {"out"}
            said.append((code, one.subject, one.period, ", ".join(sorted(words))))
            expected.append((code, one.subject, one.period, one.verdict))
    assert said == expected


@pytest.mark.parametrize("case", named([case for case in CASES if case.audit]))
def test_an_audit_accuses_none_but_whom_the_case_states_and_leaves_the_raw_rows(case: Case, tmp_path: Path) -> None:
    assert case.audit is not None
    store = Store.create(tmp_path / "store")
    rows = case.rows(LIBRARY)
    deliver(store, "first", rows)
    before = held(store, rows)
    assert sum(len(some) for some in before.values()) == sum(len(some) for some in rows.values())
    result = audited(store, case.audit)
    assert sorted(accused(result)) == sorted(case.finds)
    assert {one.code for one in result.coverage if one.tested} >= {"BIL-038", "BIL-039", "BIL-201", "MET-303"}
    assert held(store, rows) == before


def test_a_ratio_recorded_late_takes_back_the_finding_and_a_restated_bill_clears_it(tmp_path: Path) -> None:
    """Number 10 in time: found on the old ratio, open once the change is known, cleared with the bill put right."""
    rows = next(case for case in CASES if case.path.stem == "10-restated-bill").rows(LIBRARY)
    change = rows.pop("parameter_change")
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    store = Store.create(tmp_path / "store")
    deliver(store, "first", rows)
    assert standing(audited(store, january), "BIL-038") == {"home": "new"}
    deliver(store, "change", {"parameter_change": change})
    assert standing(audited(store, january), "BIL-038") == {"home": "not_retested"}
    assert standing(audited(store, february), "DAT-305") == {"change": "new"}
    bill = next(row for row in rows["bill"] if row["bill_id"] == "home")
    restated = {**bill, "kwh": bill["kwh"] * 2, "issued_on": date(2026, 2, 6)}
    deliver(store, "restated", {"bill": [restated]}, correct=True)
    assert standing(audited(store, january), "BIL-038") == {"home": "cleared"}
    assert standing(audited(store, february), "DAT-305") == {"change": "cleared"}


def test_twenty_thousand_covers_in_an_hour_are_one_incident(tmp_path: Path) -> None:
    """Number 33 at its size: one finding for the unit and one for the area, and none for a point."""
    points = [f"m{number}" for number in range(20_000)]
    rows: WorldRows = {
        "org": [{"org_id": "o", "name": "O"}],
        "area": [{"area_id": "a", "org_id": "o"}],
        "meter": [{"meter_id": name, "maker": "X", "model": "9"} for name in points],
        "point": [{"point_id": name, "org_id": "o", "area_id": "a", "commodity": "electricity"} for name in points],
        "meter_installation": [
            {"installation_id": name, "point_id": name, "meter_id": name, "installed_on": date(2020, 1, 1)}
            for name in points
        ],
        "event": [
            {
                "event_id": f"e{number}",
                "point_id": name,
                "event_kind": "cover_open",
                "started_at": datetime(2026, 1, 15, 2, number % 60),
                "occurrences": 1,
            }
            for number, name in enumerate(points)
        ],
    }
    store = Store.create(tmp_path / "store")
    deliver(store, "first", rows)
    found = audited(store, date(2026, 1, 1)).findings.to_pylist()
    assert sorted((row["code"], row["subject_id"]) for row in found) == [("DAT-307", "a"), ("DAT-308", "o")]


def audited(store: Store, month: date) -> RunResult:
    """Audit a month."""
    return audit(store, LIBRARY, Window(month, add_months(month, 1), add_months(month, 1)))


def accused(result: RunResult) -> list[tuple[str, str]]:
    """Rule and subject of every find that is no check, siblings of a common cause included."""
    rows = [*result.findings.to_pylist(), *result.siblings.to_pylist()]
    strict = {page.code for page in LIBRARY.rules if page.severity in ACCUSING}
    return [(row["code"], row["subject_id"]) for row in rows if row["code"] in strict and row["standing"] != "cleared"]


def standing(result: RunResult, code: str) -> dict[str, str]:
    """How the findings of a rule stand beside the run before."""
    return {row["subject_id"]: row["standing"] for row in result.findings.to_pylist() if row["code"] == code}


def deliver(store: Store, name: str, rows: WorldRows, *, correct: bool = False) -> None:
    """Accept one delivery."""
    delivery = Delivery(
        source="nasty",
        profile="nasty",
        profile_digest="p",
        files=(DeliveredFile(name, hashlib.sha256(name.encode()).hexdigest(), 1),),
        received_at=datetime(2026, 2, 1),
    )
    with store.begin(delivery) as writer:
        for table_name, some in rows.items():
            arrow = pa.Table.from_pylist(list(some), schema=table(table_name).arrow_schema)
            (writer.correct if correct else writer.append)(table_name, arrow)
        writer.commit({table_name: Counts(len(some), len(some)) for table_name, some in rows.items()})


def held(store: Store, rows: WorldRows) -> dict[str, list[dict[str, object]]]:
    """What the store holds of the tables given, in the order of their keys."""
    found = {}
    with DuckDbEngine() as opened:
        store.snapshot(None).open(opened, sorted(rows))
        for name in sorted(rows):
            columns = ", ".join(f'"{column}"' for column in tables()[name].by_name)
            keys = ", ".join(str(number + 1) for number in range(len(tables()[name].by_name)))
            found[name] = opened.query(f'SELECT {columns} FROM "{name}" ORDER BY {keys}').to_pylist()
    return found
