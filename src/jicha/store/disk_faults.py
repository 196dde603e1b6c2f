"""A full, failing or forbidden disk is told as one error, whichever library met it: Python, Arrow, DuckDB, delta-rs."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType

from jicha.engine.errors import EngineError
from jicha.store.errors import DiskFailure, NoSpace, NotAllowed
from jicha.terms.errors import JichaError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
# What libraries say that keep no error number; DuckDB's limit on its temporary files is what the disk has.
_SAYS_FULL = re.compile(
    rf"{os.strerror(errno.ENOSPC)}|{os.strerror(errno.EDQUOT)}|os error ({errno.ENOSPC}|{errno.EDQUOT})\b"
    r"|max_temp_directory_size",
    re.IGNORECASE,
)
_SAYS_FAILED = re.compile(rf"{os.strerror(errno.EIO)}|os error {errno.EIO}\b", re.IGNORECASE)
_MIB = 1 << 20
_FEW_FILES_LEFT = 50  # below a fiftieth, files are told beside bytes: a disk with many free bytes can be full of files


def naming_disk_faults(*places: Path) -> AbstractContextManager[None]:
    """Turn what the disk makes of the block into NoSpace, DiskFailure or NotAllowed; other errors pass.

    ``places`` are the folders that the block writes to; the temporary folder is one always.
    """
    return _Naming(places)


class _Naming(AbstractContextManager[None]):
    def __init__(self, places: tuple[Path, ...]) -> None:
        self._places = places

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or (isinstance(error, JichaError) and not isinstance(error, EngineError)):
            return
        causes = list(_causes(error))
        if any(_is(one, _FULL, _SAYS_FULL) for one in causes):
            raise self._full(causes) from error
        if any(_is(one, (errno.EIO,), _SAYS_FAILED) for one in causes):
            raise _failed(causes) from error
        if isinstance(error, OSError) and error.errno in _FORBIDDEN:
            raise _forbidden(error) from error

    def _full(self, causes: list[BaseException]) -> NoSpace:
        free = "; ".join(_free(place) for place in dict.fromkeys([*self._places, Path(gettempdir())]))
        return NoSpace(
            f"the disk is full{_where(causes)}. {free}",
            "Free space there (TMPDIR chooses another temporary folder), then give the same command again: nothing of "
            "it was accepted, and nothing needs repair.",
        )


def _failed(causes: list[BaseException]) -> DiskFailure:
    return DiskFailure(
        f"the disk refuses to work{_where(causes)} ({os.strerror(errno.EIO).lower()})",
        "Have the disk checked and the store (jicha doctor --deep) before anything is loaded again. Nothing of this "
        "command counts, unless the store then says that it was accepted.",
    )


def _forbidden(error: OSError) -> NotAllowed:
    return NotAllowed(
        f"not allowed{_where([error])}: {(error.strerror or '').lower()}",
        "Give the user who runs jicha the right to write there, or choose a folder where it may. Reading a store needs "
        "no such right.",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and what was being handled meanwhile."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop(0)
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            waiting += [one.__cause__, one.__context__]
            yield one


def _is(error: BaseException, numbers: tuple[int, ...], says: re.Pattern[str]) -> bool:
    return getattr(error, "errno", None) in numbers or bool(says.search(str(error)))


def _where(causes: list[BaseException]) -> str:
    named = [one.filename for one in causes if isinstance(one, OSError) and one.filename]
    return f" at {os.fsdecode(named[0])}" if named else ""


def _free(place: Path) -> str:
    while not place.exists() and place != place.parent:
        place = place.parent
    found = os.statvfs(place)
    free, whole = (blocks * found.f_frsize / _MIB for blocks in (found.f_bavail, found.f_blocks))
    told = f"{place} has {free:.1f} of {whole:.0f} MiB free"
    is_short_of_files = found.f_favail < found.f_files / _FEW_FILES_LEFT  # some file systems count none at all
    return f"{told}, and room for only {found.f_favail} more files" if is_short_of_files else told
