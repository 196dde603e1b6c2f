"""The folders of audit runs are whole or not there, verified when read, and the same when repeated."""

import shutil
from pathlib import Path

import pytest
from store_world import SimulatedCrash, delivery, flip_bit

from jicha.store import Store
from jicha.store import runs as runs_module
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
    assert [path.name for path in (store.root / "runs").iterdir()] == [".lock"]


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
    with pytest.raises(RunDiffers, match="with other content") as caught:
        run(store, "run1", "one finding")
    assert "--forget-run run1" in caught.value.faults[0].remedy  # if the run that it was compared with was given up
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


def test_a_run_that_is_gone_is_told_and_not_taken_for_one_that_never_was(store: Store) -> None:
    run(store, "run1")
    run(store, "run2")
    shutil.rmtree(store.root / "runs" / "run1")
    assert store.runs() == ("run1", "run2")
    with pytest.raises(DamagedFile, match="the run run1 is missing"):
        store.run_path("run1")
    assert "the run run1 is missing" in "\n".join(map(str, store.check_files()))


def test_runs_whose_folders_were_exchanged_are_found(store: Store) -> None:
    run(store, "run1", "one")
    run(store, "run2", "two")
    folder = store.root / "runs"
    (folder / "run1").rename(folder / "aside")
    (folder / "run2").rename(folder / "run1")
    (folder / "aside").rename(folder / "run2")
    for name in ("run1", "run2"):
        with pytest.raises(DamagedFile, match=r"digests\.json is of another run"):
            store.run_path(name)


def test_a_damaged_run_is_mended_by_running_it_again_in_its_place(store: Store) -> None:
    for name in ("first", "second"):
        run(store, name)
    flip_bit(store.root / "runs" / "first" / "findings.csv", 2)
    with pytest.raises(DamagedFile, match="or run the same audit again"):
        store.run_path("first")
    run(store, "first")
    assert (store.run_path("first") / "findings.csv").read_text() == "none"
    assert store.runs() == ("first", "second")
    shutil.rmtree(store.root / "runs" / "second")
    run(store, "second")
    assert store.run_path("second").is_dir()


def test_a_damaged_run_that_comes_out_otherwise_is_refused(store: Store) -> None:
    run(store, "run1")
    flip_bit(store.root / "runs" / "run1" / "findings.csv", 2)
    with pytest.raises(RunDiffers):
        run(store, "run1", "something else")


def test_a_run_can_be_given_up_and_the_others_stay(store: Store) -> None:
    for name in ("first", "second", "third"):
        run(store, name)
    shutil.rmtree(store.root / "runs" / "second")
    store.forget_run("second")
    assert store.runs() == ("first", "third")
    assert store.check_files() == []
    run(store, "second", "another")  # it may come again, with other content, as the last
    assert store.runs() == ("first", "third", "second")
    with pytest.raises(NoSuchRun, match="Runs: first, third, second"):
        store.forget_run("fourth")


def test_what_a_killed_run_left_is_removed_by_the_next_and_that_of_a_living_one_is_not(store: Store) -> None:
    folder = store.root / "runs"
    folder.mkdir()
    (folder / ".dead.x1").mkdir()
    (folder / ".dead.x1" / "findings.csv").write_text("half")
    with store.run_folder("living") as living:
        (living / "findings.csv").write_text("none")
        run(store, "other")
        assert sorted(path.name for path in folder.glob(".*") if path.is_dir()) == [living.name]
    assert store.runs() == ("other", "living")


@pytest.mark.parametrize("point", ["run synced", "run renamed"])
def test_a_run_that_died_before_it_was_listed_is_not_there_and_can_be_run_again(
    store: Store, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(name: str) -> None:
        if name == point:
            raise SimulatedCrash(name)

    with monkeypatch.context() as patched:
        patched.setattr(runs_module, "failpoint", die)
        with pytest.raises(SimulatedCrash):
            run(store, "run1", "first try")
    assert store.runs() == ()
    assert store.check_files() == []
    run(store, "run2")  # which removes what run1 left
    assert [path.name for path in (store.root / "runs").iterdir() if path.is_dir()] == ["run2"]
    run(store, "run1", "second try")
    assert (store.run_path("run1") / "findings.csv").read_text() == "second try"


def test_runs_can_be_kept_while_a_delivery_is_written(store: Store) -> None:
    with store.begin(delivery("a")):
        run(store, "run1")
    assert store.runs() == ("run1",)


def test_a_run_is_given_up_while_another_one_died_before_it_was_listed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(name: str) -> None:
        if name == "run renamed":
            raise SimulatedCrash(name)

    run(store, "old")
    with monkeypatch.context() as patched:
        patched.setattr(runs_module, "failpoint", die)
        with pytest.raises(SimulatedCrash):
            run(store, "died")
    synced: list[Path] = []
    monkeypatch.setattr(runs_module, "sync_folder", synced.append)
    store.forget_run("old")
    assert store.runs() == ()
    assert synced == [store.root / "runs"]  # else, after a power cut, a folder might be there that the index forgot
    assert [path.name for path in (store.root / "runs").iterdir() if path.is_dir()] == []


def test_a_run_that_was_given_up_by_a_process_that_died_is_not_there_and_its_folder_goes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(name: str) -> None:
        if name == "run given up":
            raise SimulatedCrash(name)

    run(store, "old")
    with monkeypatch.context() as patched:
        patched.setattr(runs_module, "failpoint", die)
        with pytest.raises(SimulatedCrash):
            store.forget_run("old")
    assert store.runs() == ()
    assert store.check_files() == []
    run(store, "new")
    assert [path.name for path in (store.root / "runs").iterdir() if path.is_dir()] == ["new"]


def test_where_no_run_was_there_is_none_to_give_up(store: Store) -> None:
    with pytest.raises(NoSuchRun, match="there is no run old"):
        store.forget_run("old")
