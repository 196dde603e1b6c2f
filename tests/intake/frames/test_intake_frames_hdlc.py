"""HDLC frames: addresses, control, checks, segments, and each way of being damaged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from framing import answers, asks, check, hdlc

from jicha.intake.frames import AddressKind, BadFrame, Direction, Kind, Place, Protocol
from jicha.intake.frames.hdlc import looks_right, message_of, parse, with_message

GET = "C001 81 0003 0100010800FF 02 00"
REPLY = answers("C401 81 00 0600014A1F")


def test_a_request_says_its_frame() -> None:
    frame = parse(asks(GET), 0)
    assert (frame.protocol, frame.address, frame.direction, frame.service, frame.kind) == (
        Protocol.HDLC,
        "1",
        Direction.TO_METER,
        "get",
        Kind.REQUEST,
    )
    assert (frame.client, frame.logical, frame.sequence) == (16, 1, 1)
    assert frame.items[0].identifier == "1.0.1.8.0.255"


def test_a_reply_has_its_value() -> None:
    frame = parse(REPLY, 0)
    assert (frame.direction, frame.kind, frame.items[0].value) == (Direction.FROM_METER, Kind.REPLY, Decimal(84511))


@pytest.mark.parametrize(
    ("sent", "address", "logical", "kind"),
    [
        ("03", "1", 1, AddressKind.SINGLE),
        ("0223", "17", 1, AddressKind.SINGLE),
        ("00020023", "17", 1, AddressKind.SINGLE),
        ("0002C84B", "12837", 1, AddressKind.SINGLE),  # 64H is 100, 25H is 37: 100 * 128 + 37
        ("02FF", "127", 1, AddressKind.BROADCAST),
        ("0002FEFF", "16383", 1, AddressKind.BROADCAST),
    ],
)
def test_addresses_have_one_two_or_four_bytes(sent: str, address: str, logical: int, kind: AddressKind) -> None:
    frame = parse(hdlc(0x93, "", destination=sent), 0)
    assert (frame.address, frame.logical, frame.address_kind, frame.client) == (address, logical, kind, 16)


@pytest.mark.parametrize(
    ("control", "service", "direction"),
    [
        (0x93, "snrm", Direction.TO_METER),
        (0x53, "disc", Direction.TO_METER),
        (0x73, "ua", Direction.FROM_METER),
        (0x1F, "dm", Direction.FROM_METER),
        (0x97, "frmr", Direction.FROM_METER),
    ],
)
def test_link_frames_say_who_sends_them(control: int, service: str, direction: Direction) -> None:
    to_meter = direction is Direction.TO_METER
    frame = parse(hdlc(control, "", *(("03", "21") if to_meter else ("21", "03"))), 0)
    assert (frame.service, frame.direction, frame.address, frame.client) == (service, direction, "1", 16)


def test_link_settings_are_read() -> None:
    content = "8180 14 050200F8 0602 00F8 0704 00000001 0804 00000007".replace(" ", "")
    frame = parse(hdlc(0x73, content, "21", "03"), 0)
    assert [(one.name, one.value) for one in frame.items] == [
        ("longest information field sent", Decimal(248)),
        ("longest information field received", Decimal(248)),
        ("window, sending", Decimal(1)),
        ("window, receiving", Decimal(7)),
    ]
    assert parse(hdlc(0x97, "010203", "21", "03"), 0).items[0].raw == "010203"


@pytest.mark.parametrize(("control", "service"), [(0x31, "rr"), (0x51, "rr"), (0x35, "rnr")])
def test_receipts_say_who_sends_them_where_the_addresses_do(control: int, service: str) -> None:
    assert parse(hdlc(control, "", "0223", "21"), 0).direction is Direction.TO_METER
    assert parse(hdlc(control, "", "21", "0223"), 0).direction is Direction.FROM_METER
    by_convention = parse(hdlc(control, "", "03", "21"), 0)
    assert (by_convention.service, by_convention.direction) == (service, Direction.TO_METER)
    assert by_convention.note is not None
    assert by_convention.note.note == "by_convention"
    unknown = parse(hdlc(control, "", "23", "61"), 0)
    assert (unknown.direction, unknown.kind, unknown.client, unknown.address) == (
        Direction.NOT_STATED,
        Kind.NOT_STATED,
        None,
        "48>17",
    )


@pytest.mark.parametrize(
    ("content", "segmented", "place"),
    [("E6E700 C40181", True, Place.FIRST), ("0006", True, Place.MIDDLE), ("00014A1F", False, Place.LAST)],
)
def test_segments_have_their_place(content: str, segmented: bool, place: Place) -> None:
    frame = parse(hdlc(0x32, content, "21", "0223", segmented), 0)
    assert frame.part is not None
    assert (frame.part.place, frame.part.sequence, frame.more, frame.service) == (place, 1, segmented, "part")
    assert not frame.part.content.startswith(b"\xe6")


def test_unnumbered_information_is_read_too() -> None:
    frame = parse(hdlc(0x13, "E6E700 0F 00000001 00 1101", "21", "03"), 0)
    assert (frame.service, frame.kind) == ("data_notification", Kind.NOTIFICATION)


def test_a_service_against_the_direction_is_said() -> None:
    frame = parse(hdlc(0x10, "E6E700" + GET, "21", "03"), 0)
    assert frame.note is not None
    assert frame.note.note == "direction_differs"


def test_what_states_no_kind_takes_it_from_the_direction() -> None:
    ciphered = "DB 08 4D4D4D0000000001 0A 30 00000001 0102030405"
    assert parse(answers(ciphered), 0).kind is Kind.REPLY
    assert parse(asks(ciphered), 0).kind is Kind.REQUEST


def test_the_message_of_a_frame_can_be_taken_out_and_read_again() -> None:
    frame = parse(REPLY, 0)
    content, base = message_of(REPLY, frame)
    assert (content, base) == (bytes.fromhex("C401 81 00 0600014A1F"), 11)
    assert with_message(frame, content, base)[0] == frame
    assert message_of(hdlc(0x93, ""), parse(hdlc(0x93, ""), 0))[0] == b""


def fault_of(data: bytes) -> tuple[str, int]:
    with pytest.raises(BadFrame) as caught:
        parse(data, 0)
    return caught.value.reason, caught.value.offset


def changed(at: int, byte: int) -> bytes:
    return REPLY[:at] + bytes((byte,)) + REPLY[at + 1 :]


def checked(content: str) -> bytes:
    """Any bytes between flags, with a check that fits and a length that does too."""
    inside = bytes.fromhex(content)
    head = (0xA000 | len(inside) + 4).to_bytes(2, "big") + inside
    return b"\x7e" + head + check(head) + b"\x7e"


def test_damage_is_named_with_its_place() -> None:
    end = len(REPLY)
    assert fault_of(REPLY[:8]) == ("truncated", 0)
    assert fault_of(REPLY[:-1]) == ("truncated", 1)
    assert fault_of(changed(0, 0x7F)) == ("no_start", 0)
    assert fault_of(changed(1, 0xB0)) == ("bad_control", 1)
    assert fault_of(changed(2, 0x03)) == ("bad_length", 1)
    assert fault_of(changed(2, end)) == ("truncated", 1)
    assert fault_of(changed(end - 1, 0x00)) == ("bad_end", end - 1)
    assert fault_of(changed(5, 0x31)) == ("bad_header_checksum", 6)
    assert fault_of(changed(14, 0xFF)) == ("bad_checksum", end - 3)
    assert fault_of(checked("0202 03 21 93")) == ("bad_address", 3)  # three bytes are no address
    assert fault_of(checked("02020202 03 21")) == ("bad_address", 3)
    assert fault_of(checked("03 21 93 00")) == ("bad_length", 1)
    assert fault_of(checked("03 21 9B")) == ("bad_control", 6)
    assert fault_of(answers("77")) == ("unknown_choice", 11)
    assert fault_of(hdlc(0x73, "8180 02 0501", "21", "03")) == ("content_ends", 13)


def test_looks() -> None:
    assert looks_right(REPLY, 0)
    assert not looks_right(changed(1, 0xB0), 0)
