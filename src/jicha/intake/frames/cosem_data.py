"""The data types of COSEM in A-XDR: one tag byte, then the value (IEC 62056-6-2, the DLMS Blue Book)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.datum import Datum, read_bits, read_integer, read_null, read_octets, read_text
from jicha.intake.frames.dlt698_data import ARRAY, STRUCTURE, moment, real
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note

INTEGER, OCTETS, ENUM, DATE_TIME = 15, 9, 22, 25
NUMBERS = frozenset((5, 6, 15, 16, 17, 18, 20, 21, 23, 24))
_COMPACT = 19
_MOST_VALUES = 65536


def read_data(reader: Reader) -> Datum:
    """The value that begins here, with all that is nested in it. Raises BadFrame.

    >>> read_data(Reader(bytes.fromhex("0600014A1F"))).value
    Decimal('84511')
    """
    at = reader.offset
    return _value(reader, reader.byte(), at)


def clock(raw: bytes) -> Datum:
    """A date with time of twelve bytes: year (two), month, day, day of the week, hour, minute, second, hundredths,
    offset from UTC (two), status. The value is the local time; a stated offset stands in the note."""
    parts = (raw[0] << 8 | raw[1], raw[2], raw[3], raw[5], raw[6], raw[7] if raw[7] != 0xFF else 0)
    found = moment(parts, raw[8] * 10 if raw[8] != 0xFF else 0)
    offset = int.from_bytes(raw[9:11], "big", signed=True)
    note = Note("deviation", str(-offset)) if found.value is not None and offset != -0x8000 else found.note
    return Datum(DATE_TIME, found.value, note, raw.hex().upper())


def _value(reader: Reader, tag: int, at: int) -> Datum:
    begin = reader.at
    read = _READERS.get(tag)
    if read is None:
        raise BadFrame("unknown_tag", at, found=str(tag))
    return read(reader, tag)._replace(raw=reader.data[begin : reader.at].hex().upper())


def _nested(reader: Reader, tag: int) -> Datum:
    count = reader.length()
    if count > reader.left:  # every element takes at least its tag
        raise BadFrame("content_ends", reader.offset, expected=str(count), found=str(reader.left))
    reader.deeper()
    inside = tuple(read_data(reader) for _ in range(count))
    reader.depth -= 1
    return Datum(tag, inside=inside)


def _compact(reader: Reader, tag: int) -> Datum:
    """An array whose type is told once and whose values follow without tags."""
    described = _type(reader)
    content = reader.inner(reader.text())
    reader.deeper()
    found: list[Datum] = []
    while content.left:
        before = content.at
        found.append(_typed(content, described))
        if content.at == before or len(found) > _MOST_VALUES:
            raise BadFrame("unknown_choice", content.offset, expected="compact-array", found=str(described[0]))
    reader.depth -= 1
    return Datum(ARRAY, inside=tuple(found))


_Type = tuple[int, int, tuple["_Type", ...]]  # tag, how many, of what


def _type(reader: Reader) -> _Type:
    at, tag = reader.offset, reader.byte()
    if tag not in (ARRAY, STRUCTURE):
        if tag not in _READERS or tag == _COMPACT:
            raise BadFrame("unknown_tag", at, found=str(tag))
        return tag, 1, ()
    reader.deeper()
    count = reader.number(2) if tag == ARRAY else reader.length()
    if tag == STRUCTURE and count > reader.left:
        raise BadFrame("content_ends", reader.offset, expected=str(count), found=str(reader.left))
    inside = (_type(reader),) if tag == ARRAY else tuple(_type(reader) for _ in range(count))
    reader.depth -= 1
    return tag, count, inside


def _typed(reader: Reader, described: _Type) -> Datum:
    tag, count, inside = described
    if tag == ARRAY:
        if count > reader.left:
            raise BadFrame("content_ends", reader.offset, expected=str(count), found=str(reader.left))
        return Datum(tag, inside=tuple(_typed(reader, inside[0]) for _ in range(count)))
    if tag == STRUCTURE:
        return Datum(tag, inside=tuple(_typed(reader, one) for one in inside))
    return _value(reader, tag, reader.offset)


def _open(reader: Reader, tag: int) -> Datum:
    return Datum(tag, None, Note("dont_care"))


def _decimal_digits(reader: Reader, tag: int) -> Datum:
    digits = reader.take(1).hex()
    return Datum(tag, Decimal(digits)) if digits.isdecimal() else Datum(tag, None, Note("not_decimal", digits.upper()))


def _real(size: int) -> Callable[[Reader, int], Datum]:
    def read(reader: Reader, tag: int) -> Datum:
        number = real(reader.take(size))
        return Datum(tag, number, Note("not_finite") if number is None else None)

    return read


def _date(reader: Reader, tag: int) -> Datum:
    raw = reader.take(5)
    found = moment((raw[0] << 8 | raw[1], raw[2], raw[3], 0, 0, 0))
    return found._replace(tag=tag, value=found.value.date() if isinstance(found.value, datetime) else None)


def _time(reader: Reader, tag: int) -> Datum:
    raw = reader.take(4)
    try:
        value = time(raw[0], raw[1], raw[2] if raw[2] != 0xFF else 0, raw[3] * 10_000 if raw[3] < 100 else 0)
    except ValueError:
        return Datum(tag, None, Note("unspecified", "time") if 0xFF in raw else Note("not_a_time", raw.hex()))
    return Datum(tag, value)


_READERS: dict[int, Callable[[Reader, int], Datum]] = {
    0: read_null,
    ARRAY: _nested,
    STRUCTURE: _nested,
    3: lambda reader, tag: Datum(tag, Decimal(1 if reader.byte() else 0)),
    4: read_bits,
    5: read_integer(4, True),
    6: read_integer(4, False),
    OCTETS: read_octets,
    10: read_text,
    12: read_text,
    13: _decimal_digits,
    INTEGER: read_integer(1, True),
    16: read_integer(2, True),
    17: read_integer(1, False),
    18: read_integer(2, False),
    _COMPACT: _compact,
    20: read_integer(8, True),
    21: read_integer(8, False),
    ENUM: read_integer(1, False),
    23: _real(4),
    24: _real(8),
    DATE_TIME: lambda reader, tag: clock(reader.take(12)),
    26: _date,
    27: _time,
    255: _open,
}
