"""Late versions are written at the moments they change; see test_intake_order.py for whole histories."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.store.store import Store

LATE, EARLY = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)


def bring(store: Store, path: Path, yaml: str, at: datetime) -> dict[str, int]:
    report = load_files(store, [path], profile=read_text(yaml, "p.yaml"), received_at=at)
    (bills,) = [one for one in report.tables if one.table == "bill"]
    return {"accepted": bills.accepted, "corrected": bills.corrected, "duplicate": bills.duplicate}


def kwh(store: Store, as_of: datetime | None = None) -> list[Any]:
    with DuckDbEngine(threads=1) as engine:
        store.snapshot(as_of).open(engine, ["bill"])
        return [float(one["kwh"]) for one in engine.query("SELECT kwh FROM bill ORDER BY bill_id").to_pylist()]


def test_an_older_version_that_comes_late_is_history_and_not_the_present(
    store: Store, write: Callable[..., Path], bills_yaml: str
) -> None:
    yaml = bills_yaml.replace("- table: bill\n", "- table: bill\n        corrections: yes\n")
    head = "no,customer,day,kwh,status\n"
    assert bring(store, write(head + "1,a,2026-01-01,6,0\n", "new.csv"), yaml, LATE)["accepted"] == 1
    told = bring(store, write(head + "1,a,2026-01-01,5,0\n", "old.csv"), yaml, EARLY)
    assert told == {"accepted": 1, "corrected": 1, "duplicate": 0}
    assert (kwh(store), kwh(store, EARLY)) == ([6.0], [5.0])
    assert store.check_manifests() == []


def test_a_late_version_that_says_the_same_is_a_duplicate(
    store: Store, write: Callable[..., Path], bills_yaml: str
) -> None:
    yaml = bills_yaml.replace("- table: bill\n", "- table: bill\n        corrections: yes\n")
    head = "no,customer,day,kwh,status\n"
    for number, at in enumerate((EARLY, LATE)):
        bring(store, write(head + "1,a,2026-01-01,6,0\n" + "\n" * number, f"{number}.csv"), yaml, at)
    between = datetime(2026, 2, 10, tzinfo=UTC)
    told = bring(store, write(head + "1,a,2026-01-01,6,0\n\n\n\n", "again.csv"), yaml, between)
    assert told == {"accepted": 0, "corrected": 0, "duplicate": 1}
