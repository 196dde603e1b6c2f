"""The head shows a lost end of the chain, which the chain itself cannot."""

import json
from pathlib import Path

import pytest
from store_world import SimulatedCrash, bills, crash_at, flip_bit, kwh, load

from jicha.store import Step, Store
from jicha.store import head as head_module
from jicha.store.errors import DamagedFile, NoStore
from jicha.store.head import Head, is_unborn, read_head, read_published, settled, write_head
from jicha.store.manifest import Manifest


def test_a_head_comes_back_as_it_was_written(store: Store) -> None:
    assert read_head(store.root) == Head(layout=1, published=0, last_manifest="", preparing=None)
    write_head(store.root, Head(published=3, last_manifest="aa", preparing=4))
    assert read_head(store.root) == Head(published=3, last_manifest="aa", preparing=4)


def test_the_head_says_what_was_published_last(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    head, manifests = read_published(store.root)
    assert head == settled(manifests) == Head(published=1, last_manifest=manifests[0].digest)


def test_a_lost_last_manifest_is_found(store: Store) -> None:
    for name in "abc":
        load(store, name, append=bills((name, "2026-01-05", 100)))
    (store.root / "manifests" / "00000003.json").unlink()
    with pytest.raises(DamagedFile, match="has published 3 manifests and 2 are there"):
        store.snapshot()


def test_an_older_head_beside_newer_manifests_is_the_trace_of_a_crash_and_nothing_is_lost(store: Store) -> None:
    dying = Store.open(store.root, on_step=crash_at(Step.PUBLISHED))
    with pytest.raises(SimulatedCrash):
        load(dying, "a", append=bills(("b1", "2026-01-05", 100)))
    assert read_head(store.root).preparing == 1
    assert kwh(store) == {"b1": 100}


def test_a_head_of_another_time_is_found(store: Store) -> None:
    path = store.root / "store.json"
    for name in "ab":
        older = path.read_bytes()
        load(store, name, append=bills((name, "2026-01-05", 100)))
    path.write_bytes(older)  # of before b: no write was under way then, so b is not the trace of a crash
    with pytest.raises(DamagedFile, match=r"has published 1 manifests and 2 are there: manifests/00000001\.json"):
        store.snapshot()


def test_a_folder_with_no_more_than_an_interrupted_creation_is_no_store_yet(tmp_path: Path) -> None:
    assert is_unborn(tmp_path / "nowhere")
    assert is_unborn(tmp_path)
    (tmp_path / ".store.json.tmp").write_bytes(b'{"dig')
    assert is_unborn(tmp_path)
    assert Store.open_or_create(tmp_path).snapshot().batches == ()
    assert not is_unborn(tmp_path)
    assert Store.open_or_create(tmp_path).root == tmp_path  # and is opened now


def test_every_flipped_bit_of_the_head_is_found(store: Store) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    path = store.root / "store.json"
    for place in range(len(path.read_bytes())):
        flip_bit(path, place, place % 8)
        with pytest.raises(DamagedFile, match=r"Restore store\.json from a backup"):
            Store.open(store.root)
        flip_bit(path, place, place % 8)
    assert json.loads(path.read_text())["content"]["published"] == 1


def test_no_head_is_no_store(store: Store) -> None:
    (store.root / "store.json").unlink()
    with pytest.raises(NoStore):
        read_head(store.root)


def test_a_batch_that_is_published_while_a_reader_reads_is_no_damage(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, "a", append=bills(("b1", "2026-01-05", 100)))
    read, meanwhile = head_module.read_manifests, ["b2", "b3"]

    def read_late(root: Path) -> tuple[Manifest, ...]:
        names, meanwhile[:] = tuple(meanwhile), ()
        for name in names:
            load(store, name, append=bills((name, "2026-01-05", 1)))
        return read(root)

    monkeypatch.setattr(head_module, "read_manifests", read_late)
    assert len(store.snapshot().batches) == 3
    assert kwh(store) == {"b1": 100, "b2": 1, "b3": 1}
