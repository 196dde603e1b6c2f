"""Files that survive a power cut: written aside, synced with their folder, and only then given their name."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from jicha.store.failpoint import failpoint

_PART = 1 << 20


def publish(content: bytes, path: Path) -> None:
    """Write ``content`` under its final name so that a reader sees all of it or nothing, even after a power cut."""
    make_folder(path.parent)
    aside = path.with_name(f".{path.name}.tmp")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    failpoint(f"{path.name} written aside")
    aside.rename(path)
    failpoint(f"{path.name} renamed")
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, with names that survive a power cut."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Force a file that another library wrote to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Force the names in a folder to the disk; without it a synced file can still be lost with its name."""
    sync_file(path)


def file_digest(path: Path) -> str:
    """SHA-256 of a file as lowercase hex, read in parts. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_PART):
            digest.update(part)
    return digest.hexdigest()


class DigestingFile:
    """A file to write to that is synced when it closes and knows the SHA-256 of what it was *given*.

    Reading the file back to take the digest would sign whatever the disk made of it; this signs what was meant.
    """

    closed = False

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")
        self._digest = hashlib.sha256()
        self.size_bytes = 0

    def write(self, data: bytes) -> int:
        """Write and digest ``data``; returns the number of bytes."""
        self._digest.update(data)
        written = self._file.write(data)
        self.size_bytes += written
        return written

    def tell(self) -> int:
        """The position, which is the number of bytes written."""
        return self.size_bytes

    def flush(self) -> None:
        """Hand the buffer to the operating system (not yet to the disk)."""
        self._file.flush()

    def close(self) -> None:
        """Force everything to the disk and close."""
        if not self.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self.closed = True

    @property
    def sha256(self) -> str:
        """Digest of everything written so far, lowercase hex."""
        return self._digest.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
