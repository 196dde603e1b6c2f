"""What both editions of DL/T 645 share: the message inside a frame, and the small things that messages say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jicha.intake.frames.frame import Item, Part, Place
from jicha.intake.frames.named_items import named
from jicha.intake.frames.words import Note, word


@dataclass(frozen=True, slots=True)
class Message:
    """Control code and content of a frame, the offset of 33H taken off."""

    control: int
    content: bytes

    @property
    def function(self) -> int:
        """The function, without the flags."""
        return self.control & 0x1F

    @property
    def to_meter(self) -> bool:
        """Whether the head-end sent it."""
        return not self.control & 0x80

    @property
    def abnormal(self) -> bool:
        """Whether the meter refuses."""
        return bool(self.control & 0x40)

    @property
    def more(self) -> bool:
        """Whether frames follow."""
        return bool(self.control & 0x20)


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says."""

    service: str
    items: tuple[Item, ...] = ()
    sequence: int | None = None
    part: Part | None = None
    note: Note | None = None


def rest(content: bytes) -> tuple[Item, ...]:
    """Bytes that the service does not have."""
    if not content:
        return ()
    return (named("rest", raw=content.hex().upper(), note=Note("extra", str(len(content)))),)


def error_items(group: str, content: bytes) -> tuple[Item, ...]:
    """An error word, one item for each bit that is set, lowest first."""
    errors = int.from_bytes(content, "little")
    raw = content[::-1].hex().upper()
    name, name_zh = word("field", "error")
    found = []
    for bit in range(errors.bit_length()):
        if errors >> bit & 1:
            said, said_zh = word(group, str(bit))
            found.append(Item(f"bit{bit}", f"{name}: {said}", f"{name_zh}: {said_zh}", Decimal(1), raw=raw))
    return tuple(found) or (named("error", raw=raw, note=Note("no_data")),)


def part_item(identifier: str, names: tuple[str, str], content: bytes) -> Item:
    """A piece of an item that came in several frames."""
    return Item(identifier, *names, raw=content[::-1].hex().upper(), note=Note("part"))


def part_of(message: Message, identifier: str, content: bytes, sequence: int) -> Part:
    """The piece as a part: the answer to a read begins, the answers to reading on continue."""
    place = Place.MIDDLE if message.more else Place.LAST
    return Part(Place.FIRST if sequence == 0 else place, sequence, content, identifier)
