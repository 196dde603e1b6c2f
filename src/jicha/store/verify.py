"""No stored file is read before its SHA-256 was found to be what its manifest says.

Parquet readers return wrong data silently for a flipped bit. A digest of an unchanged file (same path, size, time of
change, inode) is taken once in a process; ``verify_again`` takes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jicha.store.durable import file_digest
from jicha.store.errors import DamagedFile
from jicha.store.manifest import StoredFile

_seen: dict[tuple[Path, int, int, int], str] = {}


def verify(root: Path, file: StoredFile, title: str) -> Path:
    """The path of ``file`` if it holds what was written; ``title`` names who wrote it. Raises DamagedFile."""
    path = root / file.path
    try:
        status = path.stat()
        key = (path, status.st_size, status.st_mtime_ns, status.st_ino)
        if key not in _seen:
            _seen[key] = file_digest(path)
        found = _seen[key]
    except FileNotFoundError as error:
        raise _damaged(file, title, "is missing") from error
    except OSError as error:
        raise _damaged(file, title, f"cannot be read ({error.strerror})") from error
    if found != file.sha256:
        raise _damaged(file, title, f"is damaged: its SHA-256 is {found}, it was written as {file.sha256}")
    return path


def verify_all(root: Path, files: Iterable[tuple[StoredFile, str]]) -> tuple[Path, ...]:
    """Verify many files, on both cores. Raises DamagedFile for the first in the order given."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return tuple(pool.map(lambda one: verify(root, *one), files))


def verify_again(root: Path, file: StoredFile, title: str) -> Path:
    """As ``verify``, but reads the file even if this process has done so before. Raises DamagedFile."""
    for key in [key for key in _seen if key[0] == root / file.path]:
        del _seen[key]
    return verify(root, file, title)


def _damaged(file: StoredFile, title: str, what: str) -> DamagedFile:
    return DamagedFile(
        f"the file {file.path} of {title} {what}",
        f"Nothing was read from it. Restore {file.path} from a backup, or load the deliveries into a new store.",
        path=file.path,
        batch_id=title.removeprefix("batch "),
    )
