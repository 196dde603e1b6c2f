"""The folders of finished audit runs: written aside, digested, synced, renamed into place, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from jicha.store.durable import file_digest, publish, sync_file, sync_folder
from jicha.store.errors import DamagedFile, NoSuchRun, RunDiffers
from jicha.store.lock import waiting_lock
from jicha.store.signed_json import Signed

_RUNS = "runs"
_DIGESTS = "digests.json"


@dataclass(frozen=True, slots=True)
class _Finished:
    """The place of a run in the order, and the SHA-256 of its files by name."""

    number: int
    files: Mapping[str, str]


@contextmanager
def new_run(root: Path, run_id: str) -> Iterator[Path]:
    """An empty folder to write a run into; it becomes ``runs/<run_id>`` when the block ends, whole or not at all.

    The same run written again is kept once and keeps its place in the order. Raises RunDiffers if its content moved.
    """
    runs = root / _RUNS
    runs.mkdir(exist_ok=True)
    aside = Path(mkdtemp(prefix=f".{run_id}.", dir=runs))
    try:
        yield aside
        with waiting_lock(runs / ".lock"):
            _finish(root, run_id, aside)
    finally:
        rmtree(aside, ignore_errors=True)


def run_path(root: Path, run_id: str) -> Path:
    """The folder of a finished run, its files verified. Raises NoSuchRun, DamagedFile."""
    folder = root / _RUNS / run_id
    if run_id not in run_ids(root):
        raise NoSuchRun(f"there is no run {run_id} in {root}", f"Runs: {', '.join(run_ids(root)) or 'none'}.")
    stated = _finished(folder).files
    if _digest_files(folder) != stated:
        found = _digest_files(folder)
        damaged = sorted(name for name in {*stated, *found} if stated.get(name) != found.get(name))
        raise DamagedFile(
            f"the run {run_id} is damaged: {', '.join(damaged)}",
            f"Delete {folder} and run the audit again; the same plan on the same data gives the same run.",
            path=f"{_RUNS}/{run_id}/{damaged[0]}",
        )
    return folder


def run_ids(root: Path) -> tuple[str, ...]:
    """The finished runs, in the order in which they were finished."""
    folders = [path.parent for path in (root / _RUNS).glob(f"[!.]*/{_DIGESTS}")]
    return tuple(folder.name for folder in sorted(folders, key=lambda one: _finished(one).number))


def _finish(root: Path, run_id: str, aside: Path) -> None:
    folder = root / _RUNS / run_id
    files = _digest_files(aside)
    if folder.exists():
        if _finished(folder).files != files:
            raise RunDiffers(
                f"the run {run_id} is already in {root}, with other content",
                "The same pages, parameters and data must give the same bytes; report this as a fault of jicha.",
            )
        return
    for path in (*(aside / name for name in files), *(path for path in aside.rglob("*") if path.is_dir())):
        sync_file(path)
    number = max((_finished(root / _RUNS / one).number for one in run_ids(root)), default=0) + 1
    publish(bytes(Signed.of(asdict(_Finished(number, files)))), aside / _DIGESTS)
    aside.chmod(0o755)
    aside.rename(folder)
    sync_folder(folder.parent)


def _digest_files(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _DIGESTS)
    return {path.relative_to(folder).as_posix(): file_digest(path) for path in files}


def _finished(folder: Path) -> _Finished:
    path = folder / _DIGESTS
    try:
        return _Finished(**Signed.read(path.read_bytes()).values)
    except (ValueError, TypeError, OSError) as error:
        raise DamagedFile(
            f"{path} cannot be read ({error})",
            f"Delete {folder} and run the audit again.",
            path=f"{_RUNS}/{folder.name}/{_DIGESTS}",
        ) from error
