"""What a writer that died left behind, and how the next one removes it.

Files that no manifest names are removed only when the head says that a write was being prepared and its manifest is
not there. Otherwise they are not touched: a manifest may have been lost, and what looks like waste may be the only copy
of accepted data.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jicha.store.durable import sync_folder
from jicha.store.errors import UnknownFiles
from jicha.store.failpoint import failpoint
from jicha.store.head import Head
from jicha.store.manifest import Manifest, files_named
from jicha.store.part_files import FOLDERS


def remove_leftovers(root: Path, head: Head, manifests: Sequence[Manifest]) -> list[Path]:
    """Remove what an interrupted write left; returns the removed files.

    Raises UnknownFiles when files are there that no manifest names and no interrupted write explains.
    """
    unnamed = unnamed_files(root, manifests)
    if unnamed and head.preparing != len(manifests) + 1:
        shown = ", ".join(path.relative_to(root).as_posix() for path in unnamed[:3])
        raise UnknownFiles(
            f"{len(unnamed)} files of the store {root} are in no manifest and come from no interrupted write: {shown}",
            "Move them out of the store, or restore the whole store from a backup; then start again.",
            message_zh=f"数据库 {root} 中有 {len(unnamed)} 个文件不在任何批次清单中，也不是中断写入留下的：{shown}",
            remedy_zh="请将这些文件移出数据库，或从备份恢复整个数据库，再重新执行。",
        )
    for path in unnamed:
        path.unlink()
        failpoint("leftover removed")
    for folder in {path.parent for path in unnamed}:
        sync_folder(folder)
    return unnamed


def unnamed_files(root: Path, manifests: Sequence[Manifest]) -> list[Path]:
    """Data files on disk that no manifest names."""
    named = files_named(manifests)
    found = [path for folder in FOLDERS.values() for path in (root / folder).rglob("*") if path.is_file()]
    return sorted(path for path in found if path.relative_to(root).as_posix() not in named)
