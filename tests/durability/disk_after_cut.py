"""A disk as it is when the power goes: what was synced is there, of the rest as much as a disk likes.

The model is what POSIX promises and no more: ``fsync`` of a file keeps its bytes and not its name, ``fsync`` of a
folder keeps the names in it and not their bytes; what was not synced may survive in part and in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from disk_log import Operation

# Says of each change that was not synced whether it survives: for bytes how many of them do, for names all or none.
KeepBytes = Callable[[int], int]
KeepNames = Callable[[], bool]


@dataclass(frozen=True)
class Survival:
    """What survives of that which was not synced."""

    name: str
    keep_bytes: KeepBytes
    keep_names: KeepNames


SYNCED_ONLY = Survival("nothing unsynced", lambda length: 0, lambda: False)
NAMES_TOO = Survival("names, not bytes", lambda length: 0, lambda: True)
BYTES_TOO = Survival("bytes, not names", lambda length: length, lambda: False)
ALL = Survival("everything", lambda length: length, lambda: True)


def some(random: Random) -> Survival:
    """By chance: half of the names, and of the writes a third whole, a third torn, a third not."""

    def keep_bytes(length: int) -> int:
        return random.choice((0, random.randrange(length + 1), length))

    return Survival("some", keep_bytes, lambda: random.random() < 0.5)


@dataclass
class _Node:
    """A file or folder: its changes in order, of which the first ``synced`` are on the disk for good."""

    is_folder: bool
    changes: list[Operation | Mapping[str, _Node | None]] = field(default_factory=list)
    synced: int = 0
    names: dict[str, _Node] = field(default_factory=dict)  # as the living process sees the folder


class Disk:
    """The disk below one folder, empty at first, as operation after operation reaches it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = _Node(is_folder=True)
        self._by_inode = {folder.stat().st_ino: self._root}

    def carry_out(self, operations: Iterable[Operation]) -> None:
        """Take note of operations."""
        for one in operations:
            getattr(self, f"_{one.kind}")(one)

    def write_out(self, target: Path, survival: Survival) -> None:
        """Write into ``target`` what is found after the power went now."""
        target.mkdir()
        _write_folder(self._root, target, survival)

    def _create(self, one: Operation) -> None:
        self._make(one, _Node(is_folder=False))

    def _mkdir(self, one: Operation) -> None:
        self._make(one, _Node(is_folder=True))

    def _make(self, one: Operation, made: _Node) -> None:
        self._by_inode[one.inode] = made
        folder, name = self._place(one.path)
        _name(folder, {name: made})

    def _write(self, one: Operation) -> None:
        self._by_inode[one.inode].changes.append(one)

    _truncate = _write

    def _sync(self, one: Operation) -> None:
        node = self._by_inode[one.inode]
        node.synced = len(node.changes)

    def _rename(self, one: Operation) -> None:
        (old, name), (new, second) = self._place(one.path), self._place(one.second)
        node = old.names[name]
        if old is new:
            _name(old, {name: None, second: node})
        else:
            _name(new, {second: node})
            _name(old, {name: None})

    def _link(self, one: Operation) -> None:
        (old, name), (new, second) = self._place(one.path), self._place(one.second)
        _name(new, {second: old.names[name]})

    def _unlink(self, one: Operation) -> None:
        folder, name = self._place(one.path)
        _name(folder, {name: None})

    def _mark(self, one: Operation) -> None:
        """A word of the test; nothing is done."""

    def _place(self, path: str) -> tuple[_Node, str]:
        *above, name = Path(path).relative_to(self._folder).parts
        node = self._root
        for one in above:
            node = node.names[one]
        return node, name


def _name(folder: _Node, change: Mapping[str, _Node | None]) -> None:
    folder.changes.append(change)
    _apply(folder.names, change)


def _apply(names: dict[str, _Node], change: Mapping[str, _Node | None]) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _write_folder(folder: _Node, target: Path, survival: Survival) -> None:
    names: dict[str, _Node] = {}
    for number, change in enumerate(folder.changes):
        assert not isinstance(change, Operation)
        if number < folder.synced or survival.keep_names():
            _apply(names, change)
    for name, node in names.items():
        path = target / name
        if node.is_folder:
            path.mkdir()
            _write_folder(node, path, survival)
        else:
            path.write_bytes(_content(node, survival))


def _content(file: _Node, survival: Survival) -> bytes:
    content = bytearray()
    for number, change in enumerate(file.changes):
        assert isinstance(change, Operation)
        kept = change.content
        if number >= file.synced:
            kept = kept[: survival.keep_bytes(len(kept))]
            if change.kind == "write" and not kept:
                continue
            if change.kind == "truncate" and not survival.keep_names():
                continue
        end = change.offset + len(kept)
        content += bytes(max(0, end - len(content)))
        if change.kind == "truncate":
            del content[change.offset :]
        else:
            content[change.offset : end] = kept
    return bytes(content)
