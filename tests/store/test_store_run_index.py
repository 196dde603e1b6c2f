"""The index says which runs are finished; it cannot be lost, changed or exchanged without being found."""

from pathlib import Path

import pytest
from store_world import flip_bit

from jicha.store import Store, run_index
from jicha.store.errors import DamagedFile
from jicha.store.run_index import RUNS, RunIndex, read_index, write_index


def run(store: Store, name: str) -> None:
    with store.run_folder(name) as folder:
        (folder / "findings.csv").write_text("none")


def test_an_index_comes_back_as_it_was_written_in_its_order(store: Store) -> None:
    assert read_index(store.root) == RunIndex()
    for name in ("zebra", "ant"):
        (store.root / RUNS / name).mkdir(parents=True)
    written = RunIndex(listed={"zebra": "aa", "ant": "bb"}, preparing="monkey")
    write_index(store.root, written)
    assert read_index(store.root) == written
    assert list(read_index(store.root).listed) == ["zebra", "ant"]


def test_every_flipped_bit_and_a_cut_are_found(store: Store) -> None:
    run(store, "run1")
    path = store.root / RUNS / "index.json"
    content = path.read_bytes()
    for place in range(len(content)):
        flip_bit(path, place, place % 8)
        with pytest.raises(DamagedFile, match=r"index of the audit runs, .*runs/index\.json, is damaged"):
            read_index(store.root)
        path.write_bytes(content)
    path.write_bytes(content[:-1])
    with pytest.raises(DamagedFile):
        store.runs()


def test_a_lost_index_is_not_taken_for_a_store_without_runs(store: Store) -> None:
    run(store, "run1")
    (store.root / RUNS / "index.json").unlink()
    with pytest.raises(DamagedFile, match="it does not know run1"):
        store.runs()


def test_an_older_index_is_found_by_the_run_that_it_does_not_know(store: Store) -> None:
    run(store, "run1")
    path = store.root / RUNS / "index.json"
    older = path.read_bytes()
    run(store, "run2")
    path.write_bytes(older)
    with pytest.raises(DamagedFile, match="or of another time: it does not know run2"):
        store.runs()


def test_a_run_that_is_finished_while_the_index_is_read_is_no_stranger(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = run_index._strangers

    def look_late(root: Path, index: RunIndex) -> list[str]:
        if not (root / "runs").exists():
            with store.run_folder("meanwhile"):
                pass
        return look(root, index)

    monkeypatch.setattr(run_index, "_strangers", look_late)
    assert store.runs() == ("meanwhile",)
