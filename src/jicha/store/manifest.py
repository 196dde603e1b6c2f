"""Manifests decide what is visible: one JSON file for each batch or compaction, written last, naming every file.

A manifest is read back only if its own digest holds and if it names the digest of the manifest before it. A flipped
bit, a cut file and a missing link are all found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from jicha.store.delivery import Batch, Counts, DeliveredFile, Delivery
from jicha.store.durable import publish
from jicha.store.errors import DamagedFile, NewerLayout
from jicha.store.signed_json import Signed
from jicha.terms.errors import Fault, Words

LAYOUT = 1
FOLDER = "manifests"


class FileKind(StrEnum):
    """What a stored file holds."""

    BASE = "base"  # rows as they were first delivered
    CORRECTION = "correction"  # rows that replace or void earlier ones
    STATEMENT = "statement"  # rows as delivered whose key the store held already; read only to order versions
    WAITING = "waiting"  # what accepted rows asked that had no answer yet
    QUARANTINE = "quarantine"  # source rows that were not accepted
    LOG = "log"  # a commit of the Delta log


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file of the store. ``path`` is relative to the root.

    ``time_from .. time_to`` are the days (inclusive; UTC days for instants) of the table's time column, and ``undated``
    counts the rows that have none: a reader of one window skips files wholly outside. ``received_from .. received_to``
    bound ``received_at``: they differ in files that a compaction merged, and in what a late delivery restated.

    ``speaks`` are the columns that the source of its rows states, NULL or not (empty: all); ``mention``: it only
    mentioned the objects.
    """

    path: str
    kind: FileKind
    table: str
    sha256: str
    size_bytes: int
    rows: int = 0
    time_from: date | None = None
    time_to: date | None = None
    undated: int = 0
    received_from: datetime | None = None
    received_to: datetime | None = None
    speaks: tuple[str, ...] = ()
    mention: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What one act of the writer made visible: a batch, or (``batch`` is None) a compaction.

    ``replaces`` are the paths that a compaction's files stand for from here on; they stay on disk.
    """

    sequence: int
    previous: str
    files: tuple[StoredFile, ...]
    batch: Batch | None = None
    replaces: tuple[str, ...] = ()
    layout: int = LAYOUT
    digest: str = ""

    @property
    def path(self) -> str:
        """Where it is kept, relative to the root."""
        return f"{FOLDER}/{self.sequence:08d}.json"

    @property
    def title(self) -> str:
        """How a message names it."""
        return f"batch {self.batch.batch_id}" if self.batch else f"compaction {self.sequence}"


def write_manifest(root: Path, manifest: Manifest) -> Manifest:
    """Make a manifest visible, durably; returns it with its digest."""
    signed = Signed.of(_values(manifest))
    publish(bytes(signed), root / manifest.path)
    return replace(manifest, digest=signed.digest)


def read_manifests(root: Path) -> tuple[Manifest, ...]:
    """All manifests in order. Raises DamagedFile at the first that does not hold, NewerLayout at one of the future."""
    found: list[Manifest] = []
    for path in manifest_paths(root):
        manifest = read_manifest(root, path)
        previous = found[-1] if found else None
        if (manifest.sequence, manifest.previous) != (len(found) + 1, previous.digest if previous else ""):
            expected = f"{FOLDER}/{len(found) + 1:08d}.json"
            what = Words(
                f"does not follow the manifest before it; one is missing or was exchanged (expected was {expected})",
                f"与前一个清单不衔接：有清单缺失或被替换（此处应为 {expected}）",
            )
            raise _damaged(manifest.path, what)
        found.append(manifest)
    return tuple(found)


def manifest_paths(root: Path) -> list[Path]:
    """The manifest files, in order of their sequence."""
    return sorted((root / FOLDER).glob("*.json"))


def read_manifest(root: Path, path: Path) -> Manifest:
    """Read one manifest by itself, without its place in the chain. Raises DamagedFile, NewerLayout."""
    name = path.relative_to(root).as_posix()
    try:
        signed = Signed.read(path.read_bytes())
    except (ValueError, OSError) as error:
        raise _damaged(name, Words(f"cannot be read ({error})", f"无法读取（{error}）")) from error
    if signed.values["layout"] > LAYOUT:
        raise newer_layout(name, name, signed.values["layout"])
    manifest = _manifest(signed.values, signed.digest)
    if manifest.path != name:
        raise _damaged(name, Words(f"is that of {manifest.path}", f"的内容属于 {manifest.path}"))
    return manifest


def files_in_force(manifests: Iterable[Manifest]) -> dict[str, StoredFile]:
    """The files that are read now, by path: everything named, less what compactions replaced."""
    found: dict[str, StoredFile] = {}
    for manifest in manifests:
        for path in manifest.replaces:
            del found[path]
        found.update((file.path, file) for file in manifest.files)
    return found


def files_named(manifests: Iterable[Manifest]) -> dict[str, tuple[StoredFile, Manifest]]:
    """Every file that was ever published, by path, with the manifest that published it."""
    return {file.path: (file, manifest) for manifest in manifests for file in manifest.files}


def last_digest(manifests: Sequence[Manifest]) -> str:
    """The digest the next manifest must name."""
    return manifests[-1].digest if manifests else ""


def newer_layout(what: str, what_zh: str, layout: int) -> NewerLayout:
    """That a store, or one manifest of it, is of a layout that came after this version."""
    return NewerLayout(
        f"{what} has layout {layout}; this version of jicha reads up to {LAYOUT}",
        "Use the version of jicha that wrote it, or a later one.",
        message_zh=f"{what_zh} 的存储格式版本为 {layout}，当前 jicha 最高支持 {LAYOUT}",
        remedy_zh="请使用写入该数据的 jicha 版本或更新的版本。",
    )


def _damaged(path: str, what: Words) -> DamagedFile:
    message = Words(f"the manifest {path} {what.en}", f"批次清单 {path} {what.zh}")
    remedy = Words(f"Restore {path} from a backup.", f"请从备份恢复 {path}。")
    return DamagedFile(Fault.of(message, remedy), path=path)


def _values(manifest: Manifest) -> dict[str, Any]:
    values = asdict(manifest)
    del values["digest"]
    if manifest.batch:
        values["batch"]["batch_id"] = manifest.batch.batch_id  # for whoever reads the file; it follows from the rest
    return values


def _manifest(values: Mapping[str, Any], digest: str) -> Manifest:
    return Manifest(
        sequence=values["sequence"],
        previous=values["previous"],
        files=tuple(_file(file) for file in values["files"]),
        batch=_batch(values["batch"]) if values["batch"] else None,
        replaces=tuple(values["replaces"]),
        layout=values["layout"],
        digest=digest,
    )


def _file(values: dict[str, Any]) -> StoredFile:
    days = {name: date.fromisoformat(values[name]) for name in ("time_from", "time_to") if values[name]}
    moments = {name: datetime.fromisoformat(values[name]) for name in ("received_from", "received_to") if values[name]}
    speaks = tuple(values.get("speaks", ()))
    return StoredFile(**{**values, **days, **moments, "kind": FileKind(values["kind"]), "speaks": speaks})


def _batch(values: dict[str, Any]) -> Batch:
    delivery = values["delivery"]
    return Batch(
        sequence=values["sequence"],
        delivery=Delivery(
            source=delivery["source"],
            profile=delivery["profile"],
            profile_digest=delivery["profile_digest"],
            files=tuple(DeliveredFile(**file) for file in delivery["files"]),
            received_at=datetime.fromisoformat(delivery["received_at"]),
            replays=tuple(delivery.get("replays", ())),
            completes=delivery.get("completes", ""),
        ),
        counts={table: Counts(**counts) for table, counts in values["counts"].items()},
    )
