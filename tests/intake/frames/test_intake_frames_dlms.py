"""Messages of DLMS: notifications, errors, protection, and what is only named."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.dlms import read_apdu
from jicha.intake.frames.dlms_message import Message
from jicha.intake.frames.frame import Kind, Place, Security
from jicha.intake.frames.reader import Reader

GET = "C001 81 0003 0100010800FF 02 00"
CLOCK = "07EA010F04091E3B00800000"


def told(content: str) -> Message:
    return read_apdu(Reader(bytes.fromhex(content)))


def notes(message: Message) -> list[str]:
    return [one.note.note for one in message.items if one.note]


def test_a_data_notification_gives_its_values_and_when_it_was_sent() -> None:
    message = told(f"0F 00000007 0C {CLOCK} 0203 0906 0100010800FF 0600014A1F 0202 0F01 161E")
    assert (message.service, message.kind, message.sequence) == ("data_notification", Kind.NOTIFICATION, 7)
    assert message.sent_at == datetime(2026, 1, 15, 9, 30, 59)
    (item,) = message.items
    assert (item.identifier, item.value, item.unit) == ("1.0.1.8.0.255", Decimal("845110"), "Wh")
    assert told("0F 00000007 00 1101").sent_at is None


def test_an_event_notification_names_its_attribute() -> None:
    message = told(f"C2 01 0C {CLOCK} 0001 0000600B00FF 02 1105")
    assert (message.service, message.sent_at) == ("event_notification", datetime(2026, 1, 15, 9, 30, 59))
    assert (message.items[0].identifier, message.items[0].value) == ("0.0.96.11.0.255", Decimal(5))
    assert told("C2 00 0001 0000600B00FF 02 1105").sent_at is None


@pytest.mark.parametrize(
    ("content", "service", "kind", "from_meter"),
    [
        (GET, "get", Kind.REQUEST, False),
        ("60 0B A109 0607 60857405080101", "aarq", Kind.REQUEST, False),
        ("61 10 A109 0607 60857405080101 A203 020100", "aare", Kind.REPLY, True),
        ("61 10 A109 0607 60857405080101 A203 020101", "aare", Kind.ERROR_REPLY, True),
        ("62 03 800100", "rlrq", Kind.REQUEST, False),
        ("63 03 800100", "rlre", Kind.REPLY, True),
        ("01 00 00 00 06 5F1F04 00001E1D FFFF", "initiate", Kind.REQUEST, False),
        ("08 00 06 5F1F04 00001E1D 04C8 0007", "initiate", Kind.REPLY, True),
        ("D8 01 02", "exception", Kind.ERROR_REPLY, True),
        ("D8 01 06 00000005", "exception", Kind.ERROR_REPLY, True),
        ("0E 01 00 01", "service_error", Kind.ERROR_REPLY, True),
        ("05 01 02 FA00", "short_name", Kind.REQUEST, False),
        ("0C 01 00 1101", "short_name", Kind.REPLY, True),
        ("D9 0102", "access", Kind.REQUEST, False),
        ("DF 0102", "signed", Kind.NOT_STATED, None),
    ],
)
def test_messages_are_named(content: str, service: str, kind: Kind, from_meter: bool | None) -> None:
    message = told(content)
    assert (message.service, message.kind, message.from_meter) == (service, kind, from_meter)


def test_an_exception_says_state_and_service() -> None:
    assert notes(told("D8 01 02")) == ["dlms_state_error/1", "dlms_service_error/2"]


@pytest.mark.parametrize(
    ("content", "kind", "from_meter"),
    [
        ("C8 0A 30 00000001 0102030405", Kind.REQUEST, False),
        ("CC 0A 30 00000001 0102030405", Kind.REPLY, True),
        ("CA 0A 30 00000001 0102030405", Kind.NOTIFICATION, True),
        ("D4 0A 20 00000001 0102030405", Kind.REPLY, True),
        ("DB 08 4D4D4D0000000001 0A 30 00000001 0102030405", Kind.NOT_STATED, None),
        ("DD 08 0000000000000001 08 4D4D4D0000000001 00 00 00 00 0A 30 00000001 0102030405", Kind.NOT_STATED, None),
        ("DD 00 00 00 00 00 01 00 01 0A 30 00000001 0102030405", Kind.NOT_STATED, None),
        ("DD 00 00 00 00 00 01 01 01 01 AA 0A 30 00000001 0102030405", Kind.NOT_STATED, None),
        ("DD 00 00 00 00 00 01 02 01 AA 01 BB 0A 30 00000001 0102030405", Kind.NOT_STATED, None),
    ],
)
def test_ciphered_messages_are_named_and_never_read(content: str, kind: Kind, from_meter: bool | None) -> None:
    message = told(content)
    assert (message.service, message.kind, message.from_meter) == ("ciphered", kind, from_meter)
    assert message.security is Security.CIPHERED
    assert message.items[-1].value is None
    assert message.items[-1].raw.endswith("0102030405")
    assert "ciphered" in notes(message)


def test_compressed_content_is_not_read_either() -> None:
    assert notes(told("CC 0A 90 00000001 0102030405")) == ["compressed"]


def test_authenticated_content_is_read_and_its_code_named_unchecked() -> None:
    inner = bytes.fromhex(GET)
    content = f"DB 08 4D4D4D0000000001 {5 + len(inner) + 12:02X} 10 00000001 {GET} {'AB' * 12}"
    message = told(content)
    assert (message.service, message.security) == ("get", Security.PLAIN_WITH_CODE)
    assert [one.name for one in message.items] == ["system title", "Active energy taken, total", "authentication code"]
    assert notes(message) == ["asked", "authenticated"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("E0 00 0001 0000 02 0102", Place.FIRST),
        ("E0 40 0002 0000 02 0102", Place.MIDDLE),
        ("E0 80 0003 0000 00", Place.LAST),
    ],
)
def test_a_block_transfer_is_a_part(content: str, place: Place) -> None:
    message = told(content)
    assert message.part is not None
    assert message.part.place is place


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "content_ends"),
        ("77", "unknown_choice"),
        (GET + "00", "content_left"),
        ("0F 00000007 0C 07EA", "content_ends"),
        ("C2 02", "unknown_choice"),
        ("CC 03 30 0000", "content_ends"),
        ("DD 00 00 00 00 00 01 03", "unknown_choice"),
    ],
)
def test_what_does_not_hold_together_is_refused(content: str, reason: str) -> None:
    with pytest.raises(BadFrame) as caught:
        told(content)
    assert caught.value.reason == reason
