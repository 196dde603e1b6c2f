"""Everything that can be wrong with a store, as faults with remedies: `jicha doctor` prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from jicha.store.delta_log import committed_names
from jicha.store.errors import DamagedFile
from jicha.store.head import read_published
from jicha.store.manifest import FileKind, Manifest, StoredFile, files_in_force, files_named
from jicha.store.recovery import unnamed_files
from jicha.store.runs import run_ids, run_path
from jicha.store.verify import verify_again
from jicha.terms.errors import Fault, JichaError

_RESTORE = "Restore the store from a backup, or load the deliveries into a new store."


def check_manifests(root: Path) -> list[Fault]:
    """Head, chain of manifests, conservation of rows in each batch, and that every file is there in its size."""
    try:
        _, manifests = read_published(root)
    except JichaError as error:
        return list(error.faults)
    return [fault for manifest in manifests for fault in _manifest_faults(root, manifest)]


def check_files(root: Path) -> list[Fault]:
    """Read every byte: what ``check_stored`` reads, and files that no manifest names."""
    return [*check_stored(root), *check_unnamed(root)]


def check_stored(root: Path) -> list[Fault]:
    """Digests of all files and runs, rows in files, agreement with the Delta log."""
    try:
        _, manifests = read_published(root)
    except JichaError as error:
        return list(error.faults)
    faults: list[Fault] = []
    whole: list[StoredFile] = []
    for file, manifest in files_named(manifests).values():
        try:
            verify_again(root, file, manifest.title)
            whole.append(file)
        except DamagedFile as error:
            faults += error.faults
    faults += _row_faults(root, manifests, whole)
    if len(whole) == len(files_named(manifests)) and not unnamed_files(root, manifests):  # else it is known to differ
        faults += _delta_faults(root, manifests)
    return faults + _run_faults(root)


def check_unnamed(root: Path) -> list[Fault]:
    """Files that no manifest names: left by a write that did not finish, or strangers. Reads no content."""
    try:
        head, manifests = read_published(root)
    except JichaError:
        return []  # the other checks say what is wrong with the manifests
    interrupted = head.preparing == len(manifests) + 1
    return [_unnamed_fault(path.relative_to(root).as_posix(), interrupted) for path in unnamed_files(root, manifests)]


def _manifest_faults(root: Path, manifest: Manifest) -> Iterator[Fault]:
    for file in manifest.files:
        path = root / file.path
        if not path.is_file():
            yield Fault(f"the file {file.path} of {manifest.title} is missing", _RESTORE, file.path)
        elif path.stat().st_size != file.size_bytes:
            size = path.stat().st_size
            yield Fault(f"{file.path} has {size} bytes, written were {file.size_bytes}", _RESTORE, file.path)
    if manifest.batch:
        yield from _count_faults(manifest)


def _count_faults(manifest: Manifest) -> Iterator[Fault]:
    assert manifest.batch is not None
    rows: Counter[str] = Counter()
    for file in manifest.files:
        if file.kind in (FileKind.BASE, FileKind.CORRECTION):
            rows[file.table] += file.rows
    for table in sorted({*rows, *manifest.batch.counts}):
        counts = manifest.batch.counts.get(table)
        if counts is None or not counts.add_up or counts.accepted + counts.restated != rows[table]:
            yield Fault(
                f"{manifest.title} does not add up for {table}: {counts}, and {rows[table]} rows in its files",
                "Report this as a fault of jicha; load the delivery into a new store.",
                manifest.path,
            )


def _row_faults(root: Path, manifests: tuple[Manifest, ...], whole: list[StoredFile]) -> Iterator[Fault]:
    """Files that hold another number of rows than stated, and rows that a compaction lost."""
    for file in whole:
        if file.kind is not FileKind.LOG and (rows := pq.read_metadata(root / file.path).num_rows) != file.rows:
            yield Fault(f"{file.path} holds {rows} rows, stated are {file.rows}", _RESTORE, file.path)
    published: Counter[tuple[str, FileKind]] = Counter()
    for manifest in manifests:
        for file in manifest.files if manifest.batch else ():
            published[file.table, file.kind] += file.rows
    in_force: Counter[tuple[str, FileKind]] = Counter()
    for file in files_in_force(manifests).values():
        in_force[file.table, file.kind] += file.rows
    for table, kind in sorted(published):
        if published[table, kind] != in_force[table, kind]:
            yield Fault(
                f"{published[table, kind]} {kind} rows of {table} were accepted, {in_force[table, kind]} are read",
                "Report this as a fault of jicha; the files before the compaction are still there.",
            )


def _unnamed_fault(name: str, interrupted: bool) -> Fault:
    if interrupted:
        return Fault(f"{name} was left by a write that did not finish", "The next write removes it.", name)
    return Fault(
        f"{name} is in no manifest", "If manifests were lost, restore them from a backup; else move it away.", name
    )


def _delta_faults(root: Path, manifests: tuple[Manifest, ...]) -> Iterator[Fault]:
    stated: dict[Path, set[str]] = {}
    for file in files_in_force(manifests).values():
        if file.kind is not FileKind.LOG:
            stated.setdefault((root / file.path).parent, set()).add(Path(file.path).name)
    for folder, names in sorted(stated.items()):
        if committed_names(folder) != names:
            yield Fault(
                f"the Delta log of {folder.relative_to(root)} names other files than the manifests",
                "jicha reads by the manifests and is not affected; other readers of this folder are.",
                folder.relative_to(root).as_posix(),
            )


def _run_faults(root: Path) -> list[Fault]:
    faults: list[Fault] = []
    try:
        listed = run_ids(root)
    except DamagedFile as error:
        return list(error.faults)
    for run_id in listed:
        try:
            run_path(root, run_id)
        except DamagedFile as error:
            faults += error.faults
    return faults
