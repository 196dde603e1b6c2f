"""The folder in which a delivery is prepared: it holds customers' rows, so nothing of it may outlive the work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

_PREFIX = "jicha-intake-"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of this process, removed in the end; those that killed processes of ours left are removed first."""
    _remove_leftovers(Path(gettempdir()))
    with TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
        yield Path(folder)


def _remove_leftovers(place: Path) -> None:
    for folder in place.glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdecimal() and not _lives(int(owner)) and _is_ours(folder):
            shutil.rmtree(folder, ignore_errors=True)  # another process may be removing it too


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_ours(folder: Path) -> bool:
    try:
        return folder.stat().st_uid == os.getuid()
    except FileNotFoundError:
        return False
