"""How a source writes its numbers, as its profile states it, and such texts into plain ones.

``1,234`` is a thousand in one country and one and a quarter in the next, and no look at the value can tell which. So
the style is stated, once for a source or for one column; what follows another style is refused, with the name of the
style that it would follow. What can mean only one number (full-width digits, a plus, an apostrophe that a spreadsheet
put before it) is read in every style.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.values import Mask, blank_out, mask_of
from jicha.intake.wide_text import fold_wide


class Style(StrEnum):
    """Signs for the decimals and for groups of three digits."""

    PLAIN = "plain"  # 1234.5
    GROUPED = "grouped"  # 1,234.5
    EUROPEAN = "european"  # 1.234,5
    SPACED = "spaced"  # 1 234,5


class Percent(StrEnum):
    """Whether a column holds percentages."""

    NO = "no"
    SIGN = "yes"  # each says so: 12.5%
    PLAIN = "plain"  # the column says so, 12.5 is 12.5 %


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """One way of writing numbers. ``unit`` is that of bare numbers, ``units`` further ones with what one of them is.

    ``wide`` reads full-width digits, ``accounting`` reads ``(12.5)`` and ``0.00-`` as negative numbers.
    """

    style: Style = Style.PLAIN
    wide: bool = True
    accounting: bool = False
    percent: Percent = Percent.NO
    unit: str = ""
    units: tuple[tuple[str, Decimal], ...] = ()

    @property
    def bare(self) -> bool:
        """Whether a number without unit or percent sign may stand in the column."""
        return self.percent is not Percent.SIGN and (bool(self.unit) or not self.units)

    @property
    def reads_plain(self) -> bool:
        """Whether digits with a point mean here what they mean in the plain grammar."""
        return self.bare and self.style in (Style.PLAIN, Style.GROUPED)

    @property
    def factors(self) -> tuple[Decimal, ...]:
        """What one of each unit is: of a bare number (or percent), then of each of ``units``."""
        return (Decimal(1), *(factor for _, factor in self.units))


PLAIN = NumberStyle()

_BODIES = {
    Style.PLAIN: r"[0-9]+(?:\.[0-9]+)?",
    Style.GROUPED: r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?",
    Style.EUROPEAN: r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?",
    Style.SPACED: r"(?:[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,[0-9]+)?",
}
_SAMPLES = {
    Style.PLAIN: "plain (1234.5)", Style.GROUPED: "grouped (1,234.5)",
    Style.EUROPEAN: "european (1.234,5)", Style.SPACED: "spaced (1 234,5)",
}  # fmt: skip
_ANY_BODY = r"[0-9](?:[0-9., ]*[0-9])?"
_OTHER_DIGITS = r"^[^\p{L}]*\p{N}[^\p{L}]*$"  # once those of ASCII are taken out
_UNIT = r"[\p{L}%‰°¥$€£][\p{L}/·*²³°%]*"
# Why a text is no number, the first that fits; what fits none is `not_a_number`.
_WHY = {
    "hidden_character": r"[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]",
    "fill_bytes": r"^(?:[Ff]{4,}|[Ee]{4,}|(?:[Ff]{2}[ .:/\-])+[Ff]{2}|(?:[Ee]{2}[ .:/\-])+[Ee]{2}|[Ee]{2,}\.[Ee]{2,})$",
    "power_of_ten": r"^[+\-]?[0-9][0-9.,]*[eE][+\-]?[0-9]+$",
    "accounting_sign": rf"^(?:\({_ANY_BODY}\)|{_ANY_BODY}-)$",
    "other_unit": rf"^\(?[+\-]?(?:{_ANY_BODY}\)? ?{_UNIT}|{_UNIT} ?{_ANY_BODY})-?$",
}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Texts of the plain grammar, NULL where refused; which of the style's factors each is times; and why refused."""

    text: pa.Array
    factor: NDArray[np.int64]
    refused: Mapping[str, Mask]


def rewrite(text: pa.Array, style: NumberStyle) -> Rewritten:
    """Read texts without padding by ``style``; every one is given or refused, NULL is neither."""
    clean = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, r"^'\s*", ""))
    if style.wide:
        clean = pc.utf8_trim_whitespace(fold_wide(clean))
    bare, factor, marked = _without_unit(clean, style, np.zeros(len(text), bool))
    negative = np.zeros(len(text), bool)
    if style.accounting:
        bare, negative = _without_accounting(bare)
        bare, inner, marked = _without_unit(bare, style, marked)  # (12.5 kWh)
        factor += inner
    body = _BODIES[style.style]
    unsigned, signed = (mask_of(pc.match_substring_regex(bare, rf"^{sign}{body}$")) for sign in ("", "[+-]?"))
    good = np.where(negative, unsigned, signed) & (marked | style.bare)
    plain = _plain(blank_out(bare, ~good), style.style)
    plain = pc.if_else(pa.array(negative), pc.binary_join_element_wise("-", plain, ""), plain)
    return Rewritten(plain, np.where(good, factor, 0), _why(clean, mask_of(text.is_valid()) & ~good, style))


def styles_of(text: str) -> str:
    """The styles that a delivered number would follow, in words: what the profile may mean to say.

    >>> styles_of("1.234,5")
    'european (1.234,5)'
    >>> styles_of("1,234")
    'grouped (1,234.5) or european (1.234,5) or spaced (1 234,5)'
    """
    folded = fold_wide(pa.array([text.strip().lstrip("'").strip()]))[0].as_py()
    number = re.search(_ANY_BODY, folded)
    fitting = [_SAMPLES[one] for one in Style if number and re.fullmatch(_BODIES[one], number[0])]
    return " or ".join(fitting)


def unit_of(text: str) -> str:
    """The unit that a delivered number bears, or an empty text.

    >>> unit_of("12.5MWh")
    'MWh'
    """
    folded: str = fold_wide(pa.array([text.strip()]))[0].as_py()
    return re.sub(r"[0-9.,+\-()' ]", "", folded)


def _without_unit(text: pa.Array, style: NumberStyle, before: Mask) -> tuple[pa.Array, NDArray[np.int64], Mask]:
    """Texts without the units that the profile names, the factor of each, and where one stands or stood ``before``."""
    factor, marked = np.zeros(len(text), np.int64), before.copy()
    words = [(style.unit, 0), *((word, place) for place, (word, _) in enumerate(style.units, start=1))]
    if style.percent is not Percent.NO:
        words = [("%", 0)]
    for word, place in sorted(words, key=lambda one: -len(one[0])):
        if not word:
            continue
        sign = re.escape(fold_wide(pa.array([word]))[0].as_py())
        pattern = rf"^(?P<number>[^\p{{L}}]*?) ?{sign}$|^{sign} ?(?P<behind>[^\p{{L}}]+)$"
        found = pc.extract_regex(text, pattern)
        hit = mask_of(found.is_valid()) & ~marked
        if hit.any():
            inner = pc.binary_join_element_wise(pc.struct_field(found, "number"), pc.struct_field(found, "behind"), "")
            text = pc.if_else(pa.array(hit), inner, text)
            factor[hit], marked = place, marked | hit
    return text, factor, marked


def _without_accounting(text: pa.Array) -> tuple[pa.Array, Mask]:
    found = pc.extract_regex(text, r"^\((?P<inner>[^()]*)\)$|^(?P<before>[^()\-+]*)-$")
    negative = mask_of(found.is_valid())
    inner = pc.binary_join_element_wise(pc.struct_field(found, "inner"), pc.struct_field(found, "before"), "")
    return pc.if_else(pa.array(negative), pc.utf8_trim_whitespace(inner), text), negative


def _plain(text: pa.Array, style: Style) -> pa.Array:
    group = {Style.GROUPED: ",", Style.EUROPEAN: ".", Style.SPACED: " "}.get(style)
    text = pc.replace_substring_regex(text, r"^\+", "")
    if group:
        text = pc.replace_substring(text, group, "")
    return pc.replace_substring(text, ",", ".") if style in (Style.EUROPEAN, Style.SPACED) else text


def _why(text: pa.Array, bad: Mask, style: NumberStyle) -> dict[str, Mask]:
    """The first reason that fits each refused text."""
    refused: dict[str, Mask] = {}
    rows = np.flatnonzero(bad)
    if not len(rows):
        return refused
    left = text.take(pa.array(rows))
    others = "|".join(_BODIES[one] for one in Style)
    patterns = {**_WHY, "other_number_style": rf"^(?:[+\-]?(?:{others})|\((?:{others})\)|(?:{others})-)$"}
    if not style.bare:
        patterns["other_unit"] += rf"|^[+\-]?{_BODIES[style.style]}$"
    told = mask_of(pc.match_substring_regex(pc.replace_substring_regex(left, "[0-9]", ""), _OTHER_DIGITS))
    _tell(refused, "other_digits", rows[told], len(bad))
    for reason, pattern in patterns.items():
        hit = mask_of(pc.match_substring_regex(left, pattern)) & ~told
        _tell(refused, reason, rows[hit], len(bad))
        told |= hit
    _tell(refused, "not_a_number", rows[~told], len(bad))
    return refused


def _tell(refused: dict[str, Mask], reason: str, rows: NDArray[np.int64], count: int) -> None:
    if len(rows):
        refused[reason] = np.zeros(count, bool)
        refused[reason][rows] = True
