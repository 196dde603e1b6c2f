"""What the bytes behind a DL/T 645 identifier say, item by item."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from jicha.intake.frames.bcd import read
from jicha.intake.frames.catalogue import Field, Layout, bits, layout
from jicha.intake.frames.frame import Item
from jicha.intake.frames.load_record import load_items
from jicha.intake.frames.words import Note

_DIVIDER = 0xAA  # stands between the parts of a block; no decimal byte can be that


def items(table: str, identifier: str, content: bytes) -> tuple[Item, ...]:
    """The items of a data reply; ``content`` is what follows the identifier, offset of 33H taken off.

    An identifier that no table knows, and bytes that do not fit its layout, come back as one item with their hex.
    """
    found = layout(table, identifier)
    if found is None:
        note = Note("unknown", str(len(content)))
        return (Item(identifier, "unknown", "未知数据项", _hex(content), raw=_hex(content), note=note),)
    if not content:
        return (Item(identifier, found.name, found.name_zh, note=Note("no_data")),)
    if found.form == "load":
        return load_items(identifier, (found.name, found.name_zh), content)
    if found.form == "secret":
        return (Item(identifier, found.name, found.name_zh, note=Note("secret")),)
    return _sections(table, found, content) if found.sections else tuple(_fields(found, content))


def asked(table: str, identifier: str) -> Item:
    """An identifier that a request asks for."""
    found = layout(table, identifier)
    name, name_zh = (found.name, found.name_zh) if found else ("unknown", "未知数据项")
    return Item(identifier, name, name_zh, note=Note("asked"))


def field_items(field: Field, low_first: bytes) -> list[Item]:
    """One field: its value, and of a status word also each of its bits that means something."""
    high_first = low_first[::-1]
    value, note, at = read(field.form, high_first, field.scale)
    raw = high_first.hex().upper()
    found = [Item(field.identifier, field.name, field.name_zh, value, field.unit, raw, note, at, field.quantity)]
    if field.bits and isinstance(value, str):
        word = int.from_bytes(high_first, "big")
        for bit, name, name_zh in bits(field.bits):
            found.append(Item(f"{field.identifier}#{bit}", name, name_zh, Decimal(word >> bit & 1)))
    return found


def _fields(found: Layout, content: bytes) -> list[Item]:
    size = len(content)
    count = found.ends.get(size)
    if count is None and content[-1] == _DIVIDER:
        count = found.ends.get(size - 1)
    if count is None:
        note = Note("layout_not_known") if not found.fields else Note("length_differs", str(size))
        return [Item(found.identifier, found.name, found.name_zh, raw=_hex(content), note=note)]
    read_items: list[Item] = []
    at = 0
    for field in found.fields[:count]:
        read_items += field_items(field, content[at : at + field.size])
        at += field.size
    return read_items


def _sections(table: str, found: Layout, content: bytes) -> tuple[Item, ...]:
    """A freeze block: its parts end with AA each; a part that the meter does not keep is empty."""
    parts = content.split(bytes((_DIVIDER,)))
    if parts and not parts[-1]:
        parts.pop()
    known = [layout(table, section) for section in found.sections]
    fits = len(parts) <= len(known) and all(
        one is not None and (not part or len(part) in one.ends) for part, one in zip(parts, known, strict=False)
    )
    if not fits:
        note = Note("length_differs", str(len(content)))
        return (Item(found.identifier, found.name, found.name_zh, raw=_hex(content), note=note),)
    read_items = [
        item for part, one in zip(parts, known, strict=False) if one is not None and part for item in _fields(one, part)
    ]
    at = next((item.value for item in read_items if item.identifier == found.sections[0]), None)
    if not isinstance(at, datetime):
        return tuple(read_items)
    return tuple(item if item.at else replace(item, at=at) for item in read_items)


def _hex(low_first: bytes) -> str:
    return low_first[::-1].hex().upper()
