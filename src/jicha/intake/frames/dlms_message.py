"""What a DLMS message says, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from jicha.intake.frames.frame import Item, Kind, Part, Place, Security
from jicha.intake.frames.named_items import named
from jicha.intake.frames.obis import Attribute
from jicha.intake.frames.words import Note


@dataclass(frozen=True, slots=True)
class Message:
    """What an APDU says. ``from_meter`` is None where both sides send it; ``asked`` are the attributes it names."""

    service: str
    kind: Kind
    items: tuple[Item, ...] = ()
    from_meter: bool | None = None
    sequence: int | None = None
    security: Security = Security.NONE
    part: Part | None = None
    sent_at: datetime | None = None
    asked: tuple[Attribute, ...] = ()

    def adding(self, items: tuple[Item, ...], asked: tuple[Attribute, ...]) -> Message:
        """The same message, naming attributes too."""
        return replace(self, items=(*items, *self.items), asked=asked)


def block(service: str, content: bytes, *, number: int, last: bool, sequence: int, from_meter: bool) -> Message:
    """One block of a value that is too long for one message. Blocks count from 1."""
    place = Place.LAST if last else Place.FIRST if number == 1 else Place.MIDDLE
    raw = content.hex().upper()
    items = (named("block", Decimal(number)), replace(named("fragment", raw=raw), note=Note("part")))
    kind = Kind.REPLY if from_meter else Kind.REQUEST
    return Message(service, kind, items, from_meter, sequence, part=Part(place, number, content, "block"))
