"""The folders of finished audit runs: written aside, digested, synced, renamed into place, listed, never changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from jicha.store.durable import file_digest, make_folder, publish, sync_file, sync_folder
from jicha.store.errors import DamagedFile, NoSuchRun, RunDiffers
from jicha.store.failpoint import failpoint
from jicha.store.lock import hold_folder, is_held, waiting_lock
from jicha.store.run_index import RUNS, RunIndex, read_index, write_index
from jicha.store.signed_json import Signed
from jicha.terms.errors import Fault, Words

_DIGESTS = "digests.json"


@contextmanager
def new_run(root: Path, run_id: str) -> Iterator[Path]:
    """An empty folder to write a run into; it becomes ``runs/<run_id>`` when the block ends, whole or not at all.

    The same run written again is kept once and keeps its place in the order; it mends its own folder if that was
    damaged. What runs left that were killed is removed. Raises RunDiffers if its content moved, DamagedFile.
    """
    runs = root / RUNS
    make_folder(runs)
    with waiting_lock(runs / ".lock"):
        _remove_leftovers(runs)
        aside = Path(mkdtemp(prefix=f".{run_id}.", dir=runs))
        held = hold_folder(aside)
    try:
        failpoint("run folder made")
        yield aside
        failpoint("run written")
        with waiting_lock(runs / ".lock"):
            _finish(root, run_id, aside)
    finally:
        rmtree(aside, ignore_errors=True)
        os.close(held)


def run_path(root: Path, run_id: str) -> Path:
    """The folder of a finished run, its files verified. Raises NoSuchRun, DamagedFile."""
    listed = _listing(root, run_id)
    folder = root / RUNS / run_id
    if not folder.is_dir():
        raise _damaged(root, run_id, Words("is missing", "缺失"), f"{RUNS}/{run_id}")
    try:
        stated = Signed.read((folder / _DIGESTS).read_bytes())
    except (ValueError, OSError) as error:
        raise _damaged(root, run_id, _unlike(f"{_DIGESTS} ({error})"), f"{RUNS}/{run_id}/{_DIGESTS}") from error
    if stated.digest != listed[run_id]:
        what = Words(f"is damaged: {_DIGESTS} is of another run", f"已损坏：{_DIGESTS} 属于另一次运行")
        raise _damaged(root, run_id, what, f"{RUNS}/{run_id}/{_DIGESTS}")
    found = _digest_files(folder)
    if found != stated.values:
        names = sorted(name for name in {*stated.values, *found} if stated.values.get(name) != found.get(name))
        raise _damaged(root, run_id, _unlike(", ".join(names)), f"{RUNS}/{run_id}/{names[0]}")
    return folder


def run_ids(root: Path) -> tuple[str, ...]:
    """The finished runs, in the order in which they were finished. Raises DamagedFile."""
    return tuple(read_index(root).listed)


def forget_run(root: Path, run_id: str) -> None:
    """Give up a run that cannot be mended: it is listed no more, and its folder is removed. Raises NoSuchRun."""
    _listing(root, run_id)  # a store without runs has no lock of them either
    with waiting_lock(root / RUNS / ".lock"):
        kept = {one: digest for one, digest in _listing(root, run_id).items() if one != run_id}
        _remove_unlisted(root, read_index(root))
        write_index(root, RunIndex(listed=kept, preparing=run_id))
        failpoint("run given up")
        rmtree(root / RUNS / run_id, ignore_errors=True)


def _finish(root: Path, run_id: str, aside: Path) -> None:
    """Announce the run, give it its name, list it: only what the index lists is finished."""
    index = read_index(root)
    listed = index.listed
    files = _digest_files(aside)
    digests = Signed.of(files)
    if listed.get(run_id, digests.digest) != digests.digest:
        raise RunDiffers(
            f"the run {run_id} is already in {root}, with other content",
            "If a run before it was given up, it is compared with another one now: give it up as well (jicha doctor "
            f"--store {root} --forget-run {run_id}) and run it again. Otherwise report this as a fault of jicha: the "
            "same pages, parameters and data must give the same bytes.",
        )
    if run_id in listed and _is_whole(root, run_id):
        return
    for path in (*(aside / name for name in files), *(path for path in aside.rglob("*") if path.is_dir())):
        sync_file(path)
    publish(bytes(digests), aside / _DIGESTS)
    failpoint("run synced")
    _remove_unlisted(root, index)
    write_index(root, RunIndex(listed=listed, preparing=run_id))
    folder = root / RUNS / run_id
    if folder.exists():  # listed, and damaged since
        rmtree(folder)
    aside.chmod(0o755)
    aside.rename(folder)
    failpoint("run renamed")
    sync_folder(folder.parent)
    write_index(root, RunIndex(listed={**listed, run_id: digests.digest}))
    sync_folder(root)
    failpoint("run listed")


def _remove_unlisted(root: Path, index: RunIndex) -> None:
    """Remove, durably, the run of a writer that died before it was listed: the next index does not know its name."""
    if index.preparing and index.preparing not in index.listed and (root / RUNS / index.preparing).exists():
        rmtree(root / RUNS / index.preparing)
        sync_folder(root / RUNS)


def _listing(root: Path, run_id: str) -> Mapping[str, str]:
    listed = read_index(root).listed
    if run_id not in listed:
        raise NoSuchRun(f"there is no run {run_id} in {root}", f"Runs: {', '.join(listed) or 'none'}.")
    return listed


def _is_whole(root: Path, run_id: str) -> bool:
    try:
        run_path(root, run_id)
    except DamagedFile:
        return False
    return True


def _remove_leftovers(runs: Path) -> None:
    """Remove the folders of runs that were killed; those of living ones are held."""
    for folder in runs.glob(".*"):
        if folder.is_dir() and not is_held(folder):
            rmtree(folder, ignore_errors=True)


def _digest_files(folder: Path) -> Mapping[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _DIGESTS)
    return {path.relative_to(folder).as_posix(): file_digest(path) for path in files}


def _unlike(names: str) -> Words:
    return Words(f"is damaged: {names}", f"已损坏：{names}")


def _damaged(root: Path, run_id: str, what: Words, path: str) -> DamagedFile:
    give_up = f"jicha doctor --store {root} --forget-run {run_id}"
    remedy = Words(
        f"Restore {root / RUNS / run_id} from a backup, or run the same audit again (by the same version, --as-of the "
        f"same moment), which mends it; or give the run up: {give_up}.",
        f"请从备份恢复 {root / RUNS / run_id}；或用同一版本、同一 --as-of 时刻重新运行该稽查，即可修复；"
        f"或放弃这次运行：{give_up}。",
    )
    message = Words(f"the run {run_id} {what.en}", f"稽查运行 {run_id} {what.zh}")
    return DamagedFile(Fault.of(message, remedy), path=path)
