"""Files are synced before they get their name, and a digest is of what was meant."""

import hashlib
import os
from pathlib import Path

import pytest

from jicha.store.durable import DigestingFile, file_digest, make_folder, publish, sync_file, sync_folder


def test_a_published_file_is_synced_renamed_and_its_folder_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    really_sync, really_rename = os.fsync, Path.rename
    monkeypatch.setattr(
        os, "fsync", lambda one: (done.append(os.readlink(f"/proc/self/fd/{one}")), really_sync(one))[1]
    )
    monkeypatch.setattr(Path, "rename", lambda one, to: (done.append("rename"), really_rename(one, to))[1])
    publish(b"content", tmp_path / "new" / "file.json")
    assert done == [str(tmp_path), str(tmp_path / "new" / ".file.json.tmp"), "rename", str(tmp_path / "new")]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["file.json"]


def test_a_crash_before_the_rename_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(b"old", tmp_path / "file")

    def die(one: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", die)
    with pytest.raises(OSError, match="no space"):
        publish(b"new", tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_the_digest_is_of_what_was_written_even_if_the_disk_changes_it(tmp_path: Path) -> None:
    with DigestingFile(tmp_path / "file") as file:
        file.write(b"100 kWh")
        file.write(b", 200 kWh")
    assert (file.size_bytes, file.tell(), file.closed) == (16, 16, True)
    assert file.sha256 == hashlib.sha256(b"100 kWh, 200 kWh").hexdigest() == file_digest(tmp_path / "file")
    (tmp_path / "file").write_bytes(b"100 kWh, 900 kWh")
    assert file.sha256 != file_digest(tmp_path / "file")


def test_a_folder_is_made_with_names_that_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda one: synced.append(os.readlink(f"/proc/self/fd/{one}")))
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert synced == [str(tmp_path), str(tmp_path / "a")]
    make_folder(tmp_path / "a" / "b")
    assert len(synced) == 2


def test_files_and_folders_can_be_synced_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda one: synced.append(os.readlink(f"/proc/self/fd/{one}")))
    (tmp_path / "file").write_bytes(b"x")
    sync_file(tmp_path / "file")
    sync_folder(tmp_path)
    assert synced == [str(tmp_path / "file"), str(tmp_path)]
