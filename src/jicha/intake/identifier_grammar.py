"""Texts that identify, and texts that only say something: what may stand in each.

An identifier is compared, so two that look the same must be the same: full-width letters are folded, and what a reader
cannot see or would take for another letter is refused, because ``00123`` with a hidden sign in it is another customer
to a machine and the same one to a person. A name or a remark is kept as it is, whatever its letters; it only must not
be endless or hold a NUL, which databases refuse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_text import damaged_floats, text_of_values
from jicha.intake.no_value import REASON as NO_VALUE
from jicha.intake.no_value import without_value
from jicha.intake.signs import Signs, signs_of
from jicha.intake.values import Mask, blank_out, mask_of
from jicha.intake.wide_text import fold_wide

IDENTIFIER_CHARACTERS = 64
TEXT_CHARACTERS = 4000

_BREAKS = r"[\n\r\x0b\x0c\x85\x{2028}\x{2029}]"
# Control and format signs, fillers and variation selectors: nothing of them is seen on paper.
_HIDDEN = (
    r"[\p{Cc}\p{Cf}\x{034F}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180B}-\x{180F}\x{2800}\x{3164}\x{FE00}-\x{FE0F}"
    r"\x{FFA0}\x{E0100}-\x{E01EF}]"
)
_LOST = r"\x{FFFD}"  # what a program writes for a letter that it could not read
_LATIN = r"[0-9A-Za-z]"
_LOOK_ALIKE = r"[\p{Cyrillic}\p{Greek}\p{Coptic}\p{Armenian}\p{Cherokee}\p{Lisu}]"
_MIXED = rf"{_LATIN}.*{_LOOK_ALIKE}|{_LOOK_ALIKE}.*{_LATIN}|[\x{{1D400}}-\x{{1D7FF}}]"
_POWER_OF_TEN = r"^[+-]?[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]+$"
_POINT_ZERO = r"^[0-9]+\.0$"
# What our own lists put an apostrophe before, so that no spreadsheet runs it: taken off again, once.
_GUARDED = r"^'('*[=+\-@\t\r\n＝＋－＠])"


class PointZero(StrEnum):
    """What to do with ``12345678.0``, which a program made of a number: leading zeros may be lost as well."""

    REFUSE = "refuse"
    DROP = "drop"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class IdentifierStyle:
    """``pad`` is the length to which a number's lost leading zeros are put back; 0 puts none."""

    pad: int = 0
    point_zero: PointZero = PointZero.REFUSE


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts with NULL where there was none or it cannot be used; ``refused`` says which rows, by reason."""

    array: pa.Array
    refused: Mapping[str, Mask] = field(default_factory=lambda: MappingProxyType({}))


def read_identifiers(values: pa.Array, style: IdentifierStyle) -> Texts:
    """Identifiers of any type as text, given without padding. A row is refused for its first fault."""
    refused = _Refused(len(values))
    text = text_of_values(values)
    if pa.types.is_floating(values.type):
        refused.add("damaged_number", damaged_floats(values))
    elif pa.types.is_string(values.type):
        refused.add(NO_VALUE, without_value(text))
        text = _read(text, style, refused)
    if style.pad:
        digits = mask_of(pc.match_substring_regex(text, "^[0-9]+$"))
        long = mask_of(pc.greater(pc.utf8_length(text), style.pad))
        refused.add("longer_than_pad", digits & long)
        text = pc.if_else(pa.array(digits & ~long), pc.utf8_lpad(text, width=style.pad, padding="0"), text)
    return refused.without(text)


def read_texts(values: pa.Array) -> Texts:
    """Names and free texts: every letter as it came; line ends as ``\\n``, and no apostrophe of a guarded formula."""
    refused = _Refused(len(values))
    text = text_of_values(values)
    if pa.types.is_floating(values.type):
        refused.add("damaged_number", damaged_floats(values, fractions=True))
    elif pa.types.is_string(values.type):
        refused.add(NO_VALUE, without_value(text))
        signs = signs_of(text)
        if Signs.NUL in signs:
            refused.add("hidden_character", mask_of(pc.match_substring(text, "\0")))
        if Signs.RETURN in signs:
            text = pc.replace_substring_regex(text, r"\r\n?", "\n")
        if Signs.APOSTROPHE in signs:
            text = pc.replace_substring_regex(text, _GUARDED, r"\1")
        refused.add("too_long", _longer(text, TEXT_CHARACTERS))
    return refused.without(text)


def hidden_in(text: str) -> str:
    """The code points in a text that nobody sees, to be named: ``U+202E``."""
    seen = [one for one in text.strip() if not one.isprintable() or re.match(r"[͏ᅟᅠ឴឵᠋-᠏⠀ㅤ︀-️ﾠ\U000e0100-\U000e01ef]", one)]
    return ", ".join(dict.fromkeys(f"U+{ord(one):04X}" for one in seen[:5]))


def _read(text: pa.Array, style: IdentifierStyle, refused: _Refused) -> pa.Array:
    signs = signs_of(text)
    if Signs.APOSTROPHE in signs:
        text = _without_padding(pc.replace_substring_regex(text, "^'", ""))
    if Signs.STRANGE in signs:
        text = _without_padding(fold_wide(text))
        signs = signs_of(text)
    if Signs.CONTROL in signs or Signs.STRANGE in signs:
        refused.add("line_break", _matches(text, _BREAKS))
        refused.add("hidden_character", _matches(text, _HIDDEN))
    if Signs.STRANGE in signs:
        refused.add("lost_character", _matches(text, _LOST))
        refused.add("mixed_script", _matches(text, _MIXED) | _other_digits(text))
    if Signs.EXPONENT in signs:
        refused.add("damaged_number", _matches(text, _POWER_OF_TEN))
    if Signs.POINT in signs and style.point_zero is not PointZero.KEEP:
        as_decimal = _matches(text, _POINT_ZERO)
        if style.point_zero is PointZero.REFUSE:
            refused.add("point_zero", as_decimal)
        elif as_decimal.any():
            text = pc.if_else(pa.array(as_decimal), pc.utf8_slice_codeunits(text, 0, -2), text)
    refused.add("too_long", _longer(text, IDENTIFIER_CHARACTERS))
    return text


def _without_padding(text: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(text)
    return blank_out(trimmed, mask_of(pc.equal(pc.binary_length(trimmed), 0)))


def _other_digits(text: pa.Array) -> Mask:
    """Digits of another script than ours: ``١٢٣`` is a number to a library and a drawing to a clerk."""
    return _matches(pc.replace_substring_regex(text, "[0-9]", ""), r"\p{Nd}")


def _longer(text: pa.Array, limit: int) -> Mask:
    if (pc.max(pc.binary_length(text)).as_py() or 0) <= limit:  # a character is one byte or more
        return np.zeros(len(text), bool)
    return mask_of(pc.greater(pc.utf8_length(text), limit))


def _matches(text: pa.Array, pattern: str) -> Mask:
    return mask_of(pc.match_substring_regex(text, pattern))


@dataclass(slots=True)
class _Refused:
    """Rows refused so far, by reason; a row keeps its first."""

    count: int
    rows: Mask = field(init=False)
    by_reason: dict[str, Mask] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = np.zeros(self.count, bool)

    def add(self, reason: str, found: Mask) -> None:
        fresh = found & ~self.rows
        if fresh.any():
            self.by_reason[reason] = self.by_reason[reason] | fresh if reason in self.by_reason else fresh
            self.rows |= fresh

    def without(self, text: pa.Array) -> Texts:
        return Texts(blank_out(text, self.rows), self.by_reason)
