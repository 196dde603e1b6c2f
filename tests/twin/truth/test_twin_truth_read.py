"""The truth is read as it was written; another version is refused; and the river has no way to it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from known_truth import END, START, truth_of, write_truth

from jicha import facade
from jicha.demo import deliveries_of
from jicha.terms.errors import JichaError
from jicha.twin.truth.read import NoTruth, TruthOfAnotherVersion, read_truth


def test_homes_are_read_once_each(tmp_path: Path) -> None:
    truth = truth_of(tmp_path)
    assert (truth.seed, truth.scenario, truth.start, truth.end) == (7, "clean", START, END)
    assert (len(truth.homes), len(truth.plantings), len(truth.lives), len(truth.errors)) == (20, 5, 3, 5)


def test_a_truth_without_subjects_is_whole(tmp_path: Path) -> None:
    assert len(truth_of(tmp_path, subjects=None).subjects) == 0


def test_the_folder_above_is_no_truth_and_the_error_names_the_right_one(tmp_path: Path) -> None:
    write_truth(tmp_path / "truth")
    with pytest.raises(NoTruth, match=str(tmp_path / "truth")):
        read_truth(tmp_path)


def test_another_version_is_refused(tmp_path: Path) -> None:
    lives = write_truth(tmp_path) / "lives.parquet"
    whole = pq.read_table(lives)
    for damaged in (whole.drop_columns(["life"]), whole.append_column("more", whole["life"])):
        pq.write_table(damaged, lives)
        with pytest.raises(TruthOfAnotherVersion, match=r"lives\.parquet"):
            read_truth(tmp_path)
    lives.unlink()
    with pytest.raises(TruthOfAnotherVersion, match=r"lives\.parquet"):
        read_truth(tmp_path)


def test_a_build_that_does_not_say_its_seed_is_refused(tmp_path: Path) -> None:
    build = write_truth(tmp_path) / "build.json"
    told = json.loads(build.read_text(encoding="utf-8"))
    build.write_text(json.dumps({name: value for name, value in told.items() if name != "seed"}), encoding="utf-8")
    with pytest.raises(TruthOfAnotherVersion, match="seed"):
        read_truth(tmp_path)


def test_the_river_refuses_the_truth_and_the_folder_above_it(tmp_path: Path) -> None:
    truth = write_truth(tmp_path / "out" / "truth")
    for given in ([tmp_path / "out"], [truth], *([one] for one in sorted(truth.iterdir()))):
        with pytest.raises(JichaError):
            facade.load_delivery(tmp_path / "store", given)
    store = tmp_path / "store"
    assert not any(store.rglob("*.parquet")) if store.exists() else True


def test_a_truth_beside_the_deliveries_changes_nothing_that_is_stored(tmp_path: Path) -> None:
    def stored(name: str) -> dict[str, int]:
        folder = tmp_path / name / "out"
        folder.mkdir(parents=True)
        for paths in deliveries_of(None):
            for file in paths:
                (folder / file.name).write_bytes(file.read_bytes())
        if name == "with":
            write_truth(folder / "truth")
        facade.load_delivery(tmp_path / name / "store", [folder])
        tables = tmp_path / name / "store" / "tables"
        return {
            one.name: sum(pq.read_metadata(file).num_rows for file in one.rglob("*.parquet"))
            for one in tables.iterdir()
        }

    without = stored("without")
    assert stored("with") == without
    assert without["bill"] > 0
