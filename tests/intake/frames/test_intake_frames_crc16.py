"""The frame check agrees with the published check value and with a bit-by-bit calculation."""

from __future__ import annotations

from framing import check
from hypothesis import given
from hypothesis import strategies as st

from jicha.intake.frames.crc16 import crc16


def test_the_published_check_value_comes_out() -> None:
    assert crc16(b"123456789") == 0x906E


def test_nothing_has_the_check_zero() -> None:
    assert crc16(b"") == 0


@given(st.binary(max_size=64))
def test_it_is_the_check_calculated_bit_by_bit(content: bytes) -> None:
    assert crc16(content).to_bytes(2, "little") == check(content)
