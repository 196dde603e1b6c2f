"""The frame of DL/T 645: its edition, direction, address, and each way of being damaged."""

from __future__ import annotations

import pytest
from framing import dlt645 as framed

from jicha.intake.frames import AddressKind, BadFrame, Direction, Kind, Protocol
from jicha.intake.frames.dlt645 import ends_right, holds, looks_right, parse

GOOD = bytes.fromhex("6843100011340068910633343435CA55EE16")  # voltage of phase A, 229.7 V


def test_a_reply_says_its_frame() -> None:
    frame = parse(GOOD, 0)
    assert (frame.protocol, frame.address, frame.direction) == (
        Protocol.DLT645_2007,
        "003411001043",
        Direction.FROM_METER,
    )
    assert (frame.service, frame.kind, frame.offset, frame.length, frame.more) == ("read", Kind.REPLY, 0, 18, False)


@pytest.mark.parametrize(
    ("control", "content", "protocol", "service", "kind"),
    [
        (0x01, "1090", Protocol.DLT645_1997, "read", Kind.REQUEST),
        (0x81, "109000000000", Protocol.DLT645_1997, "read", Kind.REPLY),
        (0xC1, "02", Protocol.DLT645_1997, "read", Kind.ERROR_REPLY),
        (0x03, "", Protocol.DLT645_1997, "reread", Kind.REQUEST),
        (0xC3, "01", Protocol.DLT645_1997, "reread", Kind.ERROR_REPLY),
        (0x11, "00000100", Protocol.DLT645_2007, "read", Kind.REQUEST),
        (0xD1, "02", Protocol.DLT645_2007, "read", Kind.ERROR_REPLY),
        (0x03, "FF000007" + "00" * 4, Protocol.DLT645_2007, "security", Kind.REQUEST),
        (0xC3, "0400", Protocol.DLT645_2007, "security", Kind.ERROR_REPLY),
        (0x83, "1090", Protocol.DLT645, "reread_or_security", Kind.REPLY),
        (0x00, "", Protocol.DLT645, "reserved", Kind.REQUEST),
        (0x1F, "0102", Protocol.DLT645, "unknown", Kind.REQUEST),
        (0xDF, "02", Protocol.DLT645, "unknown", Kind.ERROR_REPLY),
    ],
)
def test_the_edition_follows_from_the_function_where_it_shows(
    control: int, content: str, protocol: Protocol, service: str, kind: Kind
) -> None:
    frame = parse(framed(control, content), 0)
    assert (frame.protocol, frame.service, frame.kind) == (protocol, service, kind)
    assert (frame.note is not None) == (protocol is Protocol.DLT645)


def test_the_broadcast_of_the_time_is_the_same_in_both_editions() -> None:
    frame = parse(framed(0x08, "59 30 09 15 01 26", "99" * 6), 0)
    assert (frame.protocol, frame.service, frame.address_kind) == (
        Protocol.DLT645,
        "broadcast_time",
        AddressKind.BROADCAST,
    )
    assert str(frame.items[0].value) == "2026-01-15 09:30:59"


@pytest.mark.parametrize(
    ("control", "sent", "address", "kind"),
    [
        (0x11, "202208310002", "202208310002", AddressKind.SINGLE),
        (0x11, "999999999999", "999999999999", AddressKind.BROADCAST),
        (0x11, "AAAAAAAAAAAA", "AAAAAAAAAAAA", AddressKind.WILDCARD),
        (0x11, "AAAAAAAA1234", "AAAAAAAA1234", AddressKind.WILDCARD),  # 2007: any meter ending on 1234
        (0x01, "AAAAAAAA1234", "1234", AddressKind.SINGLE),  # 1997: a short address filled up
        (0x11, "FFFF20220831", "20220831", AddressKind.SINGLE),
        (0x11, "FFFFFFFFFFFF", "FFFFFFFFFFFF", AddressKind.OTHER),
        (0x11, "20220831000C", "20220831000C", AddressKind.OTHER),
    ],
)
def test_addresses_are_written_highest_digit_first_without_fill(
    control: int, sent: str, address: str, kind: AddressKind
) -> None:
    frame = parse(framed(control, "00000100" if control == 0x11 else "1090", sent), 0)
    assert (frame.address, frame.address_kind) == (address, kind)


def fault_of(data: bytes) -> tuple[str, int, str, str]:
    with pytest.raises(BadFrame) as caught:
        parse(data, 0)
    return caught.value.reason, caught.value.offset, caught.value.expected, caught.value.found


def changed(at: int, byte: int) -> bytes:
    return GOOD[:at] + bytes((byte,)) + GOOD[at + 1 :]


def test_damage_is_named_with_place_expectation_and_finding() -> None:
    assert fault_of(GOOD[:11]) == ("truncated", 0, "12", "11")
    assert fault_of(GOOD[:-1]) == ("truncated", 9, "18", "17")
    assert fault_of(changed(0, 0x69)) == ("no_start", 0, "68", "69")
    assert fault_of(changed(7, 0x67)) == ("bad_second_start", 7, "68", "67")
    assert fault_of(changed(9, 0x07)) == ("truncated", 9, "19", "18")
    assert fault_of(changed(9, 0x05)) == ("bad_end", 16, "16", "EE")
    assert fault_of(changed(17, 0x15)) == ("bad_end", 17, "16", "15")
    assert fault_of(changed(14, 0xCB)) == ("bad_checksum", 16, "EF", "EE")
    assert fault_of(changed(16, 0x00)) == ("bad_checksum", 16, "EE", "00")


def test_the_looks_of_a_frame_are_told_from_its_truth() -> None:
    assert looks_right(GOOD, 0)
    assert ends_right(GOOD, 0)
    assert holds(GOOD, 0)
    assert looks_right(changed(14, 0), 0)
    assert not holds(changed(14, 0), 0)
    assert not looks_right(changed(7, 0), 0)
    assert not ends_right(changed(9, 0x20), 0)
    assert not holds(GOOD[:5], 0)
