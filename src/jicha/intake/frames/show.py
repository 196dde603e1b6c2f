"""Frames for people and for other programs: rows of words in one of two languages, or a plain record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.frame import Frame, Item, Value
from jicha.intake.frames.read import Placed
from jicha.intake.frames.words import Note, word

_CHINESE = 1


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item in words."""

    identifier: str
    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """One frame in words: a place, a headline, and its items; ``bad`` when it was refused."""

    place: str
    headline: str
    items: tuple[ShownItem, ...]
    bad: bool


def shown(placed: Placed, *, chinese: bool) -> ShownFrame:
    """A frame, or the reason why there is none, in words."""
    place = place_of(placed, chinese=chinese)
    said = placed.said
    if isinstance(said, BadFrame):
        words = f"{said.message_zh}。{said.remedy_zh}" if chinese else f"{said.message}. {said.faults[0].remedy}"
        return ShownFrame(place, f"{words} [{said.reason}]", (), True)
    return ShownFrame(place, _headline(said, chinese), tuple(_item(item, chinese) for item in said.items), False)


def place_of(placed: Placed, *, chinese: bool) -> str:
    """Where the frame stands: a line of text, or a byte of a binary file."""
    if placed.line:
        return f"第 {placed.line} 行" if chinese else f"line {placed.line}"
    return f"第 {placed.offset} 字节" if chinese else f"byte {placed.offset}"


def record(placed: Placed) -> dict[str, object]:
    """A frame as a plain record for JSON; a refused one has ``error`` instead of a content."""
    found: dict[str, object] = {"line": placed.line or None, "offset": placed.offset, "text": placed.text}
    if placed.received_at is not None:
        found["received_at"] = placed.received_at.isoformat()
    said = placed.said
    if isinstance(said, BadFrame):
        told = {"reason": said.reason, "offset": said.offset, "expected": said.expected, "found": said.found}
        return found | {"error": told | {"message": said.message, "message_zh": said.message_zh}}
    return found | {
        "protocol": said.protocol.value,
        "address": said.address,
        "address_kind": said.address_kind.value,
        "client": said.client,
        "logical": said.logical,
        "direction": said.direction.value,
        "service": said.service,
        "kind": said.kind.value,
        "sequence": said.sequence,
        "more": said.more,
        "security": said.security.value,
        "part": {"place": said.part.place.value, "sequence": said.part.sequence} if said.part else None,
        "sent_at": _text(said.sent_at) or None,
        "note": _note(said.note),
        "items": [_item_record(item) for item in said.items],
    }


def _item_record(item: Item) -> dict[str, object]:
    return {
        "identifier": item.identifier,
        "name": item.name,
        "name_zh": item.name_zh,
        "value": _text(item.value) if item.value is not None else None,
        "unit": item.unit,
        "raw": item.raw,
        "at": _text(item.at) or None,
        "quantity": item.quantity,
        "within": item.within,
        "row": item.row,
        "note": _note(item.note),
    }


def _note(note: Note | None) -> dict[str, str] | None:
    return {"note": note.note, "argument": note.argument} if note else None


def _headline(frame: Frame, chinese: bool) -> str:
    number = _CHINESE if chinese else 0
    parts = [
        word("protocol", frame.protocol.value)[number],
        frame.address,
        word("direction", frame.direction.value)[number],
        word("service", frame.service)[number],
        word("kind", frame.kind.value)[number],
    ]
    for group, code, plain in (
        ("address_kind", frame.address_kind.value, "single"),
        ("security", frame.security.value, "none"),
        ("place", frame.part.place.value if frame.part else "", ""),
    ):
        if code != plain:
            parts.append(word(group, code)[number])
    if frame.note:
        parts.append(frame.note.say_zh() if chinese else frame.note.say())
    return " | ".join(parts)


def _item(item: Item, chinese: bool) -> ShownItem:
    value = _text(item.value) if item.value is not None else ""
    said = f"{value} {item.unit}".strip()
    if item.at is not None:
        said = f"{said} @ {_text(item.at)}"
    note = (item.note.say_zh() if chinese else item.note.say()) if item.note else ""
    name = item.name_zh if chinese else item.name
    return ShownItem(item.identifier, f"{item.within}/{item.row} {name}" if item.row else name, said, note)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else value
