"""The load records of DL/T 645-2007 (annex B): a time and up to six classes of data, one record after another."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from jicha.intake.frames.bcd import Scale, read
from jicha.intake.frames.catalogue import record
from jicha.intake.frames.frame import Item
from jicha.intake.frames.words import Note

_START, _DIVIDER, _END = b"\xa0\xa0", b"\xaa", b"\xe5"
_CLASSES = 6
_HEAD, _TIME = 3, 5


def load_items(identifier: str, names: tuple[str, str], content: bytes) -> tuple[Item, ...]:
    """The values of each record, with its time and row number.

    A record is A0 A0, a count of bytes, the time (YYMMDDhhmm), six classes ended by AA each (an empty one was not
    recorded), a checksum from the first A0 on, and E5. What does not hold together comes back as hex.
    """
    found: list[Item] = []
    at, row = 0, 0
    while at < len(content):
        row += 1
        classes, end, fault = _classes(content, at)
        if fault:
            left = content[at:][::-1].hex().upper()
            note = Note("load_record_damaged", fault)
            return (*found, Item(identifier, *names, raw=left, note=note, within=identifier, row=row))
        when = read("YYMMDDhhmm", content[at + _HEAD : at + _HEAD + _TIME][::-1], Scale()).value
        found += _record(identifier, names, classes, row, when if isinstance(when, datetime) else None)
        at = end
    return tuple(found)


def _classes(content: bytes, at: int) -> tuple[list[bytes], int, str]:
    """The bytes of the six classes of the record that begins here, where the record ends, and what is wrong."""
    if content[at : at + 2] != _START:
        return [], at, "A0 A0"
    parts, position = [], at + _HEAD + _TIME
    for number in range(1, _CLASSES + 1):
        size = 0 if content[position : position + 1] == _DIVIDER else _size(number)
        parts.append(content[position : position + size])
        position += size
        if content[position : position + 1] != _DIVIDER:
            return [], at, f"AA {number}"
        position += 1
    if content[position + 1 : position + 2] != _END:
        return [], at, "E5"
    if sum(content[at:position]) & 0xFF != content[position]:
        return [], at, "CS"
    return parts, position + 2, ""


@cache
def _size(number: int) -> int:
    return sum(field.size for field in record(f"load{number}", "", ("", ""))[0])


def _record(identifier: str, names: tuple[str, str], classes: list[bytes], row: int, at: datetime | None) -> list[Item]:
    found = []
    for number, part in enumerate(classes, start=1):
        position = 0
        for field in record(f"load{number}", f"{identifier}.{number}", names)[0] if part else ():
            high_first = part[position : position + field.size][::-1]
            value, note, _ = read(field.form, high_first, field.scale)
            found.append(
                Item(field.identifier, field.name, field.name_zh, value, field.unit, high_first.hex().upper(), note, at,
                     field.quantity, identifier, row)
            )  # fmt: skip
            position += field.size
    return found
