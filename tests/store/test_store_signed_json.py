"""A signed file is read back only if it is, to the bit, what was written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.store.signed_json import content_digest, decode, encode

VALUES = {"name": "台区", "day": "2026-01-31", "rows": 3}


def test_values_come_back_and_dates_are_text() -> None:
    assert decode(encode({**VALUES, "day": date(2026, 1, 31)})) == VALUES
    assert content_digest(VALUES) in encode(VALUES).decode()


@given(place=st.integers(0, len(encode(VALUES)) - 1), bit=st.integers(0, 7))
def test_any_flipped_bit_is_found(place: int, bit: int) -> None:
    content = bytearray(encode(VALUES))
    content[place] ^= 1 << bit
    with pytest.raises(ValueError):
        decode(bytes(content))


@given(length=st.integers(0, len(encode(VALUES)) - 1))
def test_any_cut_is_found(length: int) -> None:
    with pytest.raises(ValueError):
        decode(encode(VALUES)[:length])


@pytest.mark.parametrize("content", [b"[]", b"{}", b"null", b'{"digest": "", "rows": 3}'])
def test_other_json_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        decode(content)
