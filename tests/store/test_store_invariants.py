"""What must hold of any store: each breach is planted and told; what a killed writer left is no breach."""

import json

import pytest
from store_world import SimulatedCrash, bills, crash_at, delivery, load, rejected, stored_files, voids

from jicha.store import Counts, Step, Store
from jicha.store.head import settled, write_head
from jicha.store.invariants import check_invariants
from jicha.store.manifest import read_manifests
from jicha.store.signed_json import Signed


@pytest.fixture
def loaded(store: Store) -> Store:
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 1), ("b2", "2026-02-05", 2)))
    load(store, "b", "2026-02-01", append=bills(("b3", "2026-01-05", 3)), correct=voids("b1"))
    with store.begin(delivery("c", "2026-02-02")) as writer:
        writer.quarantine(rejected(5, 5, 6))  # two things are wrong with line 5
        writer.commit({"bill": Counts(rows_in=2, accepted=0, quarantined=2)})
    return store


def told(store: Store) -> str:
    faults = check_invariants(store)
    assert all(fault.remedy for fault in faults)
    return "\n".join(map(str, faults))


def test_a_sound_store_keeps_them_all(loaded: Store) -> None:
    assert check_invariants(loaded) == []
    loaded.compact_all()
    assert check_invariants(loaded) == []


def test_a_row_that_stands_twice_is_told(loaded: Store) -> None:
    load(loaded, "again", "2026-03-01", append=bills(("b3", "2026-01-05", 3), ("b4", "2026-01-05", 4)))
    assert "1 keys of bill stand more than once, such as bill_id b3, times 2" in told(loaded)


def test_rows_that_are_missing_in_the_quarantine_are_told(loaded: Store) -> None:
    path = loaded.root / "manifests" / "00000003.json"
    content = json.loads(path.read_text())["content"]
    content["batch"]["counts"]["bill"].update(rows_in=3, quarantined=3)
    path.write_bytes(bytes(Signed.of(content)))
    write_head(loaded.root, settled(read_manifests(loaded.root)))
    assert "counted 3 quarantined rows of bill; 2 lie in the quarantine" in told(loaded)


def test_a_batch_that_was_accepted_twice_is_told(loaded: Store) -> None:
    first, third = (loaded.root / "manifests" / f"0000000{number}.json" for number in (1, 3))
    batch = json.loads(first.read_text())["content"]["batch"]
    content = json.loads(third.read_text())["content"]
    content["batch"]["delivery"] = batch["delivery"]
    third.write_bytes(bytes(Signed.of(content)))
    write_head(loaded.root, settled(read_manifests(loaded.root)))
    assert f"the batch {batch['batch_id']} was accepted 2 times" in told(loaded)


def test_a_damaged_file_is_told_and_nothing_more_is_read(loaded: Store) -> None:
    path = stored_files(loaded, "2026-01*.parquet")[0]
    path.write_bytes(path.read_bytes()[:-1])
    assert path.name in told(loaded)


def test_what_a_killed_writer_left_is_no_breach(loaded: Store) -> None:
    with pytest.raises(SimulatedCrash):
        load(Store.open(loaded.root, on_step=crash_at(Step.BEFORE_MANIFEST)), "d", append=bills(("b9", "", 1)))
    assert check_invariants(loaded) == []
    assert len(loaded.check_files()) == 2  # the deep check names the leftovers, which the next write removes
