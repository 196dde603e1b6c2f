"""The types that DL/T 698.45 and COSEM share, byte by byte."""

from decimal import Decimal

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.datum import read_bits, read_integer, read_null, read_octets, read_text
from jicha.intake.frames.reader import Reader


def test_whole_numbers_have_their_sign_and_size() -> None:
    assert read_integer(2, True)(Reader(b"\xff\xfe"), 16).value == Decimal(-2)
    assert read_integer(2, False)(Reader(b"\xff\xfe"), 18).value == Decimal(65534)
    with pytest.raises(BadFrame):
        read_integer(4, False)(Reader(b"\x00"), 6)


def test_bits_stop_at_their_count() -> None:
    assert read_bits(Reader(b"\x0a\xff\x40"), 4).value == "1111111101"


@pytest.mark.parametrize(
    ("data", "value", "note"),
    [(b"\x02ab", "ab", None), (b"\x02a\0", "a", None), (b"\x00", None, "blank"), (b"\x01\xff", None, "not_ascii"),
     (b"\x01\x07", None, "not_ascii")],
)  # fmt: skip
def test_letters_or_a_note_why_there_are_none(data: bytes, value: str | None, note: str | None) -> None:
    found = read_text(Reader(data), 10)
    assert (found.value, found.note and found.note.note) == (value, note)


def test_bytes_are_hex_and_nothing_is_said_as_such() -> None:
    assert read_octets(Reader(b"\x02\xab\x01"), 9).value == "AB01"
    assert read_octets(Reader(b"\x00"), 9).note is not None
    assert read_null(Reader(b""), 0).note is not None
