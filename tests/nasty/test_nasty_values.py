"""Nasty values: every case of tests/nasty/values, loaded into a real store, ends as it states."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from values_case import ValuesCase, read_values_case

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.intake.reasons import reasons
from jicha.store import Store
from jicha.terms.errors import JichaError

FOLDER = Path(__file__).parent / "values"
CASES = [read_values_case(path) for path in sorted(FOLDER.glob("*.yaml"))]
NUMBERS = (1, 4, 5, 6, 7, 15, 16, 17, 18, 24, 25, 29)
RECEIVED = datetime(2026, 3, 5, 9, tzinfo=UTC)


def test_every_number_has_at_least_three_cases() -> None:
    counted = Counter(case.number for case in CASES)
    assert set(counted) == set(NUMBERS)
    assert {number: cases for number, cases in counted.items() if cases < 3} == {}


def test_every_case_states_an_outcome_that_could_fail() -> None:
    assert all(case.accepted or case.quarantined or case.refused for case in CASES)
    assert all(reason in reasons() for case in CASES for *_, reason in case.quarantined)


@pytest.mark.parametrize("case", [pytest.param(one, id=one.path.stem) for one in CASES if not one.refused])
def test_each_row_is_accepted_as_stated_or_quarantined_with_line_column_and_reason(
    case: ValuesCase, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "store")
    path = case.write(tmp_path)
    report = load_files(store, [path], profile=read_text(case.profile, case.path.name), received_at=RECEIVED)
    assert _quarantined(store) == sorted(case.quarantined, key=repr)
    assert _stored(store, case) == sorted(case.accepted, key=repr)
    assert report.rows == report.accepted + report.duplicate + report.quarantined
    assert (report.duplicate, report.quarantined) == (case.duplicate, len(case.quarantined))
    assert "\ufffd" not in "".join(repr(one) for one in _stored(store, case))


@pytest.mark.parametrize("case", [pytest.param(one, id=one.path.stem) for one in CASES if one.refused])
def test_what_cannot_be_trusted_as_a_whole_is_refused_and_leaves_nothing(case: ValuesCase, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    path = case.write(tmp_path)
    with pytest.raises(JichaError) as caught:
        load_files(store, [path], profile=read_text(case.profile, case.path.name), received_at=RECEIVED)
    assert type(caught.value).__name__ == case.refused
    assert all(one.remedy for one in caught.value.faults)
    assert store.snapshot().batches == ()


def _stored(store: Store, case: ValuesCase) -> list[dict[str, str | None]]:
    snapshot = store.snapshot()
    if case.table not in snapshot.tables:
        return []
    columns = case.columns or ("*",)
    cast = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in columns)
    with DuckDbEngine(threads=1) as engine:
        snapshot.open(engine, [case.table])
        found: list[dict[str, str | None]] = engine.query(f"SELECT {cast} FROM {case.table}").to_pylist()
    return sorted(found, key=repr)


def _quarantined(store: Store) -> list[tuple[int, str | None, str]]:
    found = [one for one in store.snapshot().quarantine().to_pylist() if one["reason"] != "whole_record"]
    assert all(one["remedy"] for one in found)
    return sorted(((one["line"], one["column_name"], one["reason"]) for one in found), key=repr)
