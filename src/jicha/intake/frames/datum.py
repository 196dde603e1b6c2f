"""A value as meters send it, and how the types that DL/T 698.45 and COSEM share are read: both are written in A-XDR."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from jicha.intake.frames.frame import Value
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note


class Datum(NamedTuple):
    """One value with its type; ``inside`` are the elements of an array or structure."""

    tag: int
    value: Value = None
    note: Note | None = None
    raw: str = ""
    inside: tuple[Datum, ...] = ()
    unit: str = ""


def read_null(reader: Reader, tag: int) -> Datum:
    """Nothing, said as such."""
    return Datum(tag, None, Note("null"))


def read_integer(size: int, signed: bool) -> Callable[[Reader, int], Datum]:
    """A reader of whole numbers of ``size`` bytes."""
    return lambda reader, tag: Datum(tag, Decimal(reader.number(size, signed=signed)))


def read_bits(reader: Reader, tag: int) -> Datum:
    """A string of bits, the first one left."""
    count = reader.length()
    raw = reader.take((count + 7) // 8)
    return Datum(tag, "".join(f"{byte:08b}" for byte in raw)[:count])


def read_octets(reader: Reader, tag: int) -> Datum:
    """Bytes as hex, or a note that there are none."""
    raw = reader.text()
    return Datum(tag, raw.hex().upper()) if raw else Datum(tag, None, Note("blank"))


def read_text(reader: Reader, tag: int) -> Datum:
    """Letters, or a note with the bytes where they are none."""
    raw = reader.text()
    try:
        letters = raw.decode("utf-8").strip("\0 ")
    except UnicodeDecodeError:
        return Datum(tag, None, Note("not_ascii", raw.hex().upper()))
    if not letters:
        return Datum(tag, None, Note("blank"))
    return Datum(tag, letters) if letters.isprintable() else Datum(tag, None, Note("not_ascii", raw.hex().upper()))
