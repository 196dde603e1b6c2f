"""What a process did to a folder, in order, as disk_recorder.c wrote it down; and the compiler that makes it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("disk_recorder.c")


@dataclass(frozen=True)
class Operation:
    """One call: ``kind`` is create, write, truncate, sync, rename, link, unlink, mkdir, or mark (a word of ours).

    ``inode`` tells which file or folder, ``offset`` where bytes go or to what length it is cut.
    """

    kind: str
    inode: int
    offset: int
    path: str
    second: str
    content: bytes


def compiled_recorder(folder: Path) -> Path:
    """Compile the recorder into ``folder``; the test is skipped where there is no compiler."""
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("needs gcc (apt-get install gcc libc6-dev)")
    made = folder / "disk_recorder.so"
    flags = ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror"]
    subprocess.run([compiler, *flags, "-o", str(made), str(_SOURCE)], check=True)
    return made


def recording(recorder: Path, folder: Path, log: Path) -> Mapping[str, str]:
    """The environment of a process whose doings below ``folder`` go into ``log``."""
    return {"LD_PRELOAD": str(recorder), "JICHA_DISK_FOLDER": str(folder), "JICHA_DISK_LOG": str(log)}


def mark(log: Path, word: str) -> None:
    """Write a word of ours into the log: what comes before it was done before."""
    with log.open("ab") as file:
        file.write(f"mark\t0\t0\t0\t{word}\t\n".encode())


def read_log(log: Path) -> list[Operation]:
    """All operations of a log."""
    return list(_operations(log.read_bytes()))


def _operations(content: bytes) -> Iterator[Operation]:
    place = 0
    while place < len(content):
        end = content.index(b"\n", place)
        kind, inode, offset, length, path, second = content[place:end].decode().split("\t")
        place = end + 1 + int(length)
        yield Operation(
            kind, int(inode), int(offset), os.path.normpath(path), os.path.normpath(second), content[end + 1 : place]
        )
