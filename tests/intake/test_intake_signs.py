"""Kinds of signs told from bytes."""

import pyarrow as pa
import pytest

from jicha.intake.signs import Signs, letters_of, signs_of


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("A-7 x:y", Signs(0)),
        ("1e5", Signs.EXPONENT),
        ("1.5", Signs.POINT),
        ("'1", Signs.APOSTROPHE),
        ("a\tb", Signs.CONTROL),
        ("a\rb", Signs.CONTROL | Signs.RETURN),
        ("a\0b", Signs.CONTROL | Signs.NUL),
        ("李明", Signs.BEYOND_ASCII),
        ("㐂", Signs.BEYOND_ASCII | Signs.STRANGE),
        ("𠮷", Signs.BEYOND_ASCII | Signs.STRANGE),
        ("a\u202eb", Signs.BEYOND_ASCII | Signs.STRANGE),
        ("ж", Signs.BEYOND_ASCII | Signs.STRANGE),
    ],
)
def test_what_is_in_a_column_is_seen(text: str, signs: Signs) -> None:
    assert signs_of(pa.array(["12", text, None])) == signs


def test_every_sign_outside_the_block_of_chinese_characters_is_strange() -> None:
    for first in range(0x80, 0x11000, 0x40):  # 64 signs share all bytes but the last
        sign = chr(first) if not 0xD800 <= first < 0xE000 else "李"
        expected = not (0x4000 <= first < 0xA000 or 0xD800 <= first < 0xE000)
        assert (Signs.STRANGE in signs_of(pa.array([sign]))) is expected, hex(first)


def test_a_slice_is_read_from_its_own_bytes() -> None:
    part = pa.array(["1e5", "12", "34", "'"]).slice(1, 2)
    assert bytes(letters_of(part)) == b"1234"
    assert signs_of(part) == Signs(0)
    assert signs_of(pa.array([], pa.string())) == Signs(0)
