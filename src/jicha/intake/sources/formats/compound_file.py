"""The streams of an old Office file (OLE2): found by name, each chain of sectors bounded by the file's own length."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.refusals import OLD_EXCEL_DAMAGED, SAVE_AS_XLSX
from jicha.terms.errors import Fault

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 512
_IN_HEAD = 109  # sectors of the table of chains that the head names itself
_ENTRY = 128
_LAST = 0xFFFFFFFA  # this and above are marks, not sectors
_SMALL = 4096  # smaller streams lie in sectors of 64 bytes within one large stream
_SMALL_SECTOR = 64
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class _Place:
    kind: int
    start: int
    size: int


class CompoundFile:
    """The directory of an OLE2 file. Raises UnreadableFile for one that is damaged."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._name = name
        file.seek(0)
        content = file.read()
        if len(content) < _HEAD or not content.startswith(MAGIC):
            raise self._damaged()
        self._sector = 1 << min(struct.unpack_from("<H", content, 30)[0], 20)
        if self._sector not in (512, 4096):
            raise self._damaged()
        self._content = memoryview(content)[self._sector :]
        self._chains = self._table(content)
        directory = self._read(struct.unpack_from("<I", content, 48)[0])
        self._places = self._directory(directory)
        self._small_chains = np.frombuffer(self._even(self._read(struct.unpack_from("<I", content, 60)[0])), "<u4")
        root = next((one for one in self._places.values() if one.kind == _ROOT), None)
        self._small = self._read(root.start) if root and root.size else b""

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._places

    def stream(self, name: str) -> bytes:
        """One stream as a whole. Raises UnreadableFile when its chain is damaged."""
        if name not in self:
            raise self._damaged()
        place = self._places[name.lower()]
        if place.size < _SMALL:
            content = self._chain(place.start, self._small_chains, memoryview(self._small), _SMALL_SECTOR)
        else:
            content = self._read(place.start)
        if len(content) < place.size:
            raise self._damaged()
        return content[: place.size]

    def _table(self, content: bytes) -> NDArray[np.uint32]:
        """The table of chains: for each sector the next one."""
        sectors = list(struct.unpack_from(f"<{_IN_HEAD}I", content, 76))
        more, left = struct.unpack_from("<II", content, 68)
        most = len(self._content) // self._sector + 1
        seen = set[int]()
        while more < _LAST and left:
            part = self._at(more, self._content, self._sector)
            if more in seen or len(part) < self._sector:
                raise self._damaged()
            seen.add(more)
            *named, more = struct.unpack(f"<{self._sector // 4}I", part)
            sectors += named
            left -= 1
        used = [one for one in sectors if one < _LAST]
        if len(used) > most:
            raise self._damaged()
        return np.frombuffer(self._even(b"".join(self._at(one, self._content, self._sector) for one in used)), "<u4")

    def _directory(self, content: bytes) -> dict[str, _Place]:
        places: dict[str, _Place] = {}
        for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
            letters, kind = struct.unpack_from("<HB", content, at + 64)
            if kind not in (_STORAGE, _STREAM, _ROOT):
                continue
            name = content[at : at + min(64, max(0, letters - 2))].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", content, at + 116)
            places.setdefault(name.lower(), _Place(kind, start, size))
        return places

    def _read(self, start: int) -> bytes:
        return self._chain(start, self._chains, self._content, self._sector)

    def _chain(self, start: int, chains: NDArray[np.uint32], content: memoryview, size: int) -> bytes:
        parts: list[memoryview] = []
        sector = start
        while sector < _LAST:
            if sector >= len(chains) or len(parts) > len(chains):
                raise self._damaged()
            parts.append(self._at(sector, content, size))
            sector = int(chains[sector])
        return b"".join(parts)

    @staticmethod
    def _at(sector: int, content: memoryview, size: int) -> memoryview:
        return content[sector * size : (sector + 1) * size]

    @staticmethod
    def _even(content: bytes) -> bytes:
        return content[: len(content) // 4 * 4]

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(Fault.of(OLD_EXCEL_DAMAGED, SAVE_AS_XLSX, self._name))
