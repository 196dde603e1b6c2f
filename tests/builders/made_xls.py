"""XLS files for tests: the records of a workbook's stream, and the OLE2 file around it."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_SECTOR = 512
FORMATS = (0, 14, 21, 46, 22)  # of the styles by number: general, a day, a time, hours beyond 24, a day with its time


def xls(*sheets: Sequence[bytes], names: tuple[str, ...] = (), hidden: tuple[str, ...] = (),
        book: Sequence[bytes] = ()) -> bytes:  # fmt: skip
    """A workbook; each of ``sheets`` is a list of records (see below), ``book`` further records of the workbook."""
    return compound({"Workbook": stream(*sheets, names=names, hidden=hidden, book=book)})


def stream(*sheets: Sequence[bytes], names: tuple[str, ...] = (), hidden: tuple[str, ...] = (),
           book: Sequence[bytes] = ()) -> bytes:  # fmt: skip
    """The stream of a workbook."""
    names = names or tuple(f"Sheet{number + 1}" for number in range(len(sheets)))
    bodies = [b"".join([_begin(0x10), *records, record(0x0A)]) for records in sheets]
    styles = b"".join(record(0xE0, struct.pack("<HH16x", 0, kind)) for kind in FORMATS)
    head = _begin(0x05) + record(0x42, struct.pack("<H", 1200)) + styles + b"".join(book)
    listed = [(name, 1 if name in hidden else 0) for name in names]
    at = len(head) + sum(len(_sheet(0, *one)) for one in listed) + 4
    for one, body in zip(listed, bodies, strict=True):
        head += _sheet(at, *one)
        at += len(body)
    return head + record(0x0A) + b"".join(bodies)


def record(kind: int, content: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(content)) + content


def text(row: int, column: int, value: str) -> bytes:
    """A cell with a text; rows and columns from 0."""
    return record(0x0204, struct.pack("<HHH", row, column, 0) + _string(value))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell with a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def numbers(row: int, column: int, *values: int) -> bytes:
    """Neighbouring cells with whole numbers, packed."""
    packed = b"".join(struct.pack("<HI", 0, (value << 2 | 2) & 0xFFFFFFFF) for value in values)
    return record(0xBD, struct.pack("<HH", row, column) + packed + struct.pack("<H", column + len(values) - 1))


def formula(row: int, column: int, result: float | bytes, style: int = 0, says: str = "") -> bytes:
    """A cell with a formula (1+1) and its result: a number, or the eight bytes of another kind."""
    content = struct.pack("<d", result) if isinstance(result, int | float) else result
    tokens = b"\x1e\x01\x00\x1e\x01\x00\x03"
    made = record(
        0x06, struct.pack("<HHH", row, column, style) + content + struct.pack("<HIH", 0, 0, len(tokens)) + tokens
    )
    return made + (record(0x0207, _string(says)) if says else b"")


EMPTY_RESULT = b"\x03\0\0\0\0\0\xff\xff"
TEXT_RESULT = b"\x00\0\0\0\0\0\xff\xff"
NOT_AVAILABLE = b"\x02\0\x2a\0\0\0\xff\xff"


def error(row: int, column: int, code: int) -> bytes:
    """A cell with an error: 0x2A is #N/A."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def hidden_row(row: int) -> bytes:
    """A row nobody sees."""
    return record(0x0208, struct.pack("<HHHHHHHH", row, 0, 4, 255, 0, 0, 0x20, 0))


def hidden_columns(first: int, last: int) -> bytes:
    """Columns nobody sees."""
    return record(0x7D, struct.pack("<HHHHHH", first, last, 2048, 0, 1, 0))


def merged(top: int, left: int, bottom: int, right: int) -> bytes:
    """Cells that are one."""
    return record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))


def rows(*written: Sequence[object]) -> list[bytes]:
    """Cells with texts and numbers, row by row; None leaves a cell out."""
    made = []
    for row, cells in enumerate(written):
        for column, value in enumerate(cells):
            if isinstance(value, str):
                made.append(text(row, column, value))
            elif isinstance(value, int | float):
                made.append(number(row, column, float(value)))
    return made


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE2 file; streams are filled up to 4 KiB, below which they would lie elsewhere."""
    bodies = [one + bytes(max(4096 - len(one), -len(one) % _SECTOR)) for one in streams.values()]
    directory = 1 + (len(streams) + 1) * 128 // _SECTOR
    count = sum(len(one) // _SECTOR for one in bodies) + directory
    tables = -(-(count + count // 100 + 2) * 4 // _SECTOR)
    chains = [0xFFFFFFFD] * tables
    entries = [_entry("Root Entry", 5, _END, 0)]
    start = tables + directory
    chains += [*range(tables + 1, start), _END]
    for name, body in zip(streams, bodies, strict=True):
        sectors = len(body) // _SECTOR
        entries.append(_entry(name, 2, start, len(body)))
        chains += [*range(start + 1, start + sectors), _END]
        start += sectors
    chains += [_FREE] * (tables * _SECTOR // 4 - len(chains))
    table = struct.pack(f"<{len(chains)}I", *chains)
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables,
                       tables, 0, 4096, _END, 0, _END, 0)  # fmt: skip
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    listed = b"".join(entries)
    return head + table + listed + bytes(directory * _SECTOR - len(listed)) + b"".join(bodies)


def xls_of_excel_5(cells: Sequence[bytes], name: str, code_page: int, encoding: str) -> bytes:
    """A workbook of one sheet as Excel 5 and 95 wrote it; its texts are records of ``text_in``."""
    body = record(0x0809, struct.pack("<4H", 0x0500, 0x10, 0, 0)) + b"".join(cells) + record(0x0A)
    head = record(0x0809, struct.pack("<4H", 0x0500, 0x05, 0, 0)) + record(0x42, struct.pack("<H", code_page))
    written = name.encode(encoding)
    at = len(head) + 4 + 7 + len(written) + 4
    head += record(0x85, struct.pack("<IBBB", at, 0, 0, len(written)) + written)
    return compound({"Book": head + record(0x0A) + body})


def text_in(encoding: str, row: int, column: int, value: str) -> bytes:
    """A cell with a text in a code page."""
    written = value.encode(encoding)
    return record(0x0204, struct.pack("<4H", row, column, 0, len(written)) + written)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIII", written, len(written) + 2, kind, 1, _FREE, _FREE, 1 if kind == 5 else _FREE,
                       start, size, 0)  # fmt: skip


def _begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _sheet(at: int, name: str, state: int) -> bytes:
    return record(0x85, struct.pack("<IBBBB", at, state, 0, len(name), 1) + name.encode("utf-16-le"))


def _string(value: str) -> bytes:
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
