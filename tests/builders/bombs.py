"""Files made to exhaust whoever opens them, built in a moment: twelve kinds, some in several forms."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from pathlib import Path

import made_xlsx
import pyarrow as pa
import pyarrow.parquet as pq

_MIB = 1 << 20


def repeated_zip(parts: dict[str, str | bytes], name: str, head: bytes, piece: bytes, times: int, tail: bytes) -> bytes:
    """An archive in which the part ``name`` is ``head``, ``piece`` many times over, and ``tail``; packed once."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = pack.compress(head) + pack.flush(zlib.Z_FULL_FLUSH)
    body = pack.compress(piece) + pack.flush(zlib.Z_FULL_FLUSH)  # after a full flush the same packs to the same
    last = pack.compress(tail) + pack.flush()
    packed = first + body * times + last
    check = zlib.crc32(head)
    for _ in range(times):
        check = zlib.crc32(piece, check)
    check = zlib.crc32(tail, check)
    size = len(head) + len(piece) * times + len(tail)
    return _forged(parts, name, packed, size, check)


def _forged(parts: dict[str, str | bytes], name: str, packed: bytes, size: int, check: int) -> bytes:
    """An archive of ordinary parts and one that is packed already."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for one, content in parts.items():
            if one != name:
                file.writestr(one, content)
        at = made.tell()
        made.write(struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0x21, check, len(packed), size, len(name), 0))
        made.write(name.encode() + packed)
        info = zipfile.ZipInfo(name)
        info.header_offset, info.file_size, info.compress_size, info.CRC = at, size, len(packed), check
        info.compress_type = zipfile.ZIP_DEFLATED
        file.filelist.append(info)
        file.NameToInfo[name] = info
        file.start_dir = made.tell()
    return made.getvalue()


def zip_bomb() -> bytes:
    """1 GB of zeros in a megabyte, as a plain archive."""
    return repeated_zip({}, "data.csv", b"", bytes(16 * _MIB), 64, b"")


def xlsx_bomb(megabytes: int = 573) -> bytes:
    """A workbook whose sheet is ``megabytes`` of cells, all alike."""
    parts = _parts(made_xlsx.xlsx(""))
    # Without row numbers of their own: each row is the next one.
    rows = ("<row>" + "<c><v>1</v></c>" * 10 + "</row>") * 600
    piece = rows.encode()
    head = parts["xl/worksheets/sheet1.xml"].split(b"</worksheet>")[0] + b"<sheetData>"
    return repeated_zip(
        parts, "xl/worksheets/sheet1.xml", head, piece, megabytes * 1_000_000 // len(piece), b"</sheetData></worksheet>"
    )


def lying_xlsx_bomb() -> bytes:
    """The same, but the archive says that the sheet has one megabyte."""
    content = bytearray(xlsx_bomb(150))
    size = struct.pack("<L", _sizes(bytes(content))["xl/worksheets/sheet1.xml"])
    return bytes(content).replace(size, struct.pack("<L", 1_000_000))


def nested_zip() -> bytes:
    """Archives in an archive, ten in each, five deep: 10^5 times a megabyte."""
    content = made_xlsx.zipped({"0.csv": bytes(_MIB)})
    for _ in range(5):
        content = made_xlsx.zipped({f"{number}.zip": content for number in range(10)})
    return content


def png_bomb() -> bytes:
    """A picture of 50,000 by 50,000 dots in a kilobyte."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1 << 16))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    )


def gz_bomb() -> bytes:
    """1 GB of zeros, packed by gzip."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = pack.compress(bytes(16 * _MIB)) + pack.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + body * 64 + pack.flush()


def deep_json(depth: int = 1_000_000) -> bytes:
    """One record that holds a list in a list in a list."""
    return b'{"a": ' + b"[" * depth + b"]" * depth + b"}\n"


_LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12)
)


def laughing_xlsx(part: str) -> bytes:
    """A workbook in which one part defines a word of words of words: 10^11 times ``ha``."""
    parts = _parts(made_xlsx.xlsx(made_xlsx.data(("a", "b"), ("&a11;", 1))))
    parts[part] = (_LAUGHS + "]>").encode() + parts[part]
    return made_xlsx.zipped(parts)


def laughing_xml(root: str) -> bytes:
    """The same as plain XML, or as a spreadsheet in XML."""
    return f'<?xml version="1.0"?>{_LAUGHS}]>{root.replace("@", "&a11;")}'.encode()


def long_line(path: Path, start: bytes) -> Path:
    """A text whose last line is a gigabyte long; the disk holds nearly nothing of it."""
    with path.open("wb") as file:
        file.write(start)
        file.truncate(1 << 30)
    return path


def many_columns_csv(delimiter: str = ",") -> bytes:
    """A header of a million words, and a record for it."""
    return delimiter.join(f"c{number}" for number in range(1_000_000)).encode() + b"\n" + b"1," * 999_999 + b"1\n"


def many_columns_xlsx() -> bytes:
    """A row of a million cells, each another number, so that it packs no better than honest rows do."""
    draw = random.Random(1)
    cells = "".join(f"<c><v>{draw.randrange(10**9)}</v></c>" for _ in range(1_000_000))
    return made_xlsx.xlsx(f"<sheetData><row>{cells}</row></sheetData>")


def stray_cell_xlsx(column: str = "XFD", row: int = 1_048_576) -> bytes:
    """Two cells, one in either corner of the largest sheet there can be, or of a smaller one."""
    return made_xlsx.xlsx(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row></sheetData>'
    )


def error_again_and_again_xlsx() -> bytes:
    """A cell that says a hundred thousand times that it is an error, and has no value."""
    return made_xlsx.xlsx("<sheetData><row><c " + 't="e" ' * 100_000 + "/></row></sheetData>")


def spanning_page() -> bytes:
    """A cell of a page that reaches over 4,000 columns and all the rows below, which are 20,000."""
    return b"<table><tr><td rowspan=65000 colspan=4000>x</tr>" + b"<tr></tr>" * 20_000 + b"</table>"


def wide_xml_row() -> bytes:
    """A spreadsheet in XML: a row of 4,096 cells, and 20,000 of one."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    row = '<Row><Cell{}><Data ss:Type="String">x</Data></Cell></Row>'
    rows = row.format(' ss:Index="4096"') + row.format("") * 20_000
    table = f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet>'
    return f'<Workbook xmlns="{space}" xmlns:ss="{space}">{table}</Workbook>'.encode()


def many_keys_json() -> bytes:
    """Objects of one key, and one of four thousand others."""
    return b'{"a": 1}\n' * 8_000 + json.dumps({f"k{number}": 1 for number in range(4_000)}).encode() + b"\n"


def forged_parquet_groups() -> bytes:
    """A footer that describes a million row groups in a hundred megabytes; most of it zeros."""
    footer = bytes(100 * _MIB)
    return b"PAR1" + footer + struct.pack("<I", len(footer)) + b"PAR1"


def parquet_groups(groups: int) -> bytes:
    """A real file of as many row groups as rows."""
    made = io.BytesIO()
    table = pa.table({"a": pa.array([1], pa.int8())})
    with pq.ParquetWriter(made, table.schema, compression="none", write_statistics=False) as writer:
        for _ in range(groups):
            writer.write_table(table)
    return made.getvalue()


def jpeg_bomb() -> bytes:
    """A photo of a few bytes with 64 KB of EXIF that point at each other, and a size of 65,000 by 65,000 dots."""
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 4000) + struct.pack("<HHII", 0x8769, 4, 1, 8) * 4000
    frame = struct.pack(">BHHB", 8, 65_000, 65_000, 3) + bytes(9)
    return (
        b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xc0"
        + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"
    )  # fmt: skip


def million_digits() -> bytes:
    """Records whose number, date and name are a million signs long, as a grammar that goes back and forth fears."""
    long = "9" * 1_000_000
    return f"a,b,c\n{long},{long}!,{'a' * 1_000_000}!\n1,2,3\n".encode()


def deep_json_text() -> str:
    """A short nested record, to show that depth alone is what is refused."""
    return json.dumps({"a": [[[1]]]}) + "\n"


def _parts(content: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {one: file.read(one) for one in file.namelist()}


def _sizes(content: bytes) -> dict[str, int]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {one.filename: one.file_size for one in file.infolist()}
