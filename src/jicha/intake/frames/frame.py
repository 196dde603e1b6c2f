"""What a meter frame says, as values: a frozen Frame with its Items; nothing here reads bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from jicha.intake.frames.words import Note

Value = Decimal | str | datetime | date | time | None


class Protocol(StrEnum):
    """The protocols that are read. A DL/T 645 frame whose edition does not show keeps the name without a year."""

    DLT645 = "DL/T 645"
    DLT645_1997 = "DL/T 645-1997"
    DLT645_2007 = "DL/T 645-2007"
    DLT698 = "DL/T 698.45"
    HDLC = "HDLC/DLMS"


class Direction(StrEnum):
    """Who sent the frame."""

    TO_METER = "to_meter"
    FROM_METER = "from_meter"
    NOT_STATED = "not_stated"


class Kind(StrEnum):
    """What the frame is in the conversation."""

    REQUEST = "request"
    REPLY = "reply"
    ERROR_REPLY = "error_reply"
    NOTIFICATION = "notification"
    NOT_STATED = "not_stated"


class AddressKind(StrEnum):
    """Whom the address means."""

    SINGLE = "single"
    WILDCARD = "wildcard"
    GROUP = "group"
    BROADCAST = "broadcast"
    OTHER = "other"  # not an address by the standard (hex digits in a decimal address)


class Security(StrEnum):
    """How the content is protected. Ciphered content is named, never guessed at."""

    NONE = "none"
    PLAIN_WITH_CODE = "plain_with_code"
    CIPHERED = "ciphered"


class Place(StrEnum):
    """Where a part stands in a message that was cut into several frames."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Part:
    """This frame carries one part of a longer message: which, and the bytes of the message that it brings.

    ``sequence`` is the number that the protocol gives the part; ``message`` tells apart messages that are under way
    between the same two devices (a data identifier, a kind of APDU).
    """

    place: Place
    sequence: int
    content: bytes
    message: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a frame says.

    ``identifier`` is written as the protocol's people write it: 00010000 (DI, highest byte first), 00100200 (OAD),
    1.0.1.8.0.255 (OBIS); empty for what has none. ``value`` is exact (Decimal) or text or a time in the meter's own
    local time; None when the frame brings no value, and then ``note`` says why. ``unit`` is the unit of the value
    (empty: a number without unit). ``raw`` is the hex of the bytes the value was read from, highest byte first for
    DL/T 645. ``at`` is the time that belongs to the value (of a demand, of the record it stands in). ``quantity`` is
    our own code, where there is one. Items of one record share ``within`` (the record) and ``row`` (from 1).
    """

    identifier: str
    name: str
    name_zh: str
    value: Value = None
    unit: str = ""
    raw: str = ""
    note: Note | None = None
    at: datetime | None = None
    quantity: str = ""
    within: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame whose checksums, lengths and ends all held.

    ``address`` is the meter's, as people write it (highest digit first, fill cut off). ``client`` and ``logical`` are
    the addresses of the head-end and of the device inside the meter, where the protocol has them. ``sequence`` is the
    service's own number (PIID of DL/T 698.45, invoke id of DLMS). ``more`` says that the meter has more to send.
    ``offset`` and ``length`` place it in the bytes it was read from, wake-up bytes not counted.
    """

    protocol: Protocol
    address: str
    direction: Direction
    service: str
    kind: Kind
    items: tuple[Item, ...] = ()
    offset: int = 0
    length: int = 0
    address_kind: AddressKind = AddressKind.SINGLE
    client: int | None = None
    logical: int | None = None
    sequence: int | None = None
    more: bool = False
    security: Security = Security.NONE
    part: Part | None = None
    sent_at: datetime | None = None
    note: Note | None = None
