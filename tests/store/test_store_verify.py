"""A file is read only after its digest held; a good one is not read twice in a process."""

import os
from pathlib import Path

import pytest
from store_world import flip_bit

from jicha.store import verify as verify_module
from jicha.store.durable import file_digest
from jicha.store.errors import DamagedFile
from jicha.store.manifest import FileKind, StoredFile
from jicha.store.verify import verify, verify_again, verify_all


@pytest.fixture
def file(tmp_path: Path) -> StoredFile:
    (tmp_path / "a.parquet").write_bytes(b"x" * 1000)
    digest = file_digest(tmp_path / "a.parquet")
    return StoredFile(path="a.parquet", kind=FileKind.BASE, table="bill", sha256=digest, size_bytes=1000)


def test_a_good_file_is_handed_over_and_digested_once(
    tmp_path: Path, file: StoredFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    monkeypatch.setattr(verify_module, "file_digest", lambda path: (read.append(path), file_digest(path))[1])
    assert verify(tmp_path, file, "batch b") == tmp_path / "a.parquet"
    assert verify_all(tmp_path, [(file, "batch b")] * 3) == (tmp_path / "a.parquet",) * 3
    assert len(read) == 1
    verify_again(tmp_path, file, "batch b")
    assert len(read) == 2


def test_a_flipped_bit_is_found_even_after_the_file_was_good(tmp_path: Path, file: StoredFile) -> None:
    verify(tmp_path, file, "batch b")
    flip_bit(tmp_path / "a.parquet", 500)
    with pytest.raises(DamagedFile, match=r"the file a\.parquet of batch b is damaged: its SHA-256 is") as caught:
        verify(tmp_path, file, "batch b")
    assert (caught.value.path, caught.value.batch_id) == ("a.parquet", "b")
    assert "Nothing was read from it. Restore a.parquet from a backup" in caught.value.faults[0].remedy


def test_a_change_that_hides_its_time_is_found_by_a_check_that_reads_again(tmp_path: Path, file: StoredFile) -> None:
    path = tmp_path / "a.parquet"
    before = path.stat()
    verify(tmp_path, file, "batch b")
    flip_bit(path, 500)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(DamagedFile):
        verify_again(tmp_path, file, "batch b")


def test_a_missing_and_an_unreadable_file_are_named(tmp_path: Path, file: StoredFile) -> None:
    (tmp_path / "a.parquet").unlink()
    with pytest.raises(DamagedFile, match="is missing"):
        verify(tmp_path, file, "batch b")
    (tmp_path / "a.parquet").mkdir()
    with pytest.raises(DamagedFile, match="cannot be read"):
        verify(tmp_path, file, "batch b")
