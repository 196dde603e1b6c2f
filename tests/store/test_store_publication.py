"""Crashes at every step of a write: before the manifest nothing is there, after it everything is."""

import errno
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from store_world import SimulatedCrash, bills, crash_at, flip_bit, kwh, load, stored_files, voids

from jicha.store import Step, Store
from jicha.store.errors import DamagedFile, DuplicateDelivery
from jicha.store.head import Head, write_head
from jicha.store.invariants import check_invariants

BEFORE = [
    (Step.ANNOUNCED, 1),
    (Step.FILE_WRITTEN, 1),  # before the Delta commit
    (Step.FILE_WRITTEN, 2),
    (Step.TABLE_COMMITTED, 1),  # between two tables
    (Step.TABLE_COMMITTED, 2),
    (Step.TABLE_COMMITTED, 3),
    (Step.BEFORE_MANIFEST, 1),
]
AFTER = [(Step.PUBLISHED, 1), (Step.SETTLED, 1)]


def write_second(store: Store) -> None:
    load(
        store,
        "second",
        "2026-02-01",
        append={"bill": bills(("b3", "2026-01-05", 30)), "customer": bills(("", "", 0)).select(["customer_id"])},
        correct=[bills(("b1", "2026-01-05", 11)), voids("b2")],
    )


@pytest.fixture
def first(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "store")
    load(store, "first", append=bills(("b1", "2026-01-05", 10), ("b2", "2026-01-05", 20)))
    return store


@pytest.mark.parametrize(("step", "times"), BEFORE)
def test_a_crash_before_the_manifest_leaves_the_store_as_it_was(first: Store, step: Step, times: int) -> None:
    before = first.snapshot().digest
    with pytest.raises(SimulatedCrash):
        write_second(Store.open(first.root, on_step=crash_at(step, times)))
    assert kwh(first) == {"b1": 10, "b2": 20}
    assert first.snapshot().digest == before
    assert first.check_manifests() == []
    write_second(first)  # the next writer clears what was left, and the same delivery is taken
    assert kwh(first) == {"b1": 11, "b3": 30}
    assert first.check_manifests() + first.check_files() == []


@pytest.mark.parametrize(("step", "times"), AFTER)
def test_a_crash_after_the_manifest_leaves_the_batch_accepted(first: Store, step: Step, times: int) -> None:
    with pytest.raises(SimulatedCrash):
        write_second(Store.open(first.root, on_step=crash_at(step, times)))
    assert kwh(first) == {"b1": 11, "b3": 30}
    assert first.check_manifests() + first.check_files() == []
    load(first, "third", "2026-03-01", append=bills(("b4", "2026-01-05", 40)))
    assert kwh(first) == {"b1": 11, "b3": 30, "b4": 40}


def test_a_disk_too_full_for_the_head_does_not_undo_an_accepted_batch(
    first: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(root: Path, head: Head) -> None:
        if head.preparing is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        write_head(root, head)

    with monkeypatch.context() as patched:
        patched.setattr("jicha.store.publication.write_head", full)
        write_second(first)
    assert kwh(first) == {"b1": 11, "b3": 30}
    assert first.check_manifests() + first.check_files() == []
    load(first, "third", "2026-03-01", append=bills(("b4", "2026-01-05", 40)))
    assert kwh(first) == {"b1": 11, "b3": 30, "b4": 40}


def test_every_step_is_passed_so_that_the_crashes_above_are_real(first: Store) -> None:
    seen: list[Step] = []
    write_second(Store.open(first.root, on_step=seen.append))
    assert set(seen) == set(Step)
    assert all(seen.count(step) >= times for step, times in [*BEFORE, *AFTER])


def test_a_crash_leaves_files_that_the_next_writer_removes(first: Store) -> None:
    before = set(stored_files(first))
    with pytest.raises(SimulatedCrash):
        write_second(Store.open(first.root, on_step=crash_at(Step.BEFORE_MANIFEST)))
    left = set(stored_files(first)) - before
    assert {path.suffix for path in left} == {".parquet", ".json"}
    names = {path.relative_to(first.root).as_posix() for path in left}
    faults = first.check_files()
    assert {fault.file for fault in faults if "did not finish" in fault.message} == names
    assert len(faults) == len(names)
    write_second(first)
    assert first.check_files() == []


def test_everything_a_manifest_names_is_synced_before_it_gets_its_name(
    first: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[str] = set()
    really = os.fsync

    def watch(descriptor: int) -> None:
        synced.add(os.readlink(f"/proc/self/fd/{descriptor}"))
        really(descriptor)

    def at_step(step: Step) -> None:
        if step is Step.BEFORE_MANIFEST:
            at_manifest.update(synced)

    at_manifest: set[str] = set()
    monkeypatch.setattr(os, "fsync", watch)
    write_second(Store.open(first.root, on_step=at_step))
    named = [first.root / file.path for file in first.snapshot().manifests[-1].files]
    assert len(named) > 6
    for path in named:
        assert str(path) in at_manifest
        assert str(path.parent) in at_manifest
    assert str(first.root / "manifests" / ".00000002.json.tmp") not in at_manifest
    assert str(first.root / "manifests") in synced


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from store_world import bills, load
from jicha.store import Store
store = Store.open(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(10_000):
    load(store, f"delivery {number}", append=bills((f"b{number}", "2026-01-05", number)))
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_acknowledged_and_shows_nothing_it_did_not(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    acknowledged = -1
    for pause in (0.05, 0.11, 0.23):
        command = [sys.executable, "-c", WRITER.replace("range(", f"range({acknowledged + 1}, "), str(store.root)]
        writer = subprocess.Popen([*command, str(Path(__file__).parent)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(pause)
        writer.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
        writer.wait()
        found = kwh(store)
        # One more may be there: accepted, and killed before it could say so. It would be refused as a duplicate.
        assert set(found) - {f"b{acknowledged + 1}"} == {f"b{number}" for number in range(acknowledged + 1)}
        acknowledged = len(found) - 1
        assert store.check_manifests() == []


def test_only_what_the_next_commit_rests_on_is_verified_in_a_long_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jicha.store.delta_log._CHECKPOINT_EVERY", 3)
    store = Store.create(tmp_path / "store")
    for number in range(7):
        load(store, f"d{number}", append=bills((f"b{number}", "2026-01-05", number)))
    log = store.root / "tables" / "bill" / "_delta_log"
    flip_bit(log / "00000000000000000005.json", 9)
    load(store, "d7", append=bills(("b7", "2026-01-05", 7)))  # rests on the checkpoint at 6, and on 7
    assert "00000000000000000005.json" in str(store.check_files())
    flip_bit(log / "00000000000000000007.json", 9)
    with pytest.raises(DamagedFile, match=r"00000000000000000007\.json"):
        load(store, "d8", append=bills(("b8", "2026-01-05", 8)))
    assert len(kwh(store)) == 8


def test_wherever_syncing_fails_the_batch_is_whole_or_not_there_and_can_be_written_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, left = os.fsync, 0

    def fail(descriptor: int) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail)
    for number in range(1, 60):
        left = number
        name = f"b{number}"
        with suppress(OSError):
            load(store, name, append=bills((name, "2026-01-05", number)))
        is_over = left > 0
        left = 0
        seen = name in kwh(store)
        assert check_invariants(store) == []
        assert store.check_files() == []  # what a failed write wrote is removed at once
        if is_over:
            break
        with pytest.raises(DuplicateDelivery) if seen else nullcontext():
            load(store, name, append=bills((name, "2026-01-05", number)))
    assert is_over
    assert kwh(store) == {f"b{one}": one for one in range(1, number + 1)}
    assert number > 10
