"""No stored file is read before its SHA-256 was found to be what its manifest says.

Parquet readers return wrong data silently for a flipped bit. A digest of an unchanged file (same path, size, time of
change of the inode, inode) is taken once in a process; ``verify_again`` takes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jicha.store.durable import file_digest
from jicha.store.errors import DamagedFile
from jicha.store.manifest import StoredFile
from jicha.terms.errors import Fault, Words

_seen: dict[Path, tuple[tuple[int, int, int], str]] = {}  # by path: what it was when it was read, and its digest


def verify(root: Path, file: StoredFile, title: str) -> Path:
    """The path of ``file`` if it holds what was written; ``title`` names who wrote it. Raises DamagedFile."""
    path = root / file.path
    try:
        status = path.stat()
        stamp = (status.st_size, status.st_ctime_ns, status.st_ino)
        if path not in _seen or _seen[path][0] != stamp:
            _seen[path] = stamp, file_digest(path)
        found = _seen[path][1]
    except FileNotFoundError as error:
        raise _damaged(file, title, Words("is missing", "缺失")) from error
    except OSError as error:
        what = Words(f"cannot be read ({error.strerror})", f"无法读取（{error.strerror}）")
        raise _damaged(file, title, what) from error
    if found != file.sha256:
        what = Words(
            f"is damaged: its SHA-256 is {found}, it was written as {file.sha256}",
            f"已损坏：现在的 SHA-256 是 {found}，写入时是 {file.sha256}",
        )
        raise _damaged(file, title, what)
    return path


def verify_all(root: Path, files: Iterable[tuple[StoredFile, str]]) -> tuple[Path, ...]:
    """Verify many files, on both cores. Raises DamagedFile for the first in the order given."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return tuple(pool.map(lambda one: verify(root, *one), files))


def verify_again(root: Path, file: StoredFile, title: str) -> Path:
    """As ``verify``, but reads the file even if this process has done so before. Raises DamagedFile."""
    _seen.pop(root / file.path, None)
    return verify(root, file, title)


def _damaged(file: StoredFile, title: str, what: Words) -> DamagedFile:
    message = Words(
        f"the file {file.path} of {title} {what.en}", f"{title.replace('batch ', '批次 ')} 的文件 {file.path} {what.zh}"
    )
    remedy = Words(
        f"Nothing was read from it. Restore {file.path} from a backup, or load the deliveries into a new store.",
        f"未读取其中任何数据。请从备份恢复 {file.path}，或将各批数据重新导入新的数据库。",
    )
    return DamagedFile(Fault.of(message, remedy), path=file.path, batch_id=title.removeprefix("batch "))
