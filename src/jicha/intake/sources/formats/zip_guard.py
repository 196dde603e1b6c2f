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
from jicha.intake.sources.refusals import EXPORT_AGAIN, SAVE_WITHOUT_PASSWORD, SPLIT
from jicha.terms.errors import Fault, Words

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
_LIST_DAMAGED = Words("the archive's list of contents is damaged", "压缩包目录已损坏")
_NO_END = Words("the archive is damaged: its end is missing", "压缩包已损坏：尾部缺失")


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
                message = Words(
                    f"the part {entry} of the archive is larger than the archive says",
                    f"压缩包中 {entry} 的实际大小超过标明的大小",
                )
                raise UnreadableFile(Fault.of(message, EXPORT_AGAIN, self.name))
            yield piece
        if given != told.file_size:
            raise self._damaged(entry)

    def read(self, entry: str, most: int = 16 << 20) -> bytes:
        """A small part as a whole. Raises UnreadableFile."""
        if self.entries[entry].file_size > most:
            size = f"{self.entries[entry].file_size >> 20:,} MiB"
            message = Words(
                f"the part {entry} has {size}, which no workbook needs", f"{entry} 有 {size}，不是正常的工作簿"
            )
            raise UnreadableFile(Fault.of(message, EXPORT_AGAIN, self.name))
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
        message = Words(f"the part {entry} of the archive is damaged", f"压缩包中的 {entry} 已损坏")
        return UnreadableFile(Fault.of(message, EXPORT_AGAIN, self.name))


def open_archive(file: BinaryIO, name: str, *, marks: tuple[str, ...]) -> Archive:
    """Check the list of contents of a workbook, which has one of the parts ``marks``. Raises UnreadableFile.

    Nothing is unpacked.
    """
    size = file.seek(0, 2)
    _check_list(file, size, name)
    try:
        infos = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise _refused(_LIST_DAMAGED, EXPORT_AGAIN, name) from error
    entries = {one.filename: one for one in infos}
    if not {one.lower() for one in entries}.intersection(marks):
        message = Words("this is a zip archive, not a workbook", "这是 ZIP 压缩包，不是工作簿")
        remedy = Words("Unpack it first, then deliver the files that were in it.", "请先解压，再导入其中的文件。")
        raise _refused(message, remedy, name)
    if len(entries) != len(infos):
        raise _refused(Words("the archive has one name twice", "压缩包中有重名文件"), EXPORT_AGAIN, name)
    for one in infos:
        _check_entry(one, name)
        if not 0 <= one.header_offset < size:
            raise _refused(_LIST_DAMAGED, EXPORT_AGAIN, name)
    if (total := sum(one.file_size for one in infos)) > LARGEST_TOTAL:
        message = Words(
            f"the file unpacks to {total:,} bytes; we take {LARGEST_TOTAL:,}",
            f"文件解压后有 {total:,} 字节，最多接收 {LARGEST_TOTAL:,} 字节",
        )
        raise _refused(message, SPLIT, name)
    if sum(one.compress_size for one in infos) > size or len({one.header_offset for one in infos}) != len(infos):
        raise _refused(Words("the parts of the archive overlap", "压缩包中的各部分相互重叠"), EXPORT_AGAIN, name)
    return Archive(file, name, entries)


def _check_list(file: BinaryIO, size: int, name: str) -> None:
    """Bound the list of contents by what the end of the archive says of it, before it is read."""
    start = max(0, size - _END.size - 0xFFFF)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise _refused(_NO_END, EXPORT_AGAIN, name)
    *_, entries, length, _, comment = _END.unpack_from(tail, place)
    if place + _END.size + comment != len(tail):
        message = Words("something has been joined to the end of the archive", "压缩包尾部被附加了其他内容")
        raise _refused(message, EXPORT_AGAIN, name)
    if start + place >= _WHERE_END_64.size:
        file.seek(start + place - _WHERE_END_64.size)
        where = file.read(_WHERE_END_64.size)
        if where.startswith(b"PK\x06\x07"):
            file.seek(min(_WHERE_END_64.unpack(where)[2], size))
            record = file.read(_END_64.size)
            if len(record) < _END_64.size:
                raise _refused(_NO_END, EXPORT_AGAIN, name)
            *_, entries, length, _ = _END_64.unpack(record)
    if entries > MOST_ENTRIES:
        message = Words(
            f"the archive has {entries:,} parts; a workbook has a few dozen",
            f"压缩包中有 {entries:,} 个部分，正常的工作簿只有几十个",
        )
        raise _refused(message, EXPORT_AGAIN, name)
    if length > min(_LARGEST_LIST, size):
        message = Words(
            "the archive's list of contents is longer than any workbook needs", "压缩包目录过长，不是正常的工作簿"
        )
        raise _refused(message, EXPORT_AGAIN, name)
    if not entries:
        raise _refused(Words("the archive is empty", "压缩包是空的"), EXPORT_AGAIN, name)


def _check_entry(one: zipfile.ZipInfo, name: str) -> None:
    path = one.orig_filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or ":" in path or "\0" in path:
        message = Words(
            f"the archive has a part {one.filename!r}, which points outside of it",
            f"压缩包中的“{one.filename}”指向包外的路径",
        )
        raise _refused(message, EXPORT_AGAIN, name)
    if one.flag_bits & _ENCRYPTED:
        raise _refused(Words("the archive is protected by a password", "压缩包设有密码"), SAVE_WITHOUT_PASSWORD, name)
    if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        message = Words(
            f"the part {one.filename} is packed in a way that workbooks do not use",
            f"{one.filename} 的压缩方式不是工作簿所用的方式",
        )
        raise _refused(message, EXPORT_AGAIN, name)
    if one.file_size > LARGEST_ENTRY:
        message = Words(
            f"the part {one.filename} unpacks to {one.file_size:,} bytes; we take {LARGEST_ENTRY:,}",
            f"{one.filename} 解压后有 {one.file_size:,} 字节，最多接收 {LARGEST_ENTRY:,} 字节",
        )
        raise _refused(message, SPLIT, name)
    if one.file_size > _SMALL and one.file_size > LARGEST_RATIO * max(1, one.compress_size):
        times = one.file_size // max(1, one.compress_size)
        message = Words(
            f"the part {one.filename} unpacks to {times:,} times its size, as only files made to do harm do",
            f"{one.filename} 解压后扩大到 {times:,} 倍，只有恶意文件才会这样",
        )
        raise _refused(message, EXPORT_AGAIN, name)


def _refused(message: Words, remedy: Words, name: str) -> UnreadableFile:
    return UnreadableFile(Fault.of(message, remedy, name))
