"""Whatever a library says of a full, failing or forbidden disk becomes one error with place and remedy."""

import errno
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake.exceptions import DeltaError

from jicha.engine.errors import EngineError
from jicha.store.disk_faults import naming_disk_faults, try_file, try_folder
from jicha.store.errors import DamagedFile, DiskFailure, NoSpace, NotAllowed, WrongPath
from jicha.terms.errors import Fault, JichaError

FULL = {
    "Python": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/data/store/x.parquet"),
    "a quota": OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    "Arrow": pa.ArrowException("IOError: [Errno 28] No space left on device"),
    "delta-rs": DeltaError("Generic LocalFileSystem error: Unable to copy data to file: No space left on device"),
    "Rust": RuntimeError("Io(Custom { kind: StorageFull, error: Os { code: 28 } } (os error 28)"),
    "DuckDB": EngineError("DuckDB: IO Error: Could not write all bytes to file: No space left on device", "Look."),
    "DuckDB, its own limit": EngineError("DuckDB: failed to offload data block: max_temp_directory_size ...", "Look."),
}


@pytest.mark.parametrize("library", FULL)
def test_a_full_disk_is_named_whoever_met_it(tmp_path: Path, library: str) -> None:
    with pytest.raises(NoSpace, match="the disk is full") as caught, naming_disk_faults(tmp_path / "store"):
        raise FULL[library]
    message = str(caught.value)
    assert f"{tmp_path} has" in message  # the nearest folder that is there
    assert "give the same command again" in message
    assert ("at /data/store/x.parquet" in message) == (library == "Python")
    assert caught.value.__cause__ is FULL[library]


def test_it_is_seen_behind_the_error_that_it_led_to(tmp_path: Path) -> None:
    def close_what_could_not_be_written() -> None:
        try:
            raise FULL["Python"]
        except OSError:
            raise ValueError("the footer is missing")  # noqa: B904 (as libraries do when they clean up)

    with pytest.raises(NoSpace), naming_disk_faults(tmp_path):
        close_what_could_not_be_written()


def test_a_disk_that_fails_is_another_fault(tmp_path: Path) -> None:
    with pytest.raises(DiskFailure, match=r"refuses to work at /data/x \(input/output error\)"), naming_disk_faults():
        raise OSError(errno.EIO, os.strerror(errno.EIO), "/data/x")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_store_that_may_not_be_written_to_is_told_as_such(number: int) -> None:
    with pytest.raises(NotAllowed, match="not allowed at /data/lock") as caught, naming_disk_faults():
        raise OSError(number, os.strerror(number), "/data/lock")
    assert "Reading a store needs no such right" in caught.value.faults[0].remedy


@pytest.mark.parametrize(
    "error",
    [
        DamagedFile(Fault("x cannot be read (Input/output error)", "Restore it."), path="x"),  # says it better already
        JichaError("No space left on device", "stands in a name"),
        FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)),
        ValueError("not a number"),
        KeyboardInterrupt(),
    ],
)
def test_other_errors_pass_as_they_are(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, naming_disk_faults():
        raise error
    assert caught.value is error


def test_a_really_full_disk_is_named(tmp_path: Path) -> None:
    rows = pa.table({"n": list(range(1000))})
    with pytest.raises(NoSpace), naming_disk_faults(tmp_path), Path("/dev/full").open("wb") as file:
        pq.write_table(rows, file)  # as an open file: given the path, Arrow would remove the device
    with pytest.raises(NoSpace), naming_disk_faults(tmp_path), Path("/dev/full").open("w") as file:
        file.write("x" * 100_000)


def test_a_disk_that_is_full_of_files_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Blocks of 4 KiB: 256 MiB of 1 GiB are free, but of 1,000 files only 3 may still be made; a fiftieth would be 20.
    def disk(files_free: int) -> os.statvfs_result:
        return os.statvfs_result((4096, 4096, 262_144, 65_536, 65_536, 1000, files_free, files_free, 0, 255))

    monkeypatch.setattr(os, "statvfs", lambda place: disk(3))
    with pytest.raises(NoSpace, match=r"256\.0 of 1024 MiB free, and room for only 3 more files"), naming_disk_faults():
        raise FULL["Python"]
    monkeypatch.setattr(os, "statvfs", lambda place: disk(20))
    with pytest.raises(NoSpace) as caught, naming_disk_faults(tmp_path):
        raise FULL["Python"]
    assert "more files" not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "said", "said_zh"),
    [
        (errno.ENOENT, "no such file or directory", "路径不存在"),
        (errno.ENOTDIR, "not a directory", "这是文件，不是文件夹"),
        (errno.EISDIR, "is a directory", "这是文件夹，不是文件"),
        (errno.EEXIST, "file exists", "该处已有同名文件"),
    ],
)
def test_a_path_that_cannot_be_is_told_with_the_path(number: int, said: str, said_zh: str) -> None:
    with pytest.raises(WrongPath, match=said) as caught, naming_disk_faults():
        raise OSError(number, os.strerror(number), "/data/x")
    assert str(caught.value).startswith("/data/x: ")
    assert caught.value.faults[0].chinese.startswith(f"/data/x：{said_zh}。")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_what_may_not_be_written_is_seen_whoever_met_it(number: int) -> None:
    met = [
        OSError(number, os.strerror(number), "/data/lock"),
        ValueError(OSError(number, os.strerror(number), "/data/lock")),  # as xlsxwriter does
        DeltaError(f"Generic LocalFileSystem error: {os.strerror(number)} (os error {number})"),
    ]
    for error in met:
        with pytest.raises(NotAllowed), naming_disk_faults():
            raise error


def test_a_place_for_the_result_is_tried_before_the_work(tmp_path: Path) -> None:
    try_folder(tmp_path / "new" / "folder")
    assert list((tmp_path / "new" / "folder").iterdir()) == []
    kept = tmp_path / "kept.xlsx"
    kept.write_text("as it was")
    try_file(kept)
    try_file(tmp_path / "more" / "x.xlsx")
    assert kept.read_text() == "as it was"
    assert list((tmp_path / "more").iterdir()) == []


def test_a_place_without_room_for_the_result_is_refused_by_its_own_name(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for place in (file, file / "below", Path("/proc/x")):
        with pytest.raises(WrongPath) as caught:
            try_folder(place)
        assert caught.value.faults[0].file == str(place)
    with pytest.raises(WrongPath, match="is a directory"):
        try_file(tmp_path)
