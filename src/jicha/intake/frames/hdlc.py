"""HDLC as DLMS meters use it (IEC 62056-46): flags, addresses, control, two checks, and the message inside.

7E format(2) destination source control [HCS(2) information] FCS(2) 7E. The length in the format field counts what lies
between the flags; there is no stuffing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.crc16 import crc16
from jicha.intake.frames.dlms import read_apdu
from jicha.intake.frames.dlms_message import Message
from jicha.intake.frames.dlms_services import Known
from jicha.intake.frames.frame import AddressKind, Direction, Frame, Item, Kind, Part, Place, Protocol
from jicha.intake.frames.named_items import named
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note

FLAG = 0x7E
_SEGMENT, _LENGTH = 0x0800, 0x07FF
_LEAST = 2 + 1 + 1 + 1 + 2
_TO_METER, _FROM_METER = b"\xe6\xe6\x00", b"\xe6\xe7\x00"
_POLL = 0x10
_UNNUMBERED = {0x83: "snrm", 0x43: "disc", 0x63: "ua", 0x0F: "dm", 0x87: "frmr", 0x03: "ui"}
_SUPERVISORY = {0x01: "rr", 0x05: "rnr"}
_CONTROLS = "I, RR, RNR, SNRM, UA, DISC, DM, FRMR, UI"
_SENDERS = {"snrm": True, "disc": True, "ua": False, "dm": False, "frmr": False}  # whether the head-end sends it
_PUBLIC_CLIENT, _MANAGEMENT = 16, 1
_EVERYBODY = (0x7F, 0x3FFF)
_SETTINGS = {5: "largest_sent", 6: "largest_received", 7: "window_sent", 8: "window_received"}


@dataclass(frozen=True, slots=True)
class _Address:
    upper: int
    lower: int | None
    size: int


@dataclass(frozen=True, slots=True)
class _Header:
    segmented: bool
    destination: _Address
    source: _Address
    control: int
    body: int  # where the information begins
    content: bytes
    end: int  # one past the closing flag


def parse(data: bytes, at: int) -> Frame:
    """The frame that begins at ``at``. Raises BadFrame with the first thing that does not hold."""
    header = _check(data, at)
    control = header.control
    if _carries_message(control):
        return _information(header, at)
    service = _SUPERVISORY.get(control & 0x0F) or _UNNUMBERED.get(control & ~_POLL)
    if not service:
        raise BadFrame("bad_control", header.body, expected=_CONTROLS, found=f"{control:02X}")
    frame = _frame(header, at, service, _direction(header, service))
    if not header.content:
        return frame
    return replace(frame, items=tuple(_settings(header)))


def message_of(data: bytes, frame: Frame) -> tuple[bytes, int]:
    """The message that a whole frame carries, and where it begins; empty when it carries none."""
    header = _check(data, frame.offset)
    if not _carries_message(header.control):
        return b"", header.body
    content = header.content
    skip = 3 if content.startswith((_TO_METER, _FROM_METER)) else 0
    return (content[skip:], header.body + skip) if skip else (b"", header.body)


def with_message(frame: Frame, content: bytes, base: int, known: Known | None = None) -> tuple[Frame, Message]:
    """The frame with what its message says, and the message. Raises BadFrame."""
    message = read_apdu(Reader(content, base), known)
    kind = message.kind
    if kind is Kind.NOT_STATED:
        kind = _kind(frame.direction)
    from_meter = frame.direction is Direction.FROM_METER
    differs = message.from_meter is not None and frame.direction is not Direction.NOT_STATED
    note = Note("direction_differs") if differs and message.from_meter != from_meter else frame.note
    more = message.part is not None and message.part.place is not Place.LAST
    filled = replace(
        frame,
        service=message.service,
        kind=kind,
        items=message.items,
        sequence=message.sequence,
        security=message.security,
        part=message.part or frame.part,
        more=more,
        sent_at=message.sent_at,
        note=note,
    )
    return filled, message


def looks_right(data: bytes, at: int) -> bool:
    """Whether a format field of this kind stands behind the flag."""
    return len(data) > at + 2 and data[at] == FLAG and data[at + 1] >> 4 == 0xA


def _carries_message(control: int) -> bool:
    return not control & 1 or _UNNUMBERED.get(control & ~_POLL) == "ui"


def _check(data: bytes, at: int) -> _Header:
    left = len(data) - at
    if left < _LEAST + 2:
        raise BadFrame("truncated", at, expected=str(_LEAST + 2), found=str(left))
    if data[at] != FLAG:
        raise BadFrame("no_start", at, expected="7E", found=f"{data[at]:02X}")
    form = data[at + 1] << 8 | data[at + 2]
    if form >> 12 != 0xA:
        raise BadFrame("bad_control", at + 1, expected="Axxx", found=f"{form:04X}")
    length = form & _LENGTH
    end = at + 1 + length + 1
    if length < _LEAST:
        raise BadFrame("bad_length", at + 1, expected=f">= {_LEAST}", found=str(length))
    if end > len(data):
        raise BadFrame("truncated", at + 1, expected=str(end - at), found=str(left))
    if data[end - 1] != FLAG:
        raise BadFrame("bad_end", end - 1, expected="7E", found=f"{data[end - 1]:02X}")
    destination = _address(data, at + 3, end - 3)
    source = _address(data, at + 3 + destination.size, end - 3)
    control = at + 3 + destination.size + source.size
    if control >= end - 3:
        raise BadFrame("bad_address", at + 3, expected="1, 2, 4", found=str(end - at - 6))
    body = control + 1
    if body != end - 3:  # the header has its own check where information follows; it is cheap, so it comes first
        if body + 2 > end - 3:
            raise BadFrame("bad_length", at + 1, expected=f">= {length + 1}", found=str(length))
        _compare("bad_header_checksum", data, at + 1, body)
        body += 2
    _compare("bad_checksum", data, at + 1, end - 3)
    return _Header(bool(form & _SEGMENT), destination, source, data[control], body, data[body : end - 3], end)


def _compare(reason: str, data: bytes, first: int, last: int) -> None:
    checksum, found = crc16(data[first:last]), int.from_bytes(data[last : last + 2], "little")
    if checksum != found:
        raise BadFrame(reason, last, expected=f"{checksum:04X}", found=f"{found:04X}")


def _address(data: bytes, at: int, end: int) -> _Address:
    """An address of one, two or four bytes; the last has its lowest bit set."""
    size = next((count for count in (1, 2, 3, 4) if at + count <= end and data[at + count - 1] & 1), 0)
    if size not in (1, 2, 4):
        raise BadFrame("bad_address", at, expected="1, 2, 4", found=str(size))
    halves = [byte >> 1 for byte in data[at : at + size]]
    if size == 4:
        return _Address(halves[0] << 7 | halves[1], halves[2] << 7 | halves[3], size)
    return _Address(halves[0], halves[1] if size == 2 else None, size)


def _direction(header: _Header, service: str) -> tuple[Direction, bool]:
    """Who sent it, and whether only the usual addresses say so."""
    if header.content.startswith(_TO_METER):
        return Direction.TO_METER, False
    if header.content.startswith(_FROM_METER):
        return Direction.FROM_METER, False
    if service in _SENDERS:
        return (Direction.TO_METER if _SENDERS[service] else Direction.FROM_METER), False
    if header.destination.size != header.source.size:  # only a meter has a long address
        longer = header.destination.size > header.source.size
        return (Direction.TO_METER if longer else Direction.FROM_METER), False
    pair = (header.destination.upper, header.source.upper)
    if pair == (_PUBLIC_CLIENT, _MANAGEMENT):
        return Direction.FROM_METER, True
    if pair == (_MANAGEMENT, _PUBLIC_CLIENT):
        return Direction.TO_METER, True
    return Direction.NOT_STATED, False


def _frame(header: _Header, at: int, service: str, said: tuple[Direction, bool]) -> Frame:
    direction, by_convention = said
    meter = header.source if direction is Direction.FROM_METER else header.destination
    client = header.destination if direction is Direction.FROM_METER else header.source
    known = direction is not Direction.NOT_STATED
    own = meter.lower if meter.lower is not None else meter.upper
    return Frame(
        protocol=Protocol.HDLC,
        address=str(own) if known else f"{header.source.upper}>{header.destination.upper}",
        direction=direction,
        service=service,
        kind=_kind(direction),
        offset=at,
        length=header.end - at,
        address_kind=AddressKind.BROADCAST if own in _EVERYBODY else AddressKind.SINGLE,
        client=client.upper if known else None,
        logical=meter.upper if known else None,
        note=Note("by_convention") if by_convention else None,
    )


def _kind(direction: Direction) -> Kind:
    if direction is Direction.NOT_STATED:
        return Kind.NOT_STATED
    return Kind.REPLY if direction is Direction.FROM_METER else Kind.REQUEST


def _information(header: _Header, at: int) -> Frame:
    """A frame with a message, or with a segment of one."""
    frame = _frame(header, at, "part", _direction(header, ""))
    content, base = header.content, header.body
    begins = content.startswith((_TO_METER, _FROM_METER))
    if begins:
        content, base = content[3:], base + 3
    if begins and not header.segmented:
        return with_message(frame, content, base)[0]
    place = Place.FIRST if begins else Place.MIDDLE if header.segmented else Place.LAST
    sequence = header.control >> 1 & 7
    item = named("fragment", raw=content.hex().upper(), note=Note("part"))
    part = Part(place, sequence, content, "segment")
    return replace(frame, items=(item,) if content else (), sequence=sequence, more=header.segmented, part=part)


def _settings(header: _Header) -> list[Item]:
    """What SNRM and UA agree on: longest information fields and windows."""
    reader = Reader(header.content, header.body)
    if header.content[:2] != b"\x81\x80":
        return [named("rest", raw=header.content.hex().upper(), note=Note("not_decoded"))]
    reader.take(2)
    inner = reader.inner(reader.take(reader.byte()))
    reader.finish()
    found = []
    while inner.left:
        code = inner.byte()
        raw = inner.take(inner.byte())
        item = named(_SETTINGS.get(code, "rest"), Decimal(int.from_bytes(raw, "big")), raw.hex().upper())
        found.append(item)
    return found
