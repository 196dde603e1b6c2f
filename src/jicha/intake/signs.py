"""Which kinds of signs a column of texts holds, told from its bytes in one pass.

A grammar asks several questions of every text (is something hidden in it, is it a power of ten), and each is a regular
expression that costs as much as reading the column. Nearly every column holds none of the signs that could make the
answer yes, and that one look at the bytes tells.
"""

from __future__ import annotations

from enum import IntFlag

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


class Signs(IntFlag):
    """What was seen. A sign beyond ASCII is several bytes of UTF-8, all of them 0x80 and above."""

    NUL = 1
    CONTROL = 2  # below the blank, NUL among them, and DEL
    BEYOND_ASCII = 4
    EXPONENT = 8  # e or E
    POINT = 16
    APOSTROPHE = 32
    RETURN = 64  # carriage return, a control too
    STRANGE = 128  # beyond ASCII and outside the block of Chinese characters


_TABLE = np.zeros(256, np.uint8)
_TABLE[:32] = Signs.CONTROL
_TABLE[127] = Signs.CONTROL
_TABLE[0] |= Signs.NUL
_TABLE[13] |= Signs.RETURN
_TABLE[0x80:] = Signs.BEYOND_ASCII
_TABLE[0xC0:0xE4] = _TABLE[0xEA:] = Signs.BEYOND_ASCII | Signs.STRANGE  # E4..E9 begin U+4000 to U+9FFF
_TABLE[[ord("e"), ord("E")]] = Signs.EXPONENT
_TABLE[ord(".")] = Signs.POINT
_TABLE[ord("'")] = Signs.APOSTROPHE


def signs_of(text: pa.Array) -> Signs:
    """The kinds of signs in a column of texts; what stood under a NULL may count as seen, never the reverse."""
    letters = letters_of(text)
    return Signs(int(np.bitwise_or.reduce(_TABLE[letters]))) if len(letters) else Signs(0)


def letters_of(text: pa.Array) -> NDArray[np.uint8]:
    """The UTF-8 of all texts of a column, one behind the other, without a copy."""
    _, offsets, data = text.buffers()
    if data is None or not len(text):
        return np.zeros(0, np.uint8)
    ends = np.frombuffer(offsets, np.int32)[text.offset : text.offset + len(text) + 1]
    return np.frombuffer(data, np.uint8)[int(ends[0]) : int(ends[-1])]
