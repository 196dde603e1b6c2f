"""Messages of DL/T 698.45: link, connection, services with their tails, and protected transfer."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.dlt698_apdu import Apdu, read_apdu
from jicha.intake.frames.frame import Kind, Security
from jicha.intake.frames.reader import Reader


def told(content: str) -> Apdu:
    return read_apdu(Reader(bytes.fromhex(content)))


def shown(apdu: Apdu) -> dict[str, object]:
    return {one.name: one.value if one.value is not None else one.note and one.note.note for one in apdu.items}


NOW = "07EA010F04091E3B0000"  # 2026-01-15, a Thursday, 09:30:59.000
ABILITIES = "0016 FFFFFFFFC0000000 FFFEC400000000000000000000000000 0200 0200 01 0800 00000708"


@pytest.mark.parametrize(("code", "service"), [("00", "link_login"), ("01", "link_heartbeat"), ("02", "link_logout")])
def test_a_meter_logs_in_keeps_alive_and_logs_out(code: str, service: str) -> None:
    apdu = told(f"01 05 {code} 00B4 {NOW}")
    assert (apdu.service, apdu.kind, apdu.from_meter, apdu.sequence) == (service, Kind.REQUEST, True, 5)
    assert shown(apdu) == {"heartbeat period": Decimal(180), "time of the request": datetime(2026, 1, 15, 9, 30, 59)}


def test_a_link_reply_says_result_and_times() -> None:
    apdu = told(f"81 05 80 {NOW} {NOW} {NOW}")
    assert (apdu.service, apdu.kind, apdu.from_meter) == ("link_reply", Kind.REPLY, False)
    assert shown(apdu)["the clock may be trusted"] == Decimal(1)
    assert told(f"81 05 01 {NOW} {NOW} {NOW}").kind is Kind.ERROR_REPLY


def test_a_connection_is_asked_for_without_showing_the_password() -> None:
    assert shown(told(f"02 01 {ABILITIES} 00 00"))["authentication mechanism"] == Decimal(0)
    apdu = told(f"02 01 {ABILITIES} 01 06 313131313131 00")
    assert (apdu.service, apdu.kind, shown(apdu)["password"]) == ("connect", Kind.REQUEST, "secret")
    assert "3131" not in "".join(one.raw for one in apdu.items)
    assert shown(told(f"02 01 {ABILITIES} 02 02 ABCD 02 1234 00"))["password"] == "secret"


def test_a_connection_is_granted_or_refused() -> None:
    maker = "434C4F55 30303031 313730323235 56433832 313631303133 0000000000000000"
    apdu = told(f"82 01 {maker} {ABILITIES} 00 00 00 00")
    assert (apdu.kind, shown(apdu)["maker"], shown(apdu)["result"]) == (Kind.REPLY, "CLOU", "dlt698_connect/0")
    assert shown(apdu)["maker's extension"] == "blank"
    assert shown(apdu)["timeout"] == Decimal(1800)
    refused = told(f"82 01 {maker} {ABILITIES} 01 00 00 00")
    assert (refused.kind, shown(refused)["result"]) == (Kind.ERROR_REPLY, "dlt698_connect/1")
    assert shown(told(f"82 01 {maker} {ABILITIES} 00 01 02 ABCD 02 1234 00 00"))["password"] == "secret"


def test_a_connection_is_closed_by_either_side() -> None:
    assert told("03 01 00").service == "release"
    assert told("83 01 00 00 00").kind is Kind.REPLY
    assert told("83 01 FF 00 00").kind is Kind.ERROR_REPLY
    notice = told("84 01 07EA010F000000 07EA010F091E3B 00 00")
    assert (notice.kind, shown(notice)["time of connecting"]) == (Kind.NOTIFICATION, datetime(2026, 1, 15))


@pytest.mark.parametrize(
    ("content", "service", "kind"),
    [
        ("05 01 01 00100200 00", "get", Kind.REQUEST),
        ("85 01 01 00100201 01 0600000064 00 00", "get", Kind.REPLY),
        ("85 01 01 00100201 01 0600000064", "get", Kind.REPLY),  # some senders leave the tail out
        ("85 01 01 00100201 00 06 00 00", "get", Kind.ERROR_REPLY),
        ("85 02 01 02 00100201 00 06 20000201 01 1208FC 00 00", "get_list", Kind.REPLY),
        ("86 01 01 41000200 00 00 00", "set", Kind.REPLY),
        ("86 01 01 41000200 03 00 00", "set", Kind.ERROR_REPLY),
        ("87 01 0E 43004C00 00 00 00 00", "action", Kind.REPLY),
        ("88 01 01 01 30110200 01 00 00 00", "report", Kind.NOTIFICATION),
        ("08 01 01 01 30110200 00", "report", Kind.REPLY),
    ],
)
def test_services_are_requests_replies_errors_or_notifications(content: str, service: str, kind: Kind) -> None:
    apdu = told(content)
    assert (apdu.service, apdu.kind) == (service, kind)


def test_the_tail_brings_reports_and_the_time_of_sending() -> None:
    apdu = told("85 01 01 00100201 01 0600000064 01 01 01 20150200 01 040801 01 07EA010F091E3B 00 003C")
    assert [one.identifier for one in apdu.items] == ["00100201", "20150200"]
    assert apdu.sent_at == datetime(2026, 1, 15, 9, 30, 59)
    assert told("05 01 01 00100200 01 07EA010F091E3B 00 003C").sent_at == datetime(2026, 1, 15, 9, 30, 59)


def test_ciphered_content_is_named_and_never_read() -> None:
    apdu = told("90 01 04 DEADBEEF 01 00 04 01020304")
    assert (apdu.service, apdu.security, apdu.from_meter) == ("secured", Security.CIPHERED, True)
    assert (apdu.items[0].value, apdu.items[0].raw) == (None, "DEADBEEF")
    assert apdu.items[0].note is not None
    assert apdu.items[0].note.say_zh() == "密文: 内容不可读"
    asked = told("10 01 04 DEADBEEF 00 00000001 02 ABCD 04 01020304")
    assert (asked.kind, asked.from_meter, asked.security) == (Kind.REQUEST, False, Security.CIPHERED)


@pytest.mark.parametrize(
    "proof", ["00 00000001 02 ABCD 04 01020304", "01 04 01020304", "02 02 ABCD 04 01020304", "03 00000001 02 ABCD"]
)
def test_content_in_the_clear_is_read_and_its_code_named_unchecked(proof: str) -> None:
    apdu = told(f"10 00 08 0501010010020000 {proof}")
    assert (apdu.service, apdu.security) == ("get", Security.PLAIN_WITH_CODE)
    assert [one.note.note for one in apdu.items if one.note] == ["asked", "authenticated"]


def test_a_protected_reply_in_the_clear_has_its_values() -> None:
    apdu = told("90 00 0F 850101 00100201 01 0600000064 0000 01 00 04 01020304")
    assert (apdu.kind, apdu.items[0].value) == (Kind.REPLY, Decimal("1.00"))
    assert told("90 00 0F 850101 00100201 01 0600000064 0000 00").security is Security.PLAIN_WITH_CODE
    refused = told("90 02 16 00")
    assert (refused.kind, refused.items[0].note and refused.items[0].note.note) == (
        Kind.ERROR_REPLY,
        "dlt698_result/22",
    )


def test_an_exception_is_named_but_not_taken_apart() -> None:
    apdu = told("EE 01 02 03")
    assert (apdu.service, apdu.kind, apdu.items[0].raw) == ("exception", Kind.ERROR_REPLY, "010203")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "content_ends"),
        ("07", "content_ends"),
        ("20 01", "unknown_choice"),
        ("05 09 01 00100200", "unknown_choice"),
        ("05 01 01 001002", "content_ends"),
        ("05 01 01 00100200 00 FF", "content_left"),
        ("05 01 01 00100200 02", "unknown_choice"),
        ("85 01 01 00100201 01 07 00", "unknown_tag"),
        (f"01 05 03 00B4 {NOW}", "unknown_choice"),
        ("10 00 02 1000 01 00", "content_ends"),
    ],
)
def test_what_does_not_hold_together_is_refused(content: str, reason: str) -> None:
    with pytest.raises(BadFrame) as caught:
        told(content)
    assert caught.value.reason == reason


def test_protection_inside_protection_does_not_go_on_for_ever() -> None:
    content = bytes.fromhex("0501010010020000")
    for _ in range(20):
        content = bytes((0x10, 0, len(content))) + content if len(content) < 128 else content
        content += bytes.fromhex("0100")
    with pytest.raises(BadFrame) as caught:
        read_apdu(Reader(content))
    assert caught.value.reason == "too_deep"
