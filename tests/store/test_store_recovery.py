"""Only what an interrupted write left is removed; what cannot be explained is not touched."""

import pytest
from store_world import SimulatedCrash, bills, crash_at, delivery, kwh, load, stored_files

from jicha.store import FileKind, Step, Store
from jicha.store.errors import CorrectedTwice, UnknownFiles
from jicha.store.head import read_published
from jicha.store.part_files import FOLDERS
from jicha.store.recovery import remove_leftovers, unnamed_files


def test_what_an_interrupted_write_left_is_removed(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    before = stored_files(store, "*.parquet")
    with pytest.raises(SimulatedCrash):
        load(Store.open(store.root, on_step=crash_at(Step.TABLE_COMMITTED)), "b", append=bills(("b2", "", 1)))
    head, manifests = read_published(store.root)
    left = unnamed_files(store.root, manifests)
    assert len(left) == 2  # the rows, and the commit of the Delta log
    assert remove_leftovers(store.root, head, manifests) == left
    assert unnamed_files(store.root, manifests) == []
    assert stored_files(store, "*.parquet") == before
    assert kwh(store) == {"b1": 100}


def test_a_torn_commit_of_the_delta_log_does_not_stop_the_next_writer(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    with pytest.raises(SimulatedCrash):
        load(Store.open(store.root, on_step=crash_at(Step.BEFORE_MANIFEST)), "b", append=bills(("b2", "", 1)))
    [torn] = stored_files(store, "00000000000000000002.json")
    torn.write_bytes(torn.read_bytes()[:40])  # delta-rs does not sync: this is what a power cut leaves
    load(store, "b", append=bills(("b2", "", 1)))
    assert kwh(store) == {"b1": 100, "b2": 1}
    assert store.check_files() == []


def test_a_file_that_nothing_explains_stops_the_writer_and_is_kept(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    strange = store.root / "tables" / "bill" / "copy.parquet"
    strange.write_bytes(b"mine")
    with (
        pytest.raises(UnknownFiles, match=r"come from no interrupted write: tables/bill/copy\.parquet"),
        store.begin(delivery("b")),
    ):
        pytest.fail("the writer went on")
    assert strange.read_bytes() == b"mine"
    assert kwh(store) == {"b1": 100}  # reading goes on
    strange.unlink()
    load(store, "b", append=bills(("b2", "", 1)))


def test_every_folder_that_files_are_written_to_is_looked_through(store: Store) -> None:
    assert set(FOLDERS) == set(FileKind) - {FileKind.LOG}
    strangers = [store.root / folder / "bill" / "copy.parquet" for folder in FOLDERS.values()]
    for one in strangers:
        one.parent.mkdir(parents=True)
        one.write_bytes(b"mine")
    assert unnamed_files(store.root, ()) == sorted(strangers)


def test_what_a_refused_delivery_wrote_is_removed_at_once(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    before = stored_files(store)
    with pytest.raises(CorrectedTwice):
        load(store, "b", append=bills(("b2", "2026-01-05", 1)), correct=[bills(("b1", "2026-01-05", 2))] * 2)
    assert stored_files(store) == before
    assert store.check_files() == []
