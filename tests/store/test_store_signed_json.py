"""A signed file is read back only if it is, to the bit, what was written."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.store.signed_json import Signed

VALUES = {"name": "台区", "day": "2026-01-31", "rows": 3}
WHOLE = bytes(Signed.of(VALUES))


def test_values_come_back_and_dates_are_text() -> None:
    signed = Signed.of({**VALUES, "day": date(2026, 1, 31)})
    assert Signed.read(bytes(signed)) == Signed(VALUES, signed.digest) == Signed.of(VALUES)
    assert json.loads(bytes(signed)) == {"digest": signed.digest, "content": VALUES}


@given(place=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_any_flipped_bit_is_found(place: int, bit: int) -> None:
    content = bytearray(WHOLE)
    content[place] ^= 1 << bit
    with pytest.raises(ValueError):
        Signed.read(bytes(content))


@given(length=st.integers(0, len(WHOLE) - 1))
def test_any_cut_is_found(length: int) -> None:
    with pytest.raises(ValueError):
        Signed.read(WHOLE[:length])


@pytest.mark.parametrize("content", [b"[]", b"{}", b"null", b'{"digest": "", "content": {}}'])
def test_other_json_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        Signed.read(content)
