"""Manifests come back as they were written, or are refused; a chain shows what is missing."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from store_world import delivery, flip_bit

from jicha.store import Batch, Counts
from jicha.store.errors import DamagedFile
from jicha.store.manifest import (
    FileKind,
    Manifest,
    StoredFile,
    files_in_force,
    files_named,
    last_digest,
    manifest_paths,
    read_manifest,
    read_manifests,
    write_manifest,
)

FILE = StoredFile(
    path="tables/bill/a.parquet",
    kind=FileKind.BASE,
    table="bill",
    sha256="00",
    size_bytes=9,
    rows=2,
    time_from=date(2026, 1, 5),
    time_to=date(2026, 1, 31),
    undated=1,
    received_from=datetime(2026, 2, 1, 8, 30, 0, 5),
    received_to=datetime(2026, 2, 1, 8, 30, 0, 5),
)
BATCH = Batch(1, delivery("a", "2026-02-01T08:30"), {"bill": Counts(3, 2, 1)})


def chain(root: Path) -> tuple[Manifest, ...]:
    """A batch, a second one, and a compaction of both."""
    other = replace(FILE, path="tables/bill/b.parquet")
    first = write_manifest(root, Manifest(sequence=1, previous="", files=(FILE,), batch=BATCH))
    second = write_manifest(
        root, Manifest(sequence=2, previous=first.digest, files=(other,), batch=replace(BATCH, sequence=2))
    )
    merged = replace(FILE, path="tables/bill/merged.parquet", rows=4)
    third = write_manifest(
        root, Manifest(sequence=3, previous=second.digest, files=(merged,), replaces=(FILE.path, other.path))
    )
    return first, second, third


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    written = chain(tmp_path)
    assert read_manifests(tmp_path) == written
    assert last_digest(written) == written[-1].digest
    assert last_digest(()) == ""
    assert [one.title for one in written][1:] == [f"batch {BATCH.batch_id}", "compaction 3"]


def test_files_in_force_are_those_that_no_compaction_replaced(tmp_path: Path) -> None:
    manifests = chain(tmp_path)
    assert list(files_in_force(manifests[:2])) == ["tables/bill/a.parquet", "tables/bill/b.parquet"]
    assert list(files_in_force(manifests)) == ["tables/bill/merged.parquet"]
    assert len(files_named(manifests)) == 3


@pytest.mark.parametrize("number", [0, 1])
def test_a_manifest_missing_from_the_chain_is_found(tmp_path: Path, number: int) -> None:
    chain(tmp_path)
    manifest_paths(tmp_path)[number].unlink()
    with pytest.raises(DamagedFile, match="does not follow the manifest before it"):
        read_manifests(tmp_path)


def test_a_manifest_exchanged_for_another_good_one_is_found(tmp_path: Path) -> None:
    first, *_ = chain(tmp_path)
    write_manifest(tmp_path, Manifest(sequence=2, previous=first.digest, files=()))
    with pytest.raises(DamagedFile, match=r"00000003\.json does not follow"):
        read_manifests(tmp_path)


def test_a_manifest_under_another_name_is_found(tmp_path: Path) -> None:
    chain(tmp_path)
    path = manifest_paths(tmp_path)[0]
    path.rename(path.with_name("00000007.json"))
    with pytest.raises(DamagedFile, match=r"is that of manifests/00000001\.json"):
        read_manifest(tmp_path, path.with_name("00000007.json"))


def test_a_flipped_bit_and_a_cut_are_found(tmp_path: Path) -> None:
    chain(tmp_path)
    path = manifest_paths(tmp_path)[1]
    whole = path.read_bytes()
    for place in range(0, len(whole), 37):
        flip_bit(path, place)
        with pytest.raises(DamagedFile, match=r"manifests/00000002\.json cannot be read"):
            read_manifests(tmp_path)
        path.write_bytes(whole[:place])
        with pytest.raises(DamagedFile):
            read_manifests(tmp_path)
        path.write_bytes(whole)
    assert len(read_manifests(tmp_path)) == 3
