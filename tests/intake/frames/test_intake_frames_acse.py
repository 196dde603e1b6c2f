"""Opening and closing of a DLMS association; passwords and keys are never shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jicha.intake.frames import acse
from jicha.intake.frames.acse import Association
from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.frame import Kind, Security
from jicha.intake.frames.reader import Reader

CONTEXT = "A109 0607 60857405080101"
INITIATE = "BE10 040E 01000000065F1F0400001E1DFFFF"


def behind(tag_content: str) -> Reader:
    """What follows the tag: the length and the fields."""
    content = bytes.fromhex(tag_content)
    return Reader(bytes((len(content),)) + content)


def shown(association: Association) -> dict[str, object]:
    return {one.name: one.value if one.value is not None else one.note and one.note.note for one in association.items}


def test_a_request_shows_context_title_and_abilities_but_no_password() -> None:
    found = acse.request(
        behind(
            f"{CONTEXT} A60A 0408 4D4D4D0000000001 8A02 0780 8B07 60857405080201 AC0A 8008 3132333435363738 {INITIATE}"
        )
    )
    assert found.kind is Kind.REQUEST
    values = shown(found)
    assert values["application context"] == Decimal(1)
    assert values["system title"] == "4D4D4D0000000001"
    assert values["authentication mechanism"] == Decimal(1)
    assert values["password"] == "secret"
    assert values["longest APDU"] == Decimal(65535)
    assert "3132" not in "".join(one.raw for one in found.items)


def test_a_reply_says_whether_it_was_accepted() -> None:
    accepted = acse.reply(behind(f"{CONTEXT} A203 020100 A305 A103020100 BE10 040E 0800065F1F0400001E1D04C80007"))
    assert (accepted.kind, shown(accepted)["association result"]) == (Kind.REPLY, "dlms_association/0")
    assert shown(accepted)["longest APDU"] == Decimal(0x04C8)
    assert shown(accepted)["conformance"] == "000000000001111000011101"
    refused = acse.reply(behind(f"{CONTEXT} A203 020101 A305 A10302010D"))
    assert (refused.kind, shown(refused)["diagnostic"]) == (Kind.ERROR_REPLY, "dlms_diagnostic/1.13")


def test_ciphered_user_information_is_named() -> None:
    found = acse.request(behind(f"{CONTEXT} BE07 0405 2103 300000"))
    assert found.security is Security.CIPHERED
    assert shown(found)["ciphered content"] == "ciphered"


@pytest.mark.parametrize(
    ("user", "note"), [("BE06 0404 0E010203", "not_decoded"), ("BE06 0404 AA010203", "not_decoded")]
)
def test_other_user_information_is_kept(user: str, note: str) -> None:
    found = acse.reply(behind(f"{CONTEXT} A203 020101 {user}"))
    assert note in shown(found).values()


def test_a_release_gives_its_reason() -> None:
    assert shown(acse.request(behind("800100")))["reason"] == Decimal(0)
    assert acse.reply(behind("800100")).kind is Kind.REPLY
    assert acse.request(behind("BE02 0400")).items == ()


def test_a_dedicated_key_is_not_shown() -> None:
    reader = Reader(bytes.fromhex("01 02 ABCD 0101 0100 06 5F1F04 00001E1D FFFF"))
    found = list(acse.initiate(reader, 1))
    reader.finish()
    assert (found[0].value, found[0].raw) == (None, "")


@pytest.mark.parametrize(
    "content", ["A109 0507 60857405080101", f"{CONTEXT} BE", "BE10 050E 01000000065F1F0400001E1DFFFF", "BE04 0402 0100"]
)
def test_what_does_not_hold_together_is_refused(content: str) -> None:
    with pytest.raises(BadFrame):
        acse.request(behind(content))
