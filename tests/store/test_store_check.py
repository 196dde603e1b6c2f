"""Doctor: every kind of damage is planted, and told with its place and a remedy."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from store_world import bills, flip_bit, load, stored_files, voids

from jicha.store import Store
from jicha.store.durable import file_digest
from jicha.store.head import settled, write_head
from jicha.store.manifest import read_manifests
from jicha.store.signed_json import Signed
from jicha.terms.errors import Fault


@pytest.fixture
def loaded(store: Store) -> Store:
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 1), ("b2", "2026-02-05", 2)))
    load(store, "b", "2026-02-01", append=bills(("b3", "2026-01-05", 3)), correct=voids("b1"))
    with store.run_folder("run1") as folder:
        (folder / "findings.csv").write_text("none")
    return store


def manifest(store: Store, number: int) -> dict[str, Any]:
    """What a manifest says."""
    content: dict[str, Any] = json.loads((store.root / "manifests" / f"{number:08d}.json").read_text())["content"]
    return content


def rewrite_manifest(store: Store, number: int, **changes: object) -> None:
    """Forge the last manifest, digest and head included, as a fault of ours would."""
    forged = Signed.of({**manifest(store, number), **changes})
    (store.root / "manifests" / f"{number:08d}.json").write_bytes(bytes(forged))
    write_head(store.root, settled(read_manifests(store.root)))


def told(faults: list[Fault]) -> str:
    assert all(fault.remedy for fault in faults)
    return "\n".join(map(str, faults))


def test_a_sound_store_has_no_faults(loaded: Store) -> None:
    assert loaded.check_manifests() == []
    assert loaded.check_files() == []
    loaded.compact_all()
    assert loaded.check_manifests() + loaded.check_files() == []


def test_a_missing_file_and_a_cut_one_are_told_without_reading_the_rest(loaded: Store) -> None:
    first, second = stored_files(loaded, "2026-01*.parquet")
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    faults = told(loaded.check_manifests())
    assert f"{first.name} of batch" in faults
    assert "is missing" in faults
    assert f"{second.name} has {second.stat().st_size} bytes, written were {second.stat().st_size + 1}" in faults


def test_a_flipped_bit_is_told_by_the_deep_check(loaded: Store) -> None:
    path = stored_files(loaded, "*.parquet")[0]
    flip_bit(path, 100)
    assert loaded.check_manifests() == []
    assert f"{path.name} of batch" in told(loaded.check_files())


def test_a_damaged_manifest_is_told_by_both(loaded: Store) -> None:
    flip_bit(loaded.root / "manifests" / "00000001.json", 100)
    assert "manifests/00000001.json" in told(loaded.check_manifests())
    assert "manifests/00000001.json" in told(loaded.check_files())


def test_counts_that_do_not_add_up_are_told(loaded: Store) -> None:
    batch = manifest(loaded, 2)["batch"]
    batch["counts"]["bill"]["rows_in"] = 3
    rewrite_manifest(loaded, 2, batch=batch)
    assert "does not add up for bill" in told(loaded.check_manifests())


def test_counts_that_are_not_those_of_the_files_are_told(loaded: Store) -> None:
    batch = manifest(loaded, 2)["batch"]
    batch["counts"]["bill"].update(rows_in=3, accepted=3)
    rewrite_manifest(loaded, 2, batch=batch)
    assert "and 2 rows in its files" in told(loaded.check_manifests())


def test_a_file_with_other_rows_than_stated_is_told(loaded: Store) -> None:
    path = stored_files(loaded, "2026-01_2026-02*.parquet")[0]
    pq.write_table(pq.read_table(path).slice(0, 1), path)
    files = manifest(loaded, 1)["files"]
    forged = [
        {**file, "sha256": file_digest(path), "size_bytes": path.stat().st_size} if path.name in file["path"] else file
        for file in files
    ]
    (loaded.root / "manifests" / "00000002.json").unlink()
    rewrite_manifest(loaded, 1, files=forged)
    assert "holds 1 rows, stated are 2" in told(loaded.check_files())


def test_rows_that_a_compaction_lost_are_told(loaded: Store) -> None:
    loaded.compact_all()
    files = manifest(loaded, 3)["files"]
    rewrite_manifest(loaded, 3, files=[file for file in files if file["kind"] == "log"])
    assert "3 base rows of bill were accepted, 0 are read" in told(loaded.check_files())


def test_a_file_in_no_manifest_is_told(loaded: Store) -> None:
    (loaded.root / "tables" / "bill" / "strange.parquet").write_bytes(b"x")
    assert loaded.check_manifests() == []
    assert "tables/bill/strange.parquet is in no manifest" in told(loaded.check_files())


def test_a_delta_log_that_names_other_files_is_told(loaded: Store) -> None:
    files = manifest(loaded, 2)["files"]
    log = next(file for file in files if file["kind"] == "log" and file["path"].startswith("tables/"))
    path = loaded.root / log["path"]
    path.write_text("".join(line for line in path.open() if '"add"' not in line))
    log.update(sha256=file_digest(path), size_bytes=path.stat().st_size)
    rewrite_manifest(loaded, 2, files=files)
    assert "The Delta log".lower() in told(loaded.check_files()).lower()


def test_a_damaged_run_is_told(loaded: Store) -> None:
    (loaded.root / "runs" / "run1" / "findings.csv").write_text("one")
    assert "the run run1 is damaged: findings.csv" in told(loaded.check_files())


def test_what_is_no_store_is_told_not_raised(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    (store.root / "store.json").unlink()
    assert "there is no store" in told(store.check_manifests())
    assert "there is no store" in told(store.check_files())
