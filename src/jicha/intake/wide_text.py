"""Full-width digits, letters and signs into the common ones: ``１２３．４５`` is 123.45, whoever typed it.

An input method for Chinese writes digits in two widths, and NFKC gives each full-width one exactly one common form.
Only these are folded, and the blanks and the minus of typesetters: the rest of NFKC would make ``①`` into 1 and ``m²``
into m2, which says something else.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.intake.signs import letters_of

# Ideographic blank, blanks that do not break (also the narrow one, and that of a figure's width), the minus sign.
_OTHERS = {"\u3000": " ", "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u2212": "-"}


def fold_wide(text: pa.Array) -> pa.Array:
    """Texts with every full-width sign of ASCII, and the few others, in its common form; NULL stays NULL."""
    letters = letters_of(text).copy()
    if not (letters >= 0x80).any():
        return text
    drop = np.zeros(len(letters), bool)
    # U+FF01..FF5E are EF BC 81..BF and EF BD 80..9E: one range of 94 signs over two second bytes.
    lead, second, third = letters[:-2], letters[1:-1], letters[2:]
    code = ((second.astype(np.int32) & 0x3F) << 6) + (third & 0x3F) - 0xF01 + 0x21
    found = np.flatnonzero((lead == 0xEF) & (second >= 0xBC) & (code >= 0x21) & (code <= 0x7E))
    _replace(letters, drop, found, code[found].astype(np.uint8), 3)
    for sign, common in _OTHERS.items():
        spelled = sign.encode()
        found = _places(letters, spelled)
        _replace(letters, drop, found, np.full(len(found), ord(common), np.uint8), len(spelled))
    if not drop.any():
        return text
    _, offsets, _ = text.buffers()
    ends = np.frombuffer(offsets, np.int32)[text.offset : text.offset + len(text) + 1]
    kept = np.concatenate(([0], np.cumsum(~drop)))
    moved = kept[ends - ends[0]].astype(np.int32)
    shown = pa.array(text.is_valid().to_numpy(False)).buffers()[1] if text.null_count else None
    return pa.StringArray.from_buffers(len(text), pa.py_buffer(moved), pa.py_buffer(letters[~drop]), shown)


def _places(letters: NDArray[np.uint8], spelled: bytes) -> NDArray[np.int64]:
    length = len(letters) - len(spelled) + 1
    if length <= 0:
        return np.zeros(0, np.int64)
    hit = np.ones(length, bool)
    for place, byte in enumerate(spelled):
        hit &= letters[place : place + length] == byte
    return np.flatnonzero(hit)


def _replace(
    letters: NDArray[np.uint8], drop: NDArray[np.bool_], found: NDArray[np.int64], by: NDArray[np.uint8], width: int
) -> None:
    letters[found] = by
    for place in range(1, width):
        drop[found + place] = True
