"""A disk that is full, fails or forbids is told as one error, whichever library met it, and a path that leads nowhere.

The libraries are Python's own, Arrow, DuckDB, delta-rs and xlsxwriter.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from types import TracebackType

from jicha.engine.errors import EngineError
from jicha.store.errors import DiskFailure, NoSpace, NotAllowed, WrongPath
from jicha.terms.errors import Fault, JichaError, Words

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在磁盘或文件夹是只读的",
}
_WRONG = {
    errno.ENOENT: "路径不存在",
    errno.ENOTDIR: "这是文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "该处已有同名文件",
    errno.ENAMETOOLONG: "路径太长",
    errno.ELOOP: "链接循环",
}
# What libraries say that keep no error number; DuckDB's limit on its temporary files is what the disk has.
_SAYS_FULL = re.compile(
    rf"{os.strerror(errno.ENOSPC)}|{os.strerror(errno.EDQUOT)}|os error ({errno.ENOSPC}|{errno.EDQUOT})\b"
    r"|max_temp_directory_size",
    re.IGNORECASE,
)
_SAYS_FAILED = re.compile(rf"{os.strerror(errno.EIO)}|os error {errno.EIO}\b", re.IGNORECASE)
_SAYS_FORBIDDEN = {
    number: re.compile(rf"{os.strerror(number)}|os error {number}\b", re.IGNORECASE) for number in _FORBIDDEN
}
_MIB = 1 << 20
_FEW_FILES_LEFT = 50  # below a fiftieth, files are told beside bytes: a disk with many free bytes can be full of files


def naming_disk_faults(*places: Path) -> AbstractContextManager[None]:
    """Turn what the disk makes of the block into NoSpace, DiskFailure, NotAllowed or WrongPath; other errors pass.

    ``places`` are the folders that the block writes to; the temporary folder is one always.
    """
    return _Naming(places)


def try_folder(folder: Path) -> None:
    """Make a folder if it is not there and see that a file can be made in it. Raises what ``naming_disk_faults`` names.

    For work of minutes whose result would have no place in the end.
    """
    with naming_disk_faults(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            TemporaryFile(dir=folder).close()
        except OSError as error:  # the name of the trial tells a person nothing
            raise OSError(error.errno, error.strerror, str(folder)) from error


def try_file(path: Path) -> None:
    """The same for a file that is to be written; one that is there keeps its content."""
    try_folder(path.parent)
    if path.exists():
        with naming_disk_faults(path.parent):
            path.open("ab").close()


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
        told = next((one for one in (error, *error.args) if isinstance(one, OSError)), None)  # xlsxwriter wraps it
        if told is not None and told.errno in _WRONG and told.filename:
            raise _wrong(told) from error
        number = next((one for one in _FORBIDDEN if _says(error if told is None else told, one)), None)
        if number is not None:
            raise _forbidden(number, told) from error

    def _full(self, causes: list[BaseException]) -> NoSpace:
        free = [_free(place) for place in dict.fromkeys([*self._places, Path(gettempdir())])]
        message = Words(
            f"the disk is full{_where(causes)}. {'; '.join(one.en for one in free)}",
            f"磁盘空间已满{_where_zh(causes)}：{'；'.join(one.zh for one in free)}",
        )
        remedy = Words(
            "Free space there (TMPDIR chooses another temporary folder), then give the same command again: nothing of "
            "it was accepted, and nothing needs repair.",
            "请腾出空间（临时文件夹可用 TMPDIR 另行指定），再重新执行同一命令：本次没有写入任何数据，也无需修复。",
        )
        return NoSpace(Fault.of(message, remedy))


def _failed(causes: list[BaseException]) -> DiskFailure:
    said = os.strerror(errno.EIO).lower()
    message = Words(f"the disk refuses to work{_where(causes)} ({said})", f"磁盘读写出错{_where_zh(causes)}（{said}）")
    remedy = Words(
        "Have the disk checked and the store (jicha doctor --deep) before anything is loaded again. Nothing of this "
        "command counts, unless the store then says that it was accepted.",
        "请先检查磁盘和数据库（jicha doctor --deep），再导入数据。除非检查后显示已入库，否则本次命令无效。",
    )
    return DiskFailure(Fault.of(message, remedy))


def _forbidden(number: int, error: OSError | None) -> NotAllowed:
    causes: list[BaseException] = [error] if error else []
    message = Words(
        f"not allowed{_where(causes)}: {os.strerror(number).lower()}",
        f"无法读写{_where_zh(causes)}：{_FORBIDDEN[number]}",
    )
    remedy = Words(
        "Give the user who runs jicha the right to write there, or choose a folder where it may. Reading a store needs "
        "no such right.",
        "请为运行 jicha 的用户开通写入权限，或改用可写的文件夹；只查询数据不需要写入权限。",
    )
    return NotAllowed(Fault.of(message, remedy))


def _wrong(error: OSError) -> WrongPath:
    assert error.errno is not None
    message = Words(f"the path cannot be used: {(error.strerror or '').lower()}", _WRONG[error.errno])
    remedy = Words("Check the path, or choose another one.", "请检查路径，或改用其他路径。")
    return WrongPath(Fault.of(message, remedy, os.fsdecode(error.filename)))


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


def _says(error: BaseException, number: int) -> bool:
    known = getattr(error, "errno", None)
    return known == number if known is not None else bool(_SAYS_FORBIDDEN[number].search(str(error)))


def _place(causes: list[BaseException]) -> str:
    return next((os.fsdecode(one.filename) for one in causes if isinstance(one, OSError) and one.filename), "")


def _where(causes: list[BaseException]) -> str:
    return f" at {place}" if (place := _place(causes)) else ""


def _where_zh(causes: list[BaseException]) -> str:
    return f"（{place}）" if (place := _place(causes)) else ""


def _free(place: Path) -> Words:
    while not place.exists() and place != place.parent:
        place = place.parent
    found = os.statvfs(place)
    free, whole = (blocks * found.f_frsize / _MIB for blocks in (found.f_bavail, found.f_blocks))
    told = Words(
        f"{place} has {free:.1f} of {whole:.0f} MiB free", f"{place} 剩余 {free:.1f} MiB（共 {whole:.0f} MiB）"
    )
    is_short_of_files = found.f_favail < found.f_files / _FEW_FILES_LEFT  # some file systems count none at all
    if not is_short_of_files:
        return told
    return Words(
        f"{told.en}, and room for only {found.f_favail} more files",
        f"{told.zh}，只能再建 {found.f_favail} 个文件",
    )
