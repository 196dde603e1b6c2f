"""Compaction changes files and nothing else."""

from pathlib import Path

import pytest
from store_world import (
    SimulatedCrash,
    bills,
    crash_at,
    digest_of,
    flip_bit,
    kwh,
    load,
    moment,
    read_kwh,
    stored_files,
    voids,
)

from jicha.engine.duckdb import DuckDbEngine
from jicha.store import Step, Store
from jicha.store.compact import Compaction
from jicha.store.errors import DamagedFile

MOMENTS = ("2025-12-31", "2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15", None)


@pytest.fixture
def daily(store: Store) -> Store:
    """Four deliveries of a few bills each, with corrections of corrections and a removal."""
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 1), ("b2", "2026-02-05", 2), ("b3", "", 3)))
    load(store, "b", "2026-02-01", append=bills(("b4", "2026-01-09", 4)), correct=bills(("b1", "2026-01-05", 11)))
    load(store, "c", "2026-03-01", append=bills(("b5", "2026-03-05", 5)), correct=[bills(("b1", "", 12)), voids("b4")])
    load(store, "d", "2026-04-01", correct=bills(("b4", "2026-01-09", 40)))
    return store


def seen(store: Store) -> list[object]:
    found: list[object] = []
    with DuckDbEngine(threads=1) as engine:
        for as_of in MOMENTS:
            store.snapshot(moment(as_of)).open(engine, ["bill"])
            found.append((read_kwh(engine), digest_of(engine)))
    return found


def test_every_read_at_every_moment_is_what_it_was(daily: Store) -> None:
    before, digest = seen(daily), daily.snapshot().digest
    assert [rows for rows, _ in before][-1] == {"b1": 12, "b2": 2, "b3": 3, "b4": 40, "b5": 5}
    done = daily.compact("bill")
    assert (done.files_before, done.files_after, done.rows) == (8, 3, 9)
    assert seen(daily) == before
    assert daily.snapshot().digest == digest
    assert daily.check_manifests() + daily.check_files() == []


def test_compacting_again_has_nothing_to_do_and_leaves_no_trace(daily: Store) -> None:
    daily.compact_all()
    manifests = len(daily.snapshot().manifests)
    assert daily.compact_all() == (Compaction("bill", 3, 3, 0),)
    assert len(daily.snapshot().manifests) == manifests == 5


def test_deliveries_go_on_after_a_compaction(daily: Store) -> None:
    daily.compact("bill")
    load(daily, "e", "2026-05-01", append=bills(("b6", "2026-01-05", 6)), correct=voids("b1"))
    assert kwh(daily) == {"b2": 2, "b3": 3, "b4": 40, "b5": 5, "b6": 6}
    assert kwh(daily, "2026-01-15") == {"b1": 1, "b2": 2, "b3": 3}
    before = seen(daily)
    daily.compact("bill")
    assert seen(daily) == before


def test_files_that_were_published_stay_on_disk(daily: Store) -> None:
    before = {path: path.read_bytes() for path in stored_files(daily, "*.parquet")}
    daily.compact("bill")
    assert all(path.read_bytes() == content for path, content in before.items())


@pytest.mark.parametrize("step", [Step.ANNOUNCED, Step.FILE_WRITTEN, Step.TABLE_COMMITTED, Step.BEFORE_MANIFEST])
def test_a_crash_in_a_compaction_changes_nothing(daily: Store, step: Step) -> None:
    before = seen(daily)
    with pytest.raises(SimulatedCrash):
        Store.open(daily.root, on_step=crash_at(step)).compact_all()
    assert seen(daily) == before
    assert daily.compact("bill").files_after == 3
    assert seen(daily) == before
    assert daily.check_files() == []


def test_nothing_is_rewritten_from_a_damaged_file(daily: Store) -> None:
    [path] = [path for path in stored_files(daily, "2026-03*.parquet") if path.parent.parent.name == "tables"]
    flip_bit(path, 400)
    with pytest.raises(DamagedFile, match=path.name):
        daily.compact("bill")
    assert len(daily.snapshot().manifests) == 4


def test_a_damaged_original_harms_nobody_once_it_was_merged_and_is_still_told(daily: Store) -> None:
    daily.compact("bill")
    before = seen(daily)
    originals = [path for path in stored_files(daily, "*.parquet") if "merged" not in path.name]
    flip_bit(originals[0], 400)
    assert seen(daily) == before
    [fault] = daily.check_files()
    assert originals[0].name in str(fault)


def test_full_files_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jicha.store.parts.FILE_ROWS", 4)
    monkeypatch.setattr("jicha.store.compact.FILE_ROWS", 4)
    monkeypatch.setattr("jicha.store.compact._GROUP_ROWS", 8)
    store = Store.create(tmp_path / "store")
    for name in "abc":
        load(store, name, append=bills(*[(f"{name}{number}", "2026-01-05", number) for number in range(4)]))
    for name in "defg":
        load(store, name, append=bills((name, "2026-01-05", 1)))
    before = kwh(store)
    done = store.compact("bill")
    assert (done.files_before, done.files_after, done.rows) == (7, 4, 4)
    assert kwh(store) == before
