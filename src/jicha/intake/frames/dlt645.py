"""DL/T 645: the frame around both editions, and which edition a frame is of.

68 A0..A5 68 C L DATA CS 16; every data byte travels with 33H added, numbers lowest byte first.
"""

from __future__ import annotations

from jicha.intake.frames import dlt645_1997, dlt645_2007
from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.bcd import Scale, read
from jicha.intake.frames.dlt645_message import Message, Said, error_items, rest
from jicha.intake.frames.frame import AddressKind, Direction, Frame, Kind, Protocol
from jicha.intake.frames.named_items import named
from jicha.intake.frames.words import Note

START, END = 0x68, 0x16
HEAD, TAIL = 10, 2
_TAKE_OFFSET = bytes((byte - 0x33) & 0xFF for byte in range(256))
_SECURITY, _TIME = 0x03, 0x08
_SECURITY_CLASS = 0x07  # the highest byte of every identifier of the security function of 2007


def parse(data: bytes, at: int) -> Frame:
    """The frame that begins at ``at``. Raises BadFrame with the first thing that does not hold."""
    end = _check(data, at)
    control = data[at + 8]
    message = Message(control, data[at + HEAD : end - TAIL].translate(_TAKE_OFFSET))
    protocol = _edition(message)
    said = _said(message, protocol)
    address, address_kind = _address(data[at + 1 : at + 7], protocol)
    return Frame(
        protocol=protocol,
        address=address,
        direction=Direction.TO_METER if message.to_meter else Direction.FROM_METER,
        service=said.service,
        kind=_kind(message),
        items=said.items,
        offset=at,
        length=end - at,
        address_kind=address_kind,
        sequence=said.sequence,
        more=message.more,
        part=said.part,
        note=said.note or (Note("edition_not_shown") if protocol is Protocol.DLT645 else None),
    )


def looks_right(data: bytes, at: int) -> bool:
    """Whether the two start bytes stand where they belong."""
    return len(data) > at + 7 and data[at + 7] == START


def ends_right(data: bytes, at: int) -> bool:
    """Whether an end byte stands where the length field says."""
    end = at + HEAD + (data[at + 9] if len(data) > at + 9 else 0) + TAIL
    return len(data) >= end and data[end - 1] == END


def holds(data: bytes, at: int) -> bool:
    """Whether start, length, checksum and end all hold."""
    if not looks_right(data, at):
        return False
    try:
        _check(data, at)
    except BadFrame:
        return False
    return True


def _check(data: bytes, at: int) -> int:
    """Where the frame ends. Raises BadFrame."""
    left = len(data) - at
    if left < HEAD + TAIL:
        raise BadFrame("truncated", at, expected=str(HEAD + TAIL), found=str(left))
    if data[at] != START:
        raise BadFrame("no_start", at, expected="68", found=f"{data[at]:02X}")
    if data[at + 7] != START:
        raise BadFrame("bad_second_start", at + 7, expected="68", found=f"{data[at + 7]:02X}")
    end = at + HEAD + data[at + 9] + TAIL
    if end > len(data):
        raise BadFrame("truncated", at + 9, expected=str(end - at), found=str(left))
    if data[end - 1] != END:
        raise BadFrame("bad_end", end - 1, expected="16", found=f"{data[end - 1]:02X}")
    checksum = sum(data[at : end - TAIL]) & 0xFF
    if data[end - TAIL] != checksum:
        raise BadFrame("bad_checksum", end - TAIL, expected=f"{checksum:02X}", found=f"{data[end - TAIL]:02X}")
    return end


def _edition(message: Message) -> Protocol:
    """The edition by the function; two functions are in both, and then it may not show."""
    if message.function == _SECURITY:
        if message.abnormal:
            return Protocol.DLT645_2007 if len(message.content) == 2 else Protocol.DLT645_1997
        if len(message.content) >= 4 and message.content[3] == _SECURITY_CLASS:
            return Protocol.DLT645_2007
        return Protocol.DLT645_1997 if message.to_meter and not message.content else Protocol.DLT645
    if message.function in dlt645_1997.FUNCTIONS:
        return Protocol.DLT645_1997
    return Protocol.DLT645_2007 if message.function in dlt645_2007.FUNCTIONS else Protocol.DLT645


def _said(message: Message, protocol: Protocol) -> Said:
    if protocol is Protocol.DLT645_1997:
        return dlt645_1997.say(message)
    if protocol is Protocol.DLT645_2007:
        return dlt645_2007.say(message)
    if message.function == _TIME:
        return _broadcast(message)
    service = {0: "reserved", _SECURITY: "reread_or_security"}.get(message.function, "unknown")
    if message.abnormal and not message.to_meter:
        return Said(service, error_items("dlt645_error", message.content))
    return Said(service, rest(message.content))


def _broadcast(message: Message) -> Said:
    if len(message.content) != 6:
        return Said("broadcast_time", rest(message.content))
    high_first = message.content[::-1]
    value, note, _ = read("YYMMDDhhmmss", high_first, Scale())
    return Said("broadcast_time", (named("time", value, high_first.hex().upper(), note),))


def _kind(message: Message) -> Kind:
    if message.to_meter:
        return Kind.REQUEST
    return Kind.ERROR_REPLY if message.abnormal else Kind.REPLY


def _address(low_first: bytes, protocol: Protocol) -> tuple[str, AddressKind]:
    """The address as people write it. AA fills an address in 1997 and stands for any digits in 2007; FF fills too."""
    digits = low_first[::-1].hex().upper()
    if digits == "99" * 6:
        return digits, AddressKind.BROADCAST
    if digits == "AA" * 6:
        return digits, AddressKind.WILDCARD
    own = digits
    while own.startswith("FF"):
        own = own[2:]
    if protocol is Protocol.DLT645_1997:
        while own.startswith("AA"):
            own = own[2:]
    wild = own
    while wild.startswith("AA"):
        wild = wild[2:]
    if not wild.isdecimal():
        return digits, AddressKind.OTHER
    return own, AddressKind.WILDCARD if wild != own else AddressKind.SINGLE
