"""A refusal says where, what was expected and what was found, in both languages."""

from __future__ import annotations

import pickle

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.words import rows
from jicha.terms.errors import JichaError


def test_a_refusal_says_place_expectation_and_finding() -> None:
    fault = BadFrame("bad_checksum", 16, expected="EE", found="EF")
    assert isinstance(fault, JichaError)
    assert fault.message == "byte 16: the checksum of the frame is EE; the frame says EF"
    assert fault.message_zh == "第 16 字节: 校验码应为 EE, 报文为 EF"
    assert fault.remedy_zh == "传输出错, 请重新召测。"
    assert str(fault).endswith("send the request again.")


@pytest.mark.parametrize("reason", [row["reason"] for row in rows("faults.csv")])
def test_every_reason_can_be_said(reason: str) -> None:
    fault = BadFrame(reason, 3, expected="one thing", found="another")
    assert "{" not in fault.message + fault.message_zh + fault.remedy_zh


def test_braces_in_what_was_found_stay_as_they_are() -> None:
    assert "{expected}" in BadFrame("not_hex", 0, expected="0-9", found="{expected}").message


def test_a_refusal_travels_between_processes() -> None:
    fault = pickle.loads(pickle.dumps(BadFrame("truncated", 9, expected="20", found="12")))
    assert (fault.reason, fault.offset, fault.expected, fault.found) == ("truncated", 9, "20", "12")
