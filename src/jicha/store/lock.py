"""Locks that the kernel lets go of when their process dies, so that a killed writer leaves nothing to clear by hand."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jicha.store.errors import StoreBusy


@contextmanager
def writer_lock(root: Path) -> Iterator[None]:
    """Hold ``root/lock`` while writing; the file tells a person which process holds it.

    Raises StoreBusy at once rather than waiting, since a load may take an hour.
    """
    with (root / "lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip()
            raise StoreBusy(
                f"process {holder or 'unknown'} is writing to the store {root}",
                "Wait until it has finished, then start again; reading is possible meanwhile.",
                message_zh=f"数据库 {root} 正在写入（进程 {holder or '未知'}）",
                remedy_zh="请等它完成后再执行；等待期间仍可查询。",
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


@contextmanager
def waiting_lock(path: Path) -> Iterator[None]:
    """Hold the lock ``path`` for a moment, after waiting for whoever else does."""
    with path.open("a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def waiting_folder_lock(folder: Path) -> Iterator[None]:
    """The same with the folder itself, in which no file is made."""
    descriptor = hold_folder(folder)
    try:
        yield
    finally:
        os.close(descriptor)


def hold_folder(folder: Path) -> int:
    """Hold a folder of one's own, so that nobody takes it for a leftover; gives the descriptor to close in the end."""
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def is_held(folder: Path) -> bool:
    """Whether a living process holds the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
