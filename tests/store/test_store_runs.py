"""The folders of audit runs are whole or not there, verified when read, and the same when repeated."""

from pathlib import Path

import pytest
from store_world import delivery, flip_bit

from jicha.store import Store
from jicha.store.errors import DamagedFile, NoSuchRun, RunDiffers


def run(store: Store, name: str, text: str = "none") -> None:
    with store.run_folder(name) as folder:
        (folder / "evidence").mkdir()
        (folder / "findings.csv").write_text(text)
        (folder / "evidence" / "curve.csv").write_text("1,2,3")


def test_runs_are_kept_in_the_order_in_which_they_were_finished(store: Store) -> None:
    assert store.runs() == ()
    for name in ("zebra", "ant", "monkey"):
        run(store, name)
    assert store.runs() == ("zebra", "ant", "monkey")
    assert (store.run_path("ant") / "evidence" / "curve.csv").read_text() == "1,2,3"


def test_a_run_that_fails_leaves_nothing(store: Store) -> None:
    (store.root / "runs").mkdir()
    with pytest.raises(FileNotFoundError), store.run_folder("run1") as folder:
        folder.joinpath("nowhere", "findings.csv").write_text("half")
    assert store.runs() == ()
    assert [path.name for path in (store.root / "runs").iterdir()] == []


def test_a_run_is_not_there_before_it_is_whole(store: Store) -> None:
    with store.run_folder("run1") as folder:
        (folder / "findings.csv").write_text("none")
        assert store.runs() == ()
        with pytest.raises(NoSuchRun, match="there is no run run1"):
            store.run_path("run1")
    assert store.runs() == ("run1",)


def test_the_same_run_again_keeps_its_place(store: Store) -> None:
    for name in ("first", "second", "first"):
        run(store, name)
    assert store.runs() == ("first", "second")


def test_the_same_run_with_other_content_is_refused_and_the_first_stays(store: Store) -> None:
    run(store, "run1")
    with pytest.raises(RunDiffers, match="with other content"):
        run(store, "run1", "one finding")
    assert (store.run_path("run1") / "findings.csv").read_text() == "none"


@pytest.mark.parametrize("name", ["findings.csv", "evidence/curve.csv", "digests.json"])
def test_a_flipped_bit_in_any_file_of_a_run_is_found_before_it_is_read(store: Store, name: str) -> None:
    run(store, "run1")
    flip_bit(store.root / "runs" / "run1" / name, 2)
    with pytest.raises(DamagedFile, match=Path(name).name):
        store.run_path("run1")


def test_a_file_added_to_or_taken_from_a_run_is_found(store: Store) -> None:
    run(store, "run1")
    (store.root / "runs" / "run1" / "extra.csv").write_text("x")
    with pytest.raises(DamagedFile, match=r"extra\.csv"):
        store.run_path("run1")
    (store.root / "runs" / "run1" / "extra.csv").unlink()
    (store.root / "runs" / "run1" / "findings.csv").unlink()
    with pytest.raises(DamagedFile, match=r"findings\.csv"):
        store.run_path("run1")


def test_runs_can_be_kept_while_a_delivery_is_written(store: Store) -> None:
    with store.begin(delivery("a")):
        run(store, "run1")
    assert store.runs() == ("run1",)
