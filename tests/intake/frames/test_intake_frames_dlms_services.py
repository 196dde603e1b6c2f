"""GET, SET and ACTION of DLMS, asked and answered."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.dlms_message import Message
from jicha.intake.frames.dlms_services import Known, read_answers, read_service
from jicha.intake.frames.frame import Kind
from jicha.intake.frames.obis import Attribute
from jicha.intake.frames.reader import Reader

ENERGY, VOLTAGE = Attribute(3, "1.0.1.8.0.255", 2), Attribute(3, "1.0.32.7.0.255", 2)
ENERGY_HEX, VOLTAGE_HEX, SWITCH_HEX = "0003 0100010800FF 02", "0003 0100200700FF 02", "0046 000060030AFF 01"
KNOWN = Known((ENERGY, VOLTAGE), {"1.0.1.8.0.255": (0, "Wh")})


def told(tag: int, content: str, known: Known = KNOWN) -> Message:
    """A service; nothing may be left."""
    reader = Reader(bytes.fromhex(content))
    found = read_service(reader, tag, known)
    reader.finish()
    return found


def brief(message: Message) -> list[tuple[str, object, str]]:
    return [(one.identifier, one.value, one.note.note if one.note else "") for one in message.items]


@pytest.mark.parametrize(
    ("tag", "content", "service", "kind", "found"),
    [
        (0xC0, f"01 81 {ENERGY_HEX} 00", "get", Kind.REQUEST, [("1.0.1.8.0.255", None, "asked")]),
        (0xC0, f"01 81 {ENERGY_HEX} 01 02 1101", "get", Kind.REQUEST,
         [("1.0.1.8.0.255", None, "asked"), ("", Decimal(2), "")]),
        (0xC0, "02 81 00000001", "get_next", Kind.REQUEST, [("", Decimal(1), "")]),
        (0xC0, f"03 81 02 {ENERGY_HEX} 00 {VOLTAGE_HEX} 00", "get_list", Kind.REQUEST,
         [("1.0.1.8.0.255", None, "asked"), ("1.0.32.7.0.255", None, "asked")]),
        (0xC4, "01 81 00 0600014A1F", "get", Kind.REPLY, [("1.0.1.8.0.255", Decimal(84511), "")]),
        (0xC4, "01 81 01 03", "get", Kind.ERROR_REPLY, [("1.0.1.8.0.255", None, "dlms_result/3")]),
        (0xC4, "02 81 00 00000001 00 03 010203", "get_block", Kind.REPLY, [("", Decimal(1), ""), ("", None, "part")]),
        (0xC4, "02 81 01 00000002 01 0E", "get_block", Kind.ERROR_REPLY, [("", None, "dlms_result/14")]),
        (0xC4, "03 81 02 00 0600000001 01 04", "get_list", Kind.REPLY,
         [("1.0.1.8.0.255", Decimal(1), ""), ("1.0.32.7.0.255", None, "dlms_result/4")]),
        (0xC1, f"01 81 {ENERGY_HEX} 00 0600000001", "set", Kind.REQUEST, [("1.0.1.8.0.255", Decimal(1), "")]),
        (0xC1, f"02 81 {ENERGY_HEX} 00 00 00000001 02 0102", "set_block", Kind.REQUEST,
         [("1.0.1.8.0.255", None, "asked"), ("", Decimal(1), ""), ("", None, "part")]),
        (0xC1, "03 81 01 00000002 02 0102", "set_block", Kind.REQUEST, [("", Decimal(2), ""), ("", None, "part")]),
        (0xC1, f"04 81 01 {VOLTAGE_HEX} 00 01 1208FC", "set_list", Kind.REQUEST,
         [("1.0.32.7.0.255", Decimal(2300), "no_scaler")]),
        (0xC5, "01 81 00", "set", Kind.REPLY, [("1.0.1.8.0.255", None, "dlms_result/0")]),
        (0xC5, "01 81 0B", "set", Kind.ERROR_REPLY, [("1.0.1.8.0.255", None, "dlms_result/11")]),
        (0xC5, "02 81 00000001", "set_block", Kind.REPLY, [("", Decimal(1), "")]),
        (0xC5, "03 81 0B 00000002", "set_block", Kind.ERROR_REPLY,
         [("1.0.1.8.0.255", None, "dlms_result/11"), ("", None, "")]),
        (0xC5, "04 81 02 00 00 00000002", "set_block", Kind.REPLY,
         [("1.0.1.8.0.255", None, "dlms_result/0"), ("1.0.32.7.0.255", None, "dlms_result/0"), ("", None, "")]),
        (0xC5, "05 81 02 00 03", "set_list", Kind.REPLY,
         [("1.0.1.8.0.255", None, "dlms_result/0"), ("1.0.32.7.0.255", None, "dlms_result/3")]),
        (0xC3, f"01 81 {SWITCH_HEX} 01 0F00", "action", Kind.REQUEST,
         [("0.0.96.3.10.255", None, "asked"), ("0.0.96.3.10.255", Decimal(0), "")]),
        (0xC3, f"01 81 {SWITCH_HEX} 00", "action", Kind.REQUEST, [("0.0.96.3.10.255", None, "asked")]),
        (0xC3, "02 81 00000001", "action_block", Kind.REQUEST, [("", Decimal(1), "")]),
        (0xC3, f"03 81 01 {SWITCH_HEX} 01 0F00", "action_list", Kind.REQUEST,
         [("0.0.96.3.10.255", None, "asked"), ("0.0.96.3.10.255", Decimal(0), "")]),
        (0xC3, f"04 81 {SWITCH_HEX} 00 00000001 01 AA", "action_block", Kind.REQUEST,
         [("0.0.96.3.10.255", None, "asked"), ("", Decimal(1), ""), ("", None, "part")]),
        (0xC3, "06 81 01 00000002 01 AA", "action_block", Kind.REQUEST, [("", Decimal(2), ""), ("", None, "part")]),
        (0xC7, "01 81 00 00", "action", Kind.REPLY, [("1.0.1.8.0.255", None, "dlms_result/0")]),
        (0xC7, "01 81 03 00", "action", Kind.ERROR_REPLY, [("1.0.1.8.0.255", None, "dlms_result/3")]),
        (0xC7, "01 81 00 01 00 0600000001", "action", Kind.REPLY,
         [("1.0.1.8.0.255", None, "dlms_result/0"), ("1.0.1.8.0.255", Decimal(1), "")]),
        (0xC7, "02 81 01 00000001 01 AA", "action_block", Kind.REPLY, [("", Decimal(1), ""), ("", None, "part")]),
        (0xC7, "03 81 01 00 00", "action_list", Kind.REPLY, [("1.0.1.8.0.255", None, "dlms_result/0")]),
        (0xC7, "04 81 00000001", "action_block", Kind.REPLY, [("", Decimal(1), "")]),
    ],
)  # fmt: skip
def test_services_say_what_they_say(
    tag: int, content: str, service: str, kind: Kind, found: list[tuple[str, object, str]]
) -> None:
    message = told(tag, content)
    assert (message.service, message.kind, message.sequence) == (service, kind, 1)
    assert brief(message) == found


def test_without_its_request_an_answer_has_no_name() -> None:
    assert brief(told(0xC4, "01 81 00 0600014A1F", Known())) == [("", Decimal(84511), "not_paired")]


def test_joined_blocks_are_one_answer_or_several() -> None:
    one = read_answers(Reader(bytes.fromhex("0600014A1F")), KNOWN, several=False)
    assert (one[0].identifier, one[0].value) == ("1.0.1.8.0.255", Decimal(84511))
    several = read_answers(Reader(bytes.fromhex("02 00 0600000001 00 1208FC")), KNOWN, several=True)
    assert [item.identifier for item in several] == ["1.0.1.8.0.255", "1.0.32.7.0.255"]
    assert KNOWN.about(2) is None


@pytest.mark.parametrize(
    ("tag", "content", "reason"),
    [
        (0xC0, f"07 81 {ENERGY_HEX} 00", "unknown_choice"),
        (0xC0, "03 81 7F 00", "content_ends"),
        (0xC4, "01 81 02 00", "unknown_choice"),
        (0xC4, "01 81 00 06 00", "content_ends"),
        (0xC4, "02 81 02 00000001", "unknown_choice"),
    ],
)
def test_what_does_not_hold_together_is_refused(tag: int, content: str, reason: str) -> None:
    with pytest.raises(BadFrame) as caught:
        told(tag, content)
    assert caught.value.reason == reason
