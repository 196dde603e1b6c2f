"""The data types of DL/T 698.45: one tag byte, then the value; arrays and structures hold further data."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.datum import Datum, read_bits, read_integer, read_null, read_octets, read_text
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note, word

ARRAY, STRUCTURE = 1, 2
INTEGERS = frozenset((5, 6, 15, 16, 17, 18, 20, 21))
UNSIGNED_FULL = {6: 4, 18: 2, 21: 8}  # types whose largest number stands for "no value"
SCALER_UNIT = 89
DATE_TIME_S = 28


def read_data(reader: Reader) -> Datum:
    """The value that begins here, with all that is nested in it. Raises BadFrame.

    >>> read_data(Reader(bytes.fromhex("1208FC"))).value
    Decimal('2300')
    """
    at, begin = reader.offset, reader.at
    tag = reader.byte()
    read = _READERS.get(tag)
    if read is None:
        raise BadFrame("unknown_tag", at, found=str(tag))
    datum = read(reader, tag)
    return datum._replace(raw=reader.data[begin + 1 : reader.at].hex().upper())


def real(raw: bytes) -> Decimal | None:
    """The shortest decimal that is this binary fraction of 4 or 8 bytes and no other; None when not finite.

    >>> real(bytes.fromhex("3DCCCCCD"))
    Decimal('0.1')
    """
    form = ">f" if len(raw) == 4 else ">d"
    (number,) = struct.unpack(form, raw)
    if not math.isfinite(number):
        return None
    for digits in range(6 if len(raw) == 4 else 15, 18):
        short = f"{number:.{digits}g}"
        if struct.pack(form, float(short)) == raw:
            return Decimal(short)
    return Decimal(number)


def moment(parts: tuple[int, int, int, int, int, int], milliseconds: int = 0) -> Datum:
    """A date with time from year, month, day, hour, minute, second; FF (FFFF for the year) leaves a part open."""
    year, month, day, hour, minute, second = parts
    if year == 0xFFFF or 0xFF in parts[1:]:
        return Datum(0, None, Note("unspecified", _open_parts(parts)))
    fraction = milliseconds * 1000 if milliseconds < 1000 else 0
    try:
        return Datum(0, datetime(year, month, day, hour, minute, second, fraction))
    except ValueError:
        said = f"{year}-{month}-{day} {hour}:{minute}:{second}"
        return Datum(0, None, Note("no_time") if not any(parts) else Note("not_a_time", said))


def date_time_s(reader: Reader) -> Datum:
    """Seven bytes: year (two), month, day, hour, minute, second. Raises BadFrame."""
    raw = reader.take(7)
    found = moment((raw[0] << 8 | raw[1], raw[2], raw[3], raw[4], raw[5], raw[6]))
    return found._replace(tag=28, raw=raw.hex().upper())


def date_time(reader: Reader) -> Datum:
    """Ten bytes: year (two), month, day, day of the week, hour, minute, second, milliseconds (two). Raises BadFrame."""
    raw = reader.take(10)
    found = moment((raw[0] << 8 | raw[1], raw[2], raw[3], raw[5], raw[6], raw[7]), raw[8] << 8 | raw[9])
    return found._replace(tag=25, raw=raw.hex().upper())


def object_text(reader: Reader) -> str:
    """An object attribute (OAD) or method (OMD) as eight hex digits. Raises BadFrame."""
    return reader.take(4).hex().upper()


def interval(reader: Reader) -> str:
    """A time interval (TI): a number and its unit. Raises BadFrame."""
    unit = word("dlt698_interval", str(reader.byte()))[0]
    return f"{reader.number(2)} {unit}"


def target_address(reader: Reader) -> str:
    """A target address (TSA): its first byte holds the length, the digits follow highest first. Raises BadFrame."""
    digits = reader.text()[1:].hex().upper()
    return digits[:-1] if digits.endswith("F") else digits


def related(reader: Reader) -> tuple[str, tuple[str, ...]]:
    """An object attribute with its related attributes (ROAD). Raises BadFrame."""
    own = object_text(reader)
    return own, tuple(object_text(reader) for _ in range(reader.length()))


def column(reader: Reader) -> tuple[str, tuple[str, ...]]:
    """A column (CSD): an attribute, or one with its related attributes. Raises BadFrame."""
    return related(reader) if reader.choice("CSD", (0, 1)) else (object_text(reader), ())


def columns(reader: Reader) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns of a record (RCSD). Raises BadFrame."""
    return tuple(column(reader) for _ in range(reader.length()))


def columns_text(found: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """Columns as text: attributes with commas, related ones in brackets."""
    return ", ".join(own + (f"({', '.join(others)})" if others else "") for own, others in found)


def _open_parts(parts: tuple[int, ...]) -> str:
    names = ("year", "month", "day", "hour", "minute", "second")
    fills = (0xFFFF, *(0xFF,) * 5)
    return ", ".join(name for name, part, fill in zip(names, parts, fills, strict=True) if part == fill)


def _nested(reader: Reader, tag: int) -> Datum:
    count = reader.length()
    if count > reader.left:  # every element takes at least its tag
        raise BadFrame("content_ends", reader.offset, expected=str(count), found=str(reader.left))
    return Datum(tag, inside=_elements(reader, count))


def _elements(reader: Reader, count: int) -> tuple[Datum, ...]:
    reader.deeper()
    found = tuple(read_data(reader) for _ in range(count))
    reader.depth -= 1
    return found


def _real(size: int) -> Callable[[Reader, int], Datum]:
    def read(reader: Reader, tag: int) -> Datum:
        number = real(reader.take(size))
        return Datum(tag, number, Note("not_finite") if number is None else None)

    return read


def _date(reader: Reader, tag: int) -> Datum:
    raw = reader.take(5)
    found = moment((raw[0] << 8 | raw[1], raw[2], raw[3], 0, 0, 0))
    return found._replace(tag=tag, value=found.value.date() if isinstance(found.value, datetime) else None)


def _clock(reader: Reader, tag: int) -> Datum:
    raw = reader.take(3)
    try:
        value: date | time = time(*raw)
    except ValueError:
        return Datum(tag, None, Note("unspecified", "time") if 0xFF in raw else Note("not_a_time", raw.hex()))
    return Datum(tag, value)


def _hex(size: int) -> Callable[[Reader, int], Datum]:
    return lambda reader, tag: Datum(tag, reader.take(size).hex().upper())


def _scaler_unit(reader: Reader, tag: int) -> Datum:
    scaler = reader.number(1, signed=True)
    return Datum(tag, Decimal(1).scaleb(scaler), unit=word("dlt698_unit", str(reader.byte()))[0])


def _road(reader: Reader, tag: int) -> Datum:
    return Datum(tag, columns_text((related(reader),)))


def _region(reader: Reader, tag: int) -> Datum:
    reader.choice("Region", (0, 1, 2, 3))
    return Datum(tag, inside=_elements(reader, 2))


def _selection(reader: Reader, tag: int) -> Datum:
    return Datum(tag, selection(reader))


def _meters(reader: Reader, tag: int) -> Datum:
    return Datum(tag, meters(reader))


def _secured_id(reader: Reader, tag: int) -> Datum:
    number = reader.number(4)
    return Datum(tag, f"{number:08X} {reader.text().hex().upper()}")


def _secured_id_mac(reader: Reader, tag: int) -> Datum:
    number, extra = reader.number(4), reader.text().hex().upper()
    return Datum(tag, f"{number:08X} {extra} {reader.text().hex().upper()}")


def selection(reader: Reader) -> str:
    """A choice of records (RSD) as text: its method and its bounds. Raises BadFrame."""
    method = reader.choice("RSD", tuple(range(11)))
    return f"{method}: {'; '.join(_METHODS[method](reader))}" if method else "0"


def meters(reader: Reader) -> str:
    """A choice of meters (MS) as text. Raises BadFrame."""
    method = reader.choice("MS", tuple(range(8)))
    if method < 2:
        return ("-", "*")[method]
    listed: dict[int, Callable[[Reader], str]] = {
        2: lambda one: str(one.byte()),
        3: target_address,
        4: lambda one: str(one.number(2)),
    }
    read = listed.get(method, _region_text)
    return ", ".join(read(reader) for _ in range(reader.length()))


def _region_text(reader: Reader) -> str:
    return _said(_region(reader, 88))


def _said(datum: Datum) -> str:
    return "..".join(map(_said, datum.inside)) if datum.inside else "" if datum.value is None else str(datum.value)


def _one_value(reader: Reader) -> list[str]:
    return [object_text(reader), *map(_said, _elements(reader, 1))]


def _range(reader: Reader) -> list[str]:
    return [object_text(reader), *map(_said, _elements(reader, 3))]


def _ranges(reader: Reader) -> list[str]:
    return [part for _ in range(reader.length()) for part in _range(reader)]


def _at_time(reader: Reader) -> list[str]:
    return [str(date_time_s(reader).value), meters(reader)]


def _between_times(reader: Reader) -> list[str]:
    return [str(date_time_s(reader).value), str(date_time_s(reader).value), interval(reader), meters(reader)]


def _last(reader: Reader) -> list[str]:
    return [str(reader.byte())]


def _last_of(reader: Reader) -> list[str]:
    return [str(reader.byte()), meters(reader)]


_METHODS: dict[int, Callable[[Reader], list[str]]] = {
    1: _one_value,
    2: _range,
    3: _ranges,
    4: _at_time,
    5: _at_time,
    6: _between_times,
    7: _between_times,
    8: _between_times,
    9: _last,
    10: _last_of,
}
_READERS: dict[int, Callable[[Reader, int], Datum]] = {
    0: read_null,
    ARRAY: _nested,
    STRUCTURE: _nested,
    3: lambda reader, tag: Datum(tag, Decimal(1 if reader.byte() else 0)),
    4: read_bits,
    5: read_integer(4, True),
    6: read_integer(4, False),
    9: read_octets,
    10: read_text,
    12: read_text,
    15: read_integer(1, True),
    16: read_integer(2, True),
    17: read_integer(1, False),
    18: read_integer(2, False),
    20: read_integer(8, True),
    21: read_integer(8, False),
    22: read_integer(1, False),
    23: _real(4),
    24: _real(8),
    25: lambda reader, tag: date_time(reader),
    26: _date,
    27: _clock,
    28: lambda reader, tag: date_time_s(reader),
    80: _hex(2),
    81: _hex(4),
    82: _road,
    83: _hex(4),
    84: lambda reader, tag: Datum(tag, interval(reader)),
    85: lambda reader, tag: Datum(tag, target_address(reader)),
    86: read_octets,
    87: read_octets,
    88: _region,
    89: _scaler_unit,
    90: _selection,
    91: lambda reader, tag: Datum(tag, columns_text((column(reader),))),
    92: _meters,
    93: _secured_id,
    94: _secured_id_mac,
    95: _hex(5),
    96: lambda reader, tag: Datum(tag, columns_text(columns(reader))),
}
