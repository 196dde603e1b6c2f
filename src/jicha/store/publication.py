"""One act of the single writer, from the intent to the manifest: the order of its steps is what makes it atomic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

from jicha.store.delivery import Batch
from jicha.store.delta_log import LOG_FOLDER, commit_files
from jicha.store.durable import file_digest
from jicha.store.failpoint import failpoint
from jicha.store.head import read_published, settled, write_head
from jicha.store.lock import writer_lock
from jicha.store.manifest import FileKind, Manifest, StoredFile, files_named, last_digest, write_manifest
from jicha.store.recovery import remove_leftovers
from jicha.store.verify import verify
from jicha.terms.errors import JichaError

OnStep = Callable[["Step"], None]


class Step(StrEnum):
    """The points between which a writer can die; after PUBLISHED the batch is accepted, before it is not there."""

    ANNOUNCED = "announced"
    FILE_WRITTEN = "file_written"
    TABLE_COMMITTED = "table_committed"
    BEFORE_MANIFEST = "before_manifest"
    PUBLISHED = "published"
    SETTLED = "settled"


@dataclass
class Publication:
    """What is being prepared: files are added to it, then it is published once."""

    root: Path
    manifests: tuple[Manifest, ...]
    on_step: OnStep
    _commits: dict[Path, tuple[pa.Schema, list[StoredFile], list[StoredFile]]] = field(default_factory=dict)

    @property
    def sequence(self) -> int:
        """The sequence its manifest will have."""
        return len(self.manifests) + 1

    def announce(self) -> None:
        """Say durably that files will be written, so that what is left of them after a crash can be told."""
        write_head(self.root, settled(self.manifests, preparing=self.sequence))
        self._reach(Step.ANNOUNCED)

    def add(self, file: StoredFile, schema: pa.Schema) -> None:
        """A file that was written and synced; ``schema`` is what its folder's table has."""
        self._commit(file, schema)[1].append(file)
        self._reach(Step.FILE_WRITTEN)

    def replace(self, file: StoredFile, schema: pa.Schema) -> None:
        """A file whose rows stand in the added ones from here on."""
        self._commit(file, schema)[2].append(file)

    def publish(self, batch: Batch | None) -> Manifest:
        """Commit every table, sync, and make all of it visible at once by the manifest."""
        files: list[StoredFile] = []
        replaced: list[str] = []
        for folder, (schema, added, removed) in self._commits.items():
            self._verify_log(folder)
            log = commit_files(folder, schema, added=added, removed=removed)
            files += [*added, *(self._log_file(path, added[0].table) for path in log)]
            replaced += [file.path for file in removed]
            self._reach(Step.TABLE_COMMITTED)
        self._reach(Step.BEFORE_MANIFEST)
        manifest = Manifest(
            sequence=self.sequence,
            previous=last_digest(self.manifests),
            files=tuple(files),
            batch=batch,
            replaces=tuple(replaced),
        )
        manifest = write_manifest(self.root, manifest)
        self._reach(Step.PUBLISHED)
        # From here on it is accepted, durably. If the disk has no room for the head any more, the one that is there
        # says as much (one manifest was being prepared), and to call the write failed would be wrong.
        with suppress(OSError):
            write_head(self.root, settled([*self.manifests, manifest]))
        self._reach(Step.SETTLED)
        return manifest

    def _reach(self, step: Step) -> None:
        self.on_step(step)
        failpoint(step)

    def _commit(self, file: StoredFile, schema: pa.Schema) -> tuple[pa.Schema, list[StoredFile], list[StoredFile]]:
        return self._commits.setdefault((self.root / file.path).parent, (schema, [], []))

    def _verify_log(self, folder: Path) -> None:
        """Verify what the next commit rests on: the last checkpoint of the Delta log, and what came after it."""
        inside = f"{folder.relative_to(self.root).as_posix()}/{LOG_FOLDER}/"
        log = {path: named for path, named in files_named(self.manifests).items() if path.startswith(inside)}
        checkpoint = max((path.split(".")[0] for path in log if ".checkpoint." in path), default="")
        for path, (file, manifest) in log.items():
            if path.split(".")[0] >= checkpoint:
                verify(self.root, file, manifest.title)

    def _log_file(self, path: Path, table: str) -> StoredFile:
        return StoredFile(
            path=path.relative_to(self.root).as_posix(),
            kind=FileKind.LOG,
            table=table,
            sha256=file_digest(path),
            size_bytes=path.stat().st_size,
        )


@contextmanager
def preparing(root: Path, on_step: OnStep) -> Iterator[Publication]:
    """Hold the store for writing, cleared of what an interrupted write left; ``announce`` before the first file.

    Without ``publish`` nothing is visible. After an error what was written is removed at once, so that what was refused
    takes no room; where that fails the next writer does it, as after a crash. Raises StoreBusy, DamagedFile,
    UnknownFiles.
    """
    with writer_lock(root):
        head, manifests = read_published(root)
        remove_leftovers(root, head, manifests)
        try:
            yield Publication(root, manifests, on_step)
        except (Exception, KeyboardInterrupt):
            with suppress(OSError, JichaError):
                remove_leftovers(root, *read_published(root))
            raise


def no_step(step: Step) -> None:
    """What happens at each step unless somebody watches: nothing."""


def batches(manifests: Sequence[Manifest]) -> list[Batch]:
    """The batches of these manifests, in order of acceptance."""
    return [manifest.batch for manifest in manifests if manifest.batch]
