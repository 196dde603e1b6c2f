"""What the last run left on a subject and around it."""

from __future__ import annotations

from pathlib import Path

import find_world
from find_world import add_run, finding, looked_up, small_store

from jicha.find.dossier import Dossiers
from jicha.find.findings import standing, subject_kinds
from jicha.store.store import Store


def told(dossiers: Dossiers) -> list[tuple[int, str, str, bool]]:
    """(file, subject, standing, whether it is around) of every finding."""
    columns = ("root", "subject_id", "standing", "is_around")
    return [tuple(row[name] for name in columns) for row in dossiers.findings.to_pylist()]  # type: ignore[misc]


def test_findings_on_all_that_belongs_to_a_customer_come_before_those_around_him(store: Store) -> None:
    assert told(looked_up(store, "ems:0012")) == [
        (0, "ems:F14", "new", False),
        (0, "ems:F01", "cleared", False),
        (0, "ems:P12", "new", False),  # open from an earlier run
        (0, "ems:T1", "new", True),
    ]


def test_cases_folded_into_a_cause_are_told_as_well(store: Store) -> None:
    assert told(looked_up(store, "ems:0013")) == [(0, "ems:0013", "new", False)]


def test_the_finding_on_an_area_is_its_own(store: Store) -> None:
    assert (0, "ems:T1", "new", False) in told(looked_up(store, "T1"))


def test_what_a_run_tells_and_what_stands_after_it_is_each_told_once(tmp_path: Path) -> None:
    store = small_store(tmp_path / "s")
    run = add_run(
        store, [finding(1, "bill", "ems:F14")], open_after=[finding(1, "bill", "ems:F14"), finding(2, "point", "p")]
    )
    assert standing(run)["subject_id"].to_pylist() == ["ems:F14", "p"]
    assert subject_kinds(standing(run)) == {"bill", "point"}


def test_the_last_run_counts_and_a_run_that_read_more_than_was_known_does_not(tmp_path: Path) -> None:
    store = small_store(tmp_path / "s")
    assert looked_up(store, "ems:0012").run is None
    first = [one.batch_id for one in store.snapshot().batches][:1]
    add_run(store, [finding(1, "bill", "ems:F01")], run_id="early", batches=first)
    add_run(store, [finding(2, "bill", "ems:F14")], run_id="late")
    assert told(looked_up(store, "ems:0012")) == [(0, "ems:F14", "new", False)]
    then = looked_up(store, "ems:0012", as_of=find_world.datetime(2026, 3, 1))
    assert then.run is not None
    assert then.run.run_id == "early"
    assert told(then) == [(0, "ems:F01", "new", False)]
