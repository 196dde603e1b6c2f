"""DL/T 698.45: the frame around its messages.

68 L L C SA CA HCS HCS [part] APDU FCS FCS 16, where L counts the bytes between 68 and 16, and SA is a byte of flags
(kind of address, logical device, length) and then the address, lowest byte first. Source: DL/T 698.45-2017, link layer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.crc16 import crc16
from jicha.intake.frames.dlt698_apdu import read_apdu
from jicha.intake.frames.frame import AddressKind, Direction, Frame, Kind, Part, Place, Protocol
from jicha.intake.frames.named_items import named
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note

START, END = 0x68, 0x16
_FROM_METER, _SPLIT, _SCRAMBLED, _FUNCTION = 0x80, 0x20, 0x08, 0x07
_LINK, _USER = 1, 3
_KILOBYTES, _LENGTH = 0x4000, 0x3FFF
_KINDS = (AddressKind.SINGLE, AddressKind.WILDCARD, AddressKind.GROUP, AddressKind.BROADCAST)
_PLACES = (Place.FIRST, Place.LAST, Place.RECEIPT, Place.MIDDLE)
_UNSCRAMBLE = bytes((byte - 0x33) & 0xFF for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Header:
    control: int
    flags: int
    address: bytes
    client: int
    body: int  # where the content begins
    end: int  # one past the end byte


def parse(data: bytes, at: int) -> Frame:
    """The frame that begins at ``at``. Raises BadFrame with the first thing that does not hold."""
    header = _check(data, at)
    content = data[header.body : header.end - 3]
    if header.control & _SCRAMBLED:
        content = content.translate(_UNSCRAMBLE)
    direction = Direction.FROM_METER if header.control & _FROM_METER else Direction.TO_METER
    digits = header.address[::-1].hex().upper()
    frame = Frame(
        protocol=Protocol.DLT698,
        address=digits[:-1] if digits.endswith("F") else digits,
        direction=direction,
        service="part",
        kind=Kind.REPLY if direction is Direction.FROM_METER else Kind.REQUEST,
        offset=at,
        length=header.end - at,
        address_kind=_address_kind(header, digits),
        client=header.client,
        logical=header.flags >> 4 & 3,
        note=Note("scrambled") if header.control & _SCRAMBLED else None,
    )
    if header.control & _SPLIT:
        return _part(frame, content, header.body)
    return with_message(frame, content, header.body)


def with_message(frame: Frame, content: bytes, base: int) -> Frame:
    """The frame with what its message says. Raises BadFrame."""
    apdu = read_apdu(Reader(content, base))
    differs = apdu.from_meter != (frame.direction is Direction.FROM_METER)
    return replace(
        frame,
        service=apdu.service,
        kind=apdu.kind,
        items=apdu.items,
        sequence=apdu.sequence,
        security=apdu.security,
        sent_at=apdu.sent_at,
        note=Note("direction_differs") if differs else frame.note,
    )


def header_holds(data: bytes, at: int) -> bool:
    """Whether a header begins here whose own checksum holds. Cheap: it is asked of every byte that might be a start."""
    if len(data) < at + 9:
        return False
    check = at + 7 + (data[at + 4] & 0x0F)
    return data[check : check + 2] == crc16(data[at + 1 : check]).to_bytes(2, "little")


def holds(data: bytes, at: int) -> bool:
    """Whether header, length, both checks and the end all hold."""
    try:
        _check(data, at)
    except BadFrame:
        return False
    return True


def _check(data: bytes, at: int) -> _Header:
    header = _header(data, at)
    if header.end > len(data):
        raise BadFrame("truncated", at + 1, expected=str(header.end - at), found=str(len(data) - at))
    if data[header.end - 1] != END:
        raise BadFrame("bad_end", header.end - 1, expected="16", found=f"{data[header.end - 1]:02X}")
    checksum = crc16(data[at + 1 : header.end - 3])
    found = int.from_bytes(data[header.end - 3 : header.end - 1], "little")
    if checksum != found:
        raise BadFrame("bad_checksum", header.end - 3, expected=f"{checksum:04X}", found=f"{found:04X}")
    return header


def _header(data: bytes, at: int) -> _Header:
    left = len(data) - at
    if left < 5:
        raise BadFrame("truncated", at, expected="12", found=str(left))
    if data[at] != START:
        raise BadFrame("no_start", at, expected="68", found=f"{data[at]:02X}")
    size = (data[at + 4] & 0x0F) + 1
    check = at + 6 + size  # 68 L L C flags address client
    if check + 2 > len(data):
        raise BadFrame("truncated", at, expected=str(check + 2 - at), found=str(left))
    checksum, found = crc16(data[at + 1 : check]), int.from_bytes(data[check : check + 2], "little")
    if checksum != found:
        raise BadFrame("bad_header_checksum", check, expected=f"{checksum:04X}", found=f"{found:04X}")
    length = data[at + 1] | data[at + 2] << 8
    least = check + 5 - at - 2
    count = (length & _LENGTH) * (1024 if length & _KILOBYTES else 1)
    if count < least or length & 0x8000:
        raise BadFrame("bad_length", at + 1, expected=f">= {least}", found=str(length))
    control = data[at + 3]
    if control & _FUNCTION not in (_LINK, _USER):
        raise BadFrame("bad_control", at + 3, expected="xxxxx001 / xxxxx011", found=f"{control:08b}")
    return _Header(control, data[at + 4], data[at + 5 : at + 5 + size], data[check - 1], check + 2, at + count + 2)


def _address_kind(header: _Header, digits: str) -> AddressKind:
    kind = _KINDS[header.flags >> 6]
    own = digits[:-1] if digits.endswith("F") else digits
    return AddressKind.OTHER if kind is AddressKind.SINGLE and not own.isdecimal() else kind


def _part(frame: Frame, content: bytes, base: int) -> Frame:
    """A frame that carries one part of a message: two bytes of number and place, then the part."""
    reader = Reader(content, base)
    numbered = int.from_bytes(reader.take(2), "little")
    place = _PLACES[numbered >> 14]
    piece = reader.take(reader.left)
    part = Part(place, numbered & 0x0FFF, piece, "apdu")
    more = place in (Place.FIRST, Place.MIDDLE)
    item = named("fragment", raw=piece.hex().upper(), note=Note("part"))
    return replace(frame, items=(item,) if piece else (), sequence=part.sequence, more=more, part=part)
