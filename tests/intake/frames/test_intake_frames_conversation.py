"""Frames that follow each other: parts are joined, replies are named, and what never became whole is told."""

from __future__ import annotations

from decimal import Decimal

from framing import answers, asks, dlt645, dlt698, hdlc, low_first

from jicha.intake.frames import BadFrame, Frame, parse_frame
from jicha.intake.frames.conversation import Conversation

ENERGY = "0003 0100010800FF"


def heard(*sent: bytes) -> tuple[list[Frame], Conversation]:
    talk = Conversation()
    found = [talk.hear(parse_frame(one), one) for one in sent]
    assert all(isinstance(one, Frame) for one in found)
    return [one for one in found if isinstance(one, Frame)], talk


def values(frame: Frame) -> list[tuple[str, object]]:
    return [(one.identifier, one.value) for one in frame.items]


def test_a_long_item_of_2007_is_joined_from_its_frames() -> None:
    found, talk = heard(
        dlt645(0xB1, low_first("0001FF00", "00000300", "00000100") + low_first("00000200")[:4]),
        dlt645(0xB2, low_first("0001FF00") + low_first("00000200")[4:] + "01"),
        dlt645(0x92, low_first("0001FF00", "00000000") + "02"),
    )
    assert values(found[2]) == [
        ("00010000", Decimal("3.00")),
        ("00010100", Decimal("1.00")),
        ("00010200", Decimal("2.00")),
        ("00010300", Decimal("0.00")),
    ]
    assert found[2].note is not None
    assert (found[2].note.note, found[2].note.argument, found[2].more) == ("joined", "3", False)
    assert talk.unfinished() == []


def test_a_long_item_of_1997_is_joined_though_its_frames_have_no_numbers() -> None:
    found, _ = heard(
        dlt645(0xA1, low_first("901F", "00000300")),
        dlt645(0xA2, low_first("901F", "00000100")),
        dlt645(0x82, low_first("901F", "00000200")),
    )
    assert values(found[2]) == [("9010", Decimal("3.00")), ("9011", Decimal("1.00")), ("9012", Decimal("2.00"))]


def test_a_missing_part_is_seen_and_nothing_is_made_up() -> None:
    first = dlt645(0xB1, low_first("0001FF00", "00000300"))
    third = dlt645(0x92, low_first("0001FF00", "00000200") + "02")
    found, talk = heard(first, third)
    assert values(found[1]) == [("0001FF00", None)]
    assert talk.unfinished() == found


def test_a_part_without_its_first_is_told() -> None:
    found, talk = heard(dlt645(0x92, low_first("0001FF00", "00000200") + "01"))
    assert talk.unfinished() == found


def test_a_first_part_that_comes_again_gives_up_the_one_before() -> None:
    first = dlt645(0xB1, low_first("0001FF00", "00000300"))
    found, talk = heard(first, first, dlt645(0x92, low_first("0001FF00", "00000200") + "01"))
    assert len(values(found[2])) == 2
    assert talk.unfinished() == found[:1]


def test_a_split_message_of_698_is_joined_over_its_receipts() -> None:
    message = bytes.fromhex("850101 00100200 01 0102 0600000064 0600000032 0000")
    parts = [message[:5], message[5:12], message[12:]]
    found, talk = heard(
        dlt698(0xA3, "0000" + parts[0].hex()),
        dlt698(0x43 | 0x20, "0080"),
        dlt698(0xA3, "01C0" + parts[1].hex()),
        dlt698(0x43 | 0x20, "0180"),
        dlt698(0xA3, "0240" + parts[2].hex()),
    )
    assert values(found[4]) == [("00100201", Decimal("1.00")), ("00100202", Decimal("0.50"))]
    assert (found[4].service, talk.unfinished()) == ("get", [])


def test_parts_that_make_no_message_are_refused() -> None:
    talk = Conversation()
    first, last = dlt698(0xA3, "0000 850101"), dlt698(0xA3, "0140 001002")
    talk.hear(parse_frame(first), first)
    fault = talk.hear(parse_frame(last), last)
    assert isinstance(fault, BadFrame)
    assert fault.reason == "bad_joined"
    assert "content ends" in fault.found


def test_two_meters_may_answer_in_turns() -> None:
    other = "202208310003"
    found, _ = heard(
        dlt645(0xB1, low_first("0001FF00", "00000300")),
        dlt645(0xB1, low_first("0001FF00", "00000900"), other),
        dlt645(0x92, low_first("0001FF00", "00000100") + "01"),
        dlt645(0x92, low_first("0001FF00", "00000800") + "01", other),
    )
    assert [value for _, value in values(found[2])] == [Decimal("3.00"), Decimal("1.00")]
    assert [value for _, value in values(found[3])] == [Decimal("9.00"), Decimal("8.00")]


def test_a_dlms_answer_is_named_after_its_request() -> None:
    found, _ = heard(asks(f"C001 81 {ENERGY} 02 00"), answers("C401 81 00 0600014A1F"))
    assert values(found[1]) == [("1.0.1.8.0.255", Decimal(84511))]
    assert found[1].items[0].unit == ""


def test_a_scaler_read_before_gives_later_values_their_unit() -> None:
    found, _ = heard(
        asks(f"C001 82 {ENERGY} 03 00"),
        answers("C401 82 00 0202 0F01 161E"),
        asks(f"C001 83 {ENERGY} 02 00"),
        answers("C401 83 00 0600014A1F"),
    )
    item = found[3].items[0]
    assert (item.value, item.unit, item.quantity) == (Decimal(845110), "Wh", "active_total")


def test_the_scaler_of_one_meter_is_not_the_scaler_of_another() -> None:
    def exchange(meter: str) -> tuple[bytes, bytes]:
        return (
            hdlc(0x10, f"E6E600 C001 83 {ENERGY} 02 00", meter, "21"),
            hdlc(0x30, "E6E700 C401 83 00 0600014A1F", "21", meter),
        )

    found, _ = heard(
        hdlc(0x10, f"E6E600 C001 82 {ENERGY} 03 00", "0223", "21"),
        hdlc(0x30, "E6E700 C401 82 00 0202 0F01 161E", "21", "0223"),
        *exchange("0225"),
        *exchange("0223"),
    )
    assert [found[number].items[0].unit for number in (3, 5)] == ["", "Wh"]


def test_an_answer_of_another_number_is_not_named() -> None:
    found, _ = heard(asks(f"C001 81 {ENERGY} 02 00"), answers("C401 82 00 0600014A1F"))
    assert values(found[1]) == [("", Decimal(84511))]


def test_a_list_is_named_item_by_item() -> None:
    found, _ = heard(
        asks(f"C003 81 02 {ENERGY} 02 00 0003 0100200700FF 02 00"), answers("C403 81 02 00 0600000001 01 04")
    )
    assert [identifier for identifier, _ in values(found[1])] == ["1.0.1.8.0.255", "1.0.32.7.0.255"]


def test_blocks_are_joined() -> None:
    value = "0102 0202 1101 1102 0202 1103 1104".replace(" ", "")
    found, talk = heard(
        asks("C001 81 0007 0100630100FF 02 00"),
        answers(f"C402 81 00 00000001 00 05 {value[:10]}"),
        asks("C002 81 00000001"),
        answers(f"C402 81 01 00000002 00 09 {value[10:]}"),
    )
    assert [value for _, value in values(found[3])] == [Decimal(number) for number in (1, 2, 3, 4)]
    assert found[3].items[0].identifier == "1.0.99.1.0.255#1.1"
    assert talk.unfinished() == []


def test_a_single_block_is_whole_by_itself() -> None:
    found, _ = heard(asks(f"C001 81 {ENERGY} 02 00"), answers("C402 81 01 00000001 00 05 0600014A1F"))
    assert values(found[1]) == [("1.0.1.8.0.255", Decimal(84511))]


def test_segments_are_joined_and_named() -> None:
    message = "E6E700 C401 81 00 0600014A1F".replace(" ", "")
    found, talk = heard(
        asks(f"C001 81 {ENERGY} 02 00"),
        hdlc(0x30, message[:12], "21", "03", True),
        hdlc(0x32, message[12:18], "21", "03", True),
        hdlc(0x34, message[18:], "21", "03"),
    )
    assert values(found[3]) == [("1.0.1.8.0.255", Decimal(84511))]
    assert talk.unfinished() == []


def test_blocks_may_come_in_segments() -> None:
    first = "E6E700 C402 81 00 00000001 00 02 0600".replace(" ", "")
    second = "E6E700 C402 81 01 00000002 00 03 014A1F".replace(" ", "")
    found, talk = heard(
        asks(f"C001 81 {ENERGY} 02 00"),
        hdlc(0x30, first[:14], "21", "03", True),
        hdlc(0x32, first[14:], "21", "03"),
        hdlc(0x34, second[:14], "21", "03", True),
        hdlc(0x36, second[14:], "21", "03"),
    )
    assert values(found[4]) == [("1.0.1.8.0.255", Decimal(84511))]
    assert talk.unfinished() == []


def test_a_block_that_came_in_segments_and_has_no_end_is_told() -> None:
    first = "E6E700 C402 81 00 00000001 00 02 0600".replace(" ", "")
    found, talk = heard(hdlc(0x30, first[:14], "21", "03", True), hdlc(0x32, first[14:], "21", "03"))
    assert talk.unfinished() == [found[1]]
    assert talk.unfinished()[0] is found[1]


def test_a_general_block_transfer_is_joined() -> None:
    message = "C401 81 00 0600014A1F".replace(" ", "")
    found, _ = heard(
        asks(f"C001 81 {ENERGY} 02 00"),
        answers(f"E0 40 0001 0000 04 {message[:8]}"),
        answers(f"E0 80 0002 0000 05 {message[8:]}"),
    )
    assert values(found[2]) == [("1.0.1.8.0.255", Decimal(84511))]
