"""The frame of DL/T 698.45: addresses, checks, parts, and each way of being damaged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from framing import check, dlt698

from jicha.intake.frames import AddressKind, BadFrame, Direction, Kind, Place, Protocol
from jicha.intake.frames.dlt698 import header_holds, holds, parse, with_message

REPLY = dlt698(0xC3, "850101 00100201 01 0600003039 0000")
REQUEST = dlt698(0x43, "050101 00100201 00")


def test_a_reply_says_its_frame_and_its_value() -> None:
    frame = parse(REPLY, 0)
    assert (frame.protocol, frame.address, frame.direction, frame.kind) == (
        Protocol.DLT698,
        "202208310002",
        Direction.FROM_METER,
        Kind.REPLY,
    )
    assert (frame.client, frame.logical, frame.sequence, frame.length) == (0x10, 0, 1, len(REPLY))
    assert (frame.items[0].value, frame.items[0].unit) == (Decimal("123.45"), "kWh")


def test_a_request_is_one() -> None:
    frame = parse(REQUEST, 0)
    assert (frame.direction, frame.kind, frame.service) == (Direction.TO_METER, Kind.REQUEST, "get")


@pytest.mark.parametrize(
    ("address", "flags", "text", "kind", "logical"),
    [
        ("202208310002", 0x00, "202208310002", AddressKind.SINGLE, 0),
        ("202208310002", 0x10, "202208310002", AddressKind.SINGLE, 1),
        ("2022083100012F", 0x00, "2022083100012", AddressKind.SINGLE, 0),  # an odd number of digits
        ("AAAAAAAAAAAA", 0x40, "AAAAAAAAAAAA", AddressKind.WILDCARD, 0),
        ("0001", 0x80, "0001", AddressKind.GROUP, 0),
        ("AA", 0xC0, "AA", AddressKind.BROADCAST, 0),
        ("20220831000C", 0x00, "20220831000C", AddressKind.OTHER, 0),
    ],
)
def test_addresses_say_whom_they_mean(address: str, flags: int, text: str, kind: AddressKind, logical: int) -> None:
    frame = parse(dlt698(0x43, "050101 00100201 00", address, flags), 0)
    assert (frame.address, frame.address_kind, frame.logical) == (text, kind, logical)


def test_parts_have_place_and_number() -> None:
    found = [parse(dlt698(0xA3, content), 0) for content in ("0100 850101", "02C0 0010", "0340 0201", "0280")]
    assert [(one.part.place, one.part.sequence) for one in found if one.part] == [
        (Place.FIRST, 1),
        (Place.MIDDLE, 2),
        (Place.LAST, 3),
        (Place.RECEIPT, 2),
    ]
    assert [one.more for one in found] == [True, True, False, False]
    assert found[0].part is not None
    assert found[0].part.content == bytes.fromhex("850101")
    assert (found[3].items, found[3].service) == ((), "part")


def test_a_scrambled_content_is_unscrambled() -> None:
    plain = bytes.fromhex("0501010010020100")
    scrambled = bytes((byte + 0x33) & 0xFF for byte in plain)
    frame = parse(dlt698(0x4B, scrambled.hex()), 0)
    assert (frame.service, frame.note and frame.note.note) == ("get", "scrambled")


def test_a_service_against_the_direction_bit_is_said() -> None:
    frame = parse(dlt698(0x83, "050101 00100201 00"), 0)
    assert frame.note is not None
    assert frame.note.note == "direction_differs"


def fault_of(data: bytes) -> tuple[str, int]:
    with pytest.raises(BadFrame) as caught:
        parse(data, 0)
    return caught.value.reason, caught.value.offset


def changed(at: int, byte: int) -> bytes:
    return REPLY[:at] + bytes((byte,)) + REPLY[at + 1 :]


def with_length(length: int) -> bytes:
    """The reply with another length field and a header check that fits it."""
    head = length.to_bytes(2, "little") + REPLY[3:12]
    return b"\x68" + head + check(head) + REPLY[14:]


def test_damage_is_named_with_its_place() -> None:
    end = len(REPLY)
    assert fault_of(REPLY[:4]) == ("truncated", 0)
    assert fault_of(REPLY[:12]) == ("truncated", 0)
    assert fault_of(REPLY[:-1]) == ("truncated", 1)
    assert fault_of(changed(0, 0x69)) == ("no_start", 0)
    assert fault_of(changed(5, 0x03)) == ("bad_header_checksum", 12)
    assert fault_of(changed(12, 0x00)) == ("bad_header_checksum", 12)
    assert fault_of(changed(20, 0x00)) == ("bad_checksum", end - 3)
    assert fault_of(changed(end - 2, REPLY[end - 2] ^ 1)) == ("bad_checksum", end - 3)
    assert fault_of(changed(end - 1, 0x17)) == ("bad_end", end - 1)
    assert fault_of(with_length(5)) == ("bad_length", 1)
    assert fault_of(with_length(end - 3)) == ("bad_end", end - 2)
    assert fault_of(with_length(end + 20)) == ("truncated", 1)
    assert fault_of(with_length(0x8000 | end - 2)) == ("bad_length", 1)
    assert fault_of(with_length(0x4000 | 1)) == ("truncated", 1)  # lengths in kilobytes
    assert fault_of(dlt698(0x42, "050101 00100201 00")) == ("bad_control", 3)
    assert fault_of(dlt698(0x63, "05")) == ("content_ends", 14)


def test_a_fault_inside_the_message_has_its_place_in_the_frame() -> None:
    assert fault_of(dlt698(0xC3, "850101 00100201 01 07 0000")) == ("unknown_tag", 14 + 8)


def test_headers_and_whole_frames_are_told_apart() -> None:
    assert header_holds(REPLY, 0)
    assert holds(REPLY, 0)
    assert header_holds(changed(20, 0), 0)
    assert not holds(changed(20, 0), 0)
    assert not header_holds(changed(5, 0), 0)
    assert not header_holds(REPLY[:8], 0)


def test_a_joined_message_fills_a_frame() -> None:
    frame = parse(dlt698(0xA3, "0100 850101"), 0)
    whole = with_message(frame, bytes.fromhex("850101001002010106000030390000"), 0)
    assert (whole.service, whole.items[0].value) == ("get", Decimal("123.45"))
