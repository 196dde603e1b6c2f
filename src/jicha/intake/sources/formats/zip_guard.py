"""What a zip archive says about itself, checked before anything in it is unpacked, and unpacking that counts.

A workbook is a zip archive. One of 759 KB can say 573 MB and mean it; a parser that believes it takes a gigabyte. So
the list of contents is bounded before it is read, the sizes in it before anything is unpacked, and a part that gives
more than it said is refused while it does.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from jicha.intake.errors import UnreadableFile
from jicha.terms.errors import Fault

MOST_ENTRIES = 1000
LARGEST_ENTRY = 200_000_000  # bytes unpacked
LARGEST_TOTAL = 500_000_000
LARGEST_RATIO = 200  # of the unpacked to the packed size, in entries of more than _SMALL bytes
_SMALL = 1_000_000
_LARGEST_LIST = 1 << 20  # a thousand names with all their particulars take a hundred kilobytes
_END = struct.Struct("<4s4H2LH")  # the record at the end of an archive; its comment follows
_END_64 = struct.Struct("<4sQ2H2L4Q")
_WHERE_END_64 = struct.Struct("<4sLQL")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 1
_PIECE = 1 << 20
_SPLIT = "Split it into smaller files, or export it as CSV."
_AGAIN = "Export it again."


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive whose list of contents has been checked."""

    file: BinaryIO
    name: str
    entries: dict[str, zipfile.ZipInfo]

    def pieces(self, entry: str) -> Iterator[bytes]:
        """A part unpacked, piece by piece. Raises UnreadableFile when it is damaged or larger than it says."""
        told = self.entries[entry]
        self.file.seek(told.header_offset)
        head = self.file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise self._damaged(entry)
        values = _LOCAL.unpack(head)
        self.file.seek(values[9] + values[10], 1)
        given = 0
        for piece in self._unpacked(told):
            given += len(piece)
            if given > told.file_size:
                message = f"the part {entry} of the archive is larger than the archive says"
                raise UnreadableFile(Fault(message, _AGAIN, self.name))
            yield piece
        if given != told.file_size:
            raise self._damaged(entry)

    def read(self, entry: str, most: int = 16 << 20) -> bytes:
        """A small part as a whole. Raises UnreadableFile."""
        if self.entries[entry].file_size > most:
            message = f"the part {entry} has {self.entries[entry].file_size >> 20:,} MiB, which no workbook needs"
            raise UnreadableFile(Fault(message, _AGAIN, self.name))
        return b"".join(self.pieces(entry))

    def _unpacked(self, told: zipfile.ZipInfo) -> Iterator[bytes]:
        place, left = self.file.tell(), told.compress_size
        inflate = zlib.decompressobj(-zlib.MAX_WBITS) if told.compress_type == zipfile.ZIP_DEFLATED else None
        while left:
            self.file.seek(place)  # others read the same file between two pieces
            packed = self.file.read(min(left, _PIECE >> 4))
            if not packed:
                raise self._damaged(told.filename)
            place, left = place + len(packed), left - len(packed)
            if inflate is None:
                yield packed
                continue
            while packed:
                try:
                    yield inflate.decompress(packed, _PIECE)
                except zlib.error as error:
                    raise self._damaged(told.filename) from error
                packed = inflate.unconsumed_tail
        if inflate is not None:
            yield inflate.flush(_PIECE)
            if not inflate.eof:
                raise self._damaged(told.filename)

    def _damaged(self, entry: str) -> UnreadableFile:
        return UnreadableFile(Fault(f"the part {entry} of the archive is damaged", _AGAIN, self.name))


def open_archive(file: BinaryIO, name: str, *, marks: tuple[str, ...]) -> Archive:
    """Check the list of contents of a workbook, which has one of the parts ``marks``. Raises UnreadableFile.

    Nothing is unpacked.
    """
    size = file.seek(0, 2)
    _check_list(file, size, name)
    try:
        infos = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise _refused("the archive's list of contents is damaged", _AGAIN, name) from error
    entries = {one.filename: one for one in infos}
    if not {one.lower() for one in entries}.intersection(marks):
        remedy = "Unpack it first, then deliver the files that were in it."
        raise _refused("this is a zip archive, not a workbook", remedy, name)
    if len(entries) != len(infos):
        raise _refused("the archive has one name twice", _AGAIN, name)
    for one in infos:
        _check_entry(one, name)
        if not 0 <= one.header_offset < size:
            raise _refused("the archive's list of contents is damaged", _AGAIN, name)
    if (total := sum(one.file_size for one in infos)) > LARGEST_TOTAL:
        raise _refused(f"the file unpacks to {total:,} bytes; we take {LARGEST_TOTAL:,}", _SPLIT, name)
    if sum(one.compress_size for one in infos) > size or len({one.header_offset for one in infos}) != len(infos):
        raise _refused("the parts of the archive overlap", _AGAIN, name)
    return Archive(file, name, entries)


def _check_list(file: BinaryIO, size: int, name: str) -> None:
    """Bound the list of contents by what the end of the archive says of it, before it is read."""
    start = max(0, size - _END.size - 0xFFFF)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise _refused("the archive is damaged: its end is missing", _AGAIN, name)
    *_, entries, length, _, comment = _END.unpack_from(tail, place)
    if place + _END.size + comment != len(tail):
        raise _refused("something has been joined to the end of the archive", _AGAIN, name)
    if start + place >= _WHERE_END_64.size:
        file.seek(start + place - _WHERE_END_64.size)
        where = file.read(_WHERE_END_64.size)
        if where.startswith(b"PK\x06\x07"):
            file.seek(min(_WHERE_END_64.unpack(where)[2], size))
            record = file.read(_END_64.size)
            if len(record) < _END_64.size:
                raise _refused("the archive is damaged: its end is missing", _AGAIN, name)
            *_, entries, length, _ = _END_64.unpack(record)
    if entries > MOST_ENTRIES:
        raise _refused(f"the archive has {entries:,} parts; a workbook has a few dozen", _AGAIN, name)
    if length > min(_LARGEST_LIST, size):
        raise _refused("the archive's list of contents is longer than any workbook needs", _AGAIN, name)
    if not entries:
        raise _refused("the archive is empty", _AGAIN, name)


def _check_entry(one: zipfile.ZipInfo, name: str) -> None:
    path = one.orig_filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or ":" in path or "\0" in path:
        raise _refused(f"the archive has a part {one.filename!r}, which points outside of it", _AGAIN, name)
    if one.flag_bits & _ENCRYPTED:
        raise _refused("the archive is protected by a password", "Save it without the password.", name)
    if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(f"the part {one.filename} is packed in a way that workbooks do not use", _AGAIN, name)
    if one.file_size > LARGEST_ENTRY:
        message = f"the part {one.filename} unpacks to {one.file_size:,} bytes; we take {LARGEST_ENTRY:,}"
        raise _refused(message, _SPLIT, name)
    if one.file_size > _SMALL and one.file_size > LARGEST_RATIO * max(1, one.compress_size):
        times = one.file_size // max(1, one.compress_size)
        message = f"the part {one.filename} unpacks to {times:,} times its size, as only files made to do harm do"
        raise _refused(message, _AGAIN, name)


def _refused(message: str, remedy: str, name: str) -> UnreadableFile:
    return UnreadableFile(Fault(message, remedy, name))
