"""Bytes into frames: real frames, streams, damage of every byte, and nothing but our error for any bytes at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from framing import answers, asks, dlt645, dlt698, hdlc, low_first
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jicha.intake.frames import BadFrame, Direction, Frame, Protocol, parse_frame, parse_frames

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "meter_frames" / "frames.jsonl"
needs_real = pytest.mark.skipif(
    not REAL.is_file(), reason="real data: the frames are not beside the project (../shared/data)"
)

VOLTAGE = bytes.fromhex("6843100011340068910633343435CA55EE16")
GOOD = {
    "read 1997": dlt645(0x01, low_first("9010")),
    "reply 1997": dlt645(0x81, low_first("9010", "00123456")),
    "read 2007": dlt645(0x11, low_first("00010000")),
    "reply 2007": VOLTAGE,
    "block 2007": dlt645(0x91, low_first("0001FF00", "00123456", "00023456", "00033456", "00043456", "00023088")),
    "error 2007": dlt645(0xD1, "02"),
    "write 2007": dlt645(0x14, low_first("04000103") + "04123456" + "78563412" + "30"),
    "get 698": dlt698(0x43, "050101 00100200 00"),
    "reply 698": dlt698(0xC3, "850101 00100200 01 0102 0600000064 0600000032 0000"),
    "record 698": dlt698(0xC3, "850301 50040200 02 00 20210200 00 00100201 01 01 1C07EA010F000000 0600000064 0000"),
    "ciphered 698": dlt698(0xC3, "90 01 10" + "5A" * 16 + "01 00 04 01020304"),
    "part 698": dlt698(0xA3, "0000 850101"),
    "snrm": hdlc(0x93, ""),
    "get dlms": asks("C001 81 0003 0100010800FF 02 00"),
    "reply dlms": answers("C401 81 00 0600014A1F"),
    "notification": hdlc(0x13, "E6E700 0F 00000001 00 0203 0906 0100010800FF 0600014A1F 0202 0F01 161E", "21", "0223"),
    "segment": hdlc(0x32, "0600014A", "21", "0223", True),
}


@needs_real
@pytest.mark.real_data
def test_every_real_frame_is_read() -> None:
    lines = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
    assert len(lines) >= 40
    for line in lines:
        frame = parse_frame(bytes.fromhex(line["frame"]))
        family = {"DL/T 645": "DL/T 645", "DL/T 698.45": "DL/T 698", "DLMS/HDLC": "HDLC"}[line["protocol"]]
        assert frame.protocol.startswith(family), line
        assert frame.address
        assert frame.direction is not Direction.NOT_STATED
        if "data_len" in line:
            assert frame.length == 12 + line["data_len"]


@needs_real
@pytest.mark.real_data
@pytest.mark.parametrize(
    ("frame", "protocol", "service", "identifier", "value", "unit"),
    [
        ("6895320600000068810643c3693333332c16", Protocol.DLT645_1997, "read", "9010", "0.36", "kWh"),
        ("6834691708172068810563f33349334e16", Protocol.DLT645_1997, "read", "C030", "1600", "imp/kWh"),
        ("6843100011340068910633343435ca55ee16", Protocol.DLT645_2007, "read", "02010100", "229.7", "V"),
        ("68010044235200689106333634359555dd16", Protocol.DLT645_2007, "read", "02010300", "226.2", "V"),
        ("681e008105111111111111009e7601000000b407e90403040f14050000e8b016", Protocol.DLT698, "link_login", "",
         "180", "s"),
    ],
)  # fmt: skip
def test_real_values_are_right(
    frame: str, protocol: Protocol, service: str, identifier: str, value: str, unit: str
) -> None:
    assert frame in REAL.read_text(encoding="utf-8")
    found = parse_frame(bytes.fromhex(frame))
    item = found.items[0]
    assert (found.protocol, found.service) == (protocol, service)
    assert (item.identifier, str(item.value), item.unit) == (identifier, value, unit)


@pytest.mark.parametrize("name", GOOD)
def test_wake_up_bytes_change_nothing_but_the_offset(name: str) -> None:
    plain, woken = parse_frame(GOOD[name]), parse_frame(b"\xfe" * 4 + GOOD[name])
    assert (woken.items, woken.address, woken.offset) == (plain.items, plain.address, 4)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("flip", [0x01, 0x10, 0x80, 0xFF])
def test_a_frame_with_any_one_byte_changed_is_refused(name: str, flip: int) -> None:
    good = GOOD[name]
    for at in range(len(good)):
        with pytest.raises(BadFrame):
            parse_frame(good[:at] + bytes((good[at] ^ flip,)) + good[at + 1 :])


@pytest.mark.parametrize("name", GOOD)
def test_a_frame_cut_anywhere_is_refused(name: str) -> None:
    for end in range(len(GOOD[name])):
        with pytest.raises(BadFrame):
            parse_frame(GOOD[name][:end])


def fault_of(data: bytes) -> tuple[str, int, str]:
    with pytest.raises(BadFrame) as caught:
        parse_frame(data)
    return caught.value.reason, caught.value.offset, caught.value.found


def test_what_stands_around_a_frame_is_named() -> None:
    assert fault_of(b"") == ("nothing", 0, "")
    assert fault_of(b"\xfe\xfe") == ("nothing", 2, "")
    assert fault_of(b"\x00" + VOLTAGE) == ("no_start", 0, "00")
    assert fault_of(VOLTAGE + b"\x00\x00") == ("left_over", 18, "2")
    assert fault_of(VOLTAGE + VOLTAGE) == ("another_frame", 18, "18")
    assert fault_of(VOLTAGE + b"\xfe\xfe" + GOOD["get 698"]) == ("another_frame", 18, str(2 + len(GOOD["get 698"])))


def test_the_protocol_shows_even_where_an_address_looks_like_a_start() -> None:
    tricky = dlt698(0xC3, "850101 00100201 01 0600003039 0000", "202268310002")  # its byte 7 is 68
    assert tricky[7] == 0x68 or tricky[8] == 0x68
    for place in range(6):
        digits = ["11"] * 6
        digits[place] = "68"
        frame = parse_frame(dlt698(0xC3, "850101 00100201 01 0600003039 0000", "".join(digits)))
        assert (frame.protocol, frame.address) == (Protocol.DLT698, "".join(digits))


def test_a_stream_gives_every_frame_with_its_offset() -> None:
    sent = [b"\xfe\xfe" + one for one in GOOD.values()]
    found = parse_frames(b"".join(sent))
    assert all(isinstance(one, Frame) for one in found)
    offsets, at = [], 0
    for one in sent:
        offsets.append(at + 2)
        at += len(one)
    assert [one.offset for one in found] == offsets


def test_damage_in_a_stream_costs_only_its_own_frame() -> None:
    damaged = VOLTAGE[:14] + b"\x00" + VOLTAGE[15:]
    found = parse_frames(VOLTAGE + damaged + VOLTAGE + b"\x01\x02\x03" + GOOD["reply dlms"] + VOLTAGE[:9])
    said = [one.reason if isinstance(one, BadFrame) else one.protocol.value for one in found]
    assert said == ["DL/T 645-2007", "bad_checksum", "DL/T 645-2007", "no_start", "HDLC/DLMS", "truncated"]
    assert [one.offset for one in found] == [0, 34, 36, 54, 57, 57 + len(GOOD["reply dlms"])]


def test_hdlc_frames_may_share_a_flag() -> None:
    one, two = GOOD["get dlms"], GOOD["reply dlms"]
    found = parse_frames(one + two[1:])
    assert [one.offset for one in found] == [0, len(one) - 1]
    assert isinstance(found[1], Frame)
    assert found[1].items[0].identifier == "1.0.1.8.0.255"  # named after the request before it


def test_a_stream_of_nothing_is_no_frame() -> None:
    assert parse_frames(b"") == ()
    assert parse_frames(b"\xfe" * 9) == ()
    (fault,) = parse_frames(b"\x01\x02")
    assert isinstance(fault, BadFrame)
    assert (fault.reason, fault.offset, fault.found) == ("no_start", 0, "01 02")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_a_frame_or_our_error(data: bytes) -> None:
    only_ours(data)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_any_damage_to_a_frame_is_a_frame_or_our_error(name: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD[name])
    for at, byte in changes:
        data[at % len(data)] = byte
    only_ours(bytes(data))


CONTROLS = st.one_of(st.integers(0, 255), st.sampled_from([0x11, 0x91, 0xB1, 0x92, 0x14, 0x1C, 0x83, 0x81, 0xA1, 0x04]))


@settings(max_examples=400, deadline=None)
@given(CONTROLS, st.binary(max_size=60))
def test_any_content_of_645_under_a_right_checksum_is_read(control: int, content: bytes) -> None:
    assert parse_frame(dlt645(control, content.hex())).protocol.startswith("DL/T 645")


IDENTIFIERS = st.sampled_from(
    ["0001FF00", "00000000", "01010000", "0201FF00", "03010101", "03300001", "040005FF", "04000101", "05060001",
     "0506FF01", "06010001", "04010000", "02800007", "1D00FF01"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(IDENTIFIERS, st.binary(max_size=140))
def test_any_data_behind_a_known_identifier_is_read(identifier: str, data: bytes) -> None:
    frame = parse_frame(dlt645(0x91, low_first(identifier) + data.hex()))
    assert all(not isinstance(item.value, float) for item in frame.items)


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from([0x43, 0xC3, 0x63, 0xA3, 0x81, 0x4B]),
    st.sampled_from(["", "8501", "8503", "8505", "0503", "06", "0701", "87", "88", "89", "09", "10", "90", "01", "81",
                     "02", "82", "84"]),
    st.binary(max_size=60),
)  # fmt: skip
@example(0xC3, "8501", bytes.fromhex("01001002000158" + "58" * 40))
@example(0xC3, "8501", bytes.fromhex("0100100200015A03FF" + "00" * 30))
def test_any_content_of_698_under_right_checks_is_a_frame_or_our_error(
    control: int, begins: str, content: bytes
) -> None:
    only_ours(dlt698(control, begins + content.hex()))


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from([0x10, 0x13, 0x93, 0x73, 0x31]),
    st.sampled_from(["", "E6E600", "E6E700C401C100", "E6E700C40281", "E6E7000F00000000", "E6E70060", "E6E70061",
                     "E6E7000100", "E6E700DB", "E6E700DD", "E6E700E0", "E6E600C101", "E6E600C301", "8180"]),
    st.binary(max_size=60),
)  # fmt: skip
@example(0x10, "E6E700C401C100", bytes.fromhex("13010100" * 12))
@example(0x10, "E6E700C401C100", bytes.fromhex("01" * 50))
def test_any_content_of_dlms_under_right_checks_is_a_frame_or_our_error(
    control: int, begins: str, content: bytes
) -> None:
    only_ours(hdlc(control, begins + content.hex(), "21", "0223"))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(sorted(GOOD.values())), st.binary(max_size=20)), max_size=8))
def test_any_stream_is_read_to_its_end(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    found = parse_frames(data)
    ends = [one.offset + one.length for one in found if isinstance(one, Frame)]
    assert [one.offset for one in found] == sorted(one.offset for one in found)
    assert all(end <= len(data) for end in ends)
    good = sum(piece in GOOD.values() for piece in pieces)
    assert len(found) >= (1 if good else 0)


def only_ours(data: bytes) -> None:
    """Parse alone and as a stream: a frame whose values are exact, or BadFrame; any other exception fails the test."""
    for one in (alone(data), *parse_frames(data)):
        if isinstance(one, BadFrame):
            assert 0 <= one.offset <= len(data)
            assert one.message
            assert one.message_zh
            continue
        assert one.offset + one.length <= len(data)
        for item in one.items:
            assert not isinstance(item.value, float)
            assert item.value is not None or item.note is not None or item.raw or item.name


def alone(data: bytes) -> Frame | BadFrame:
    try:
        return parse_frame(data)
    except BadFrame as fault:
        return fault
