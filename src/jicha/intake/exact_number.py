"""Numbers by our own grammar, into decimals, without a float on the way.

Text is ``[+-]digits[.digits]``, or what the source's style makes of it (see number_style.py); a float counts as the
number its shortest text says (0.01 is 0.01, not 0.01000000000000000020816), so that halves are rounded as a person
would round them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.number_style import PLAIN, NumberStyle, rewrite
from jicha.intake.values import Mask, blank_out, mask_of

_WHOLE, _FRACTION = 20, 36  # digits that the widest decimal takes before and behind the point
_GRAMMAR = rf"^[+-]?[0-9]{{1,{_WHOLE}}}(\.[0-9]{{1,{_FRACTION}}})?$"
_NARROW, _LONG, _FINE = 38, 15, 9  # digits of 128 bits; those of a usual text before and behind the point
_HUGE_DIGITS = 18
_TINY, _HUGE = 1e-12, 10.0**_HUGE_DIGITS
_WIDE = pa.decimal256(_WHOLE + _FRACTION, _FRACTION)  # holds every text of the grammar and every float between the two
_NO_WORDS = pa.array([], pa.string())


@dataclass(frozen=True, slots=True)
class Numbers:
    """Exact numbers with NULL where there was none or none could be read; ``refused`` says which rows, by reason."""

    array: pa.Array
    refused: Mapping[str, Mask] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(slots=True)
class _Wide:
    """Numbers on their way, wide enough for any; the rows refused so far."""

    array: pa.Array
    refused: dict[str, Mask] = field(default_factory=dict)

    def refuse(self, reason: str, rows: Mask) -> None:
        if rows.any():
            self.refused[reason] = self.refused[reason] | rows if reason in self.refused else rows


def read_numbers(
    values: pa.Array,
    *,
    precision: int,
    scale: int,
    times: Decimal = Decimal(1),
    half_up: bool = False,
    style: NumberStyle = PLAIN,
    nothing: pa.Array = _NO_WORDS,
) -> Numbers:
    """Read ``values`` into ``decimal(precision, scale)``, multiplied by ``times``.

    Digits beyond ``scale`` are refused (``too_precise``) unless ``half_up`` allows to round them, half away from zero;
    floats are always rounded, since their last digits are nobody's statement. ``nothing`` are words that stand for no
    number; of other texts each is read by ``style`` or refused.
    """
    if times == 1 and (quick := _quick(values, precision, scale, style, nothing)) is not None:
        return quick
    inexact = pa.types.is_floating(values.type)
    wide = _Wide(pa.nulls(0))
    number = _quick_product(values, precision - scale, times, style, nothing) if times != 1 else None
    if number is None:
        wide = _of_text(values, style, nothing) if pa.types.is_string(values.type) else _of_typed(values, style)
        number = wide.array
        if times != 1:
            number = pc.multiply(number, pa.scalar(times, pa.decimal256(19, _decimals(times))))
    rounded = pc.round(number, scale, "half_towards_infinity")
    too_precise = np.zeros(len(values), bool) if half_up or inexact else mask_of(pc.not_equal(rounded, number))
    limit = pa.scalar(Decimal(10) ** (precision - scale), rounded.type)
    out_of_range = mask_of(pc.greater_equal(pc.abs(rounded), limit))
    wide.refuse("too_precise", too_precise & ~out_of_range)
    wide.refuse("out_of_range", out_of_range)
    kept = blank_out(rounded, too_precise | out_of_range)
    narrow = kept.cast(pa.decimal256(rounded.type.precision, scale), safe=False)
    return Numbers(narrow.cast(pa.decimal128(precision, scale)), wide.refused)


def _quick(values: pa.Array, precision: int, scale: int, style: NumberStyle, nothing: pa.Array) -> Numbers | None:
    """The quick way for whole numbers and plain decimals that fit; None when a single value needs more care."""
    digits = min(precision - scale, 17)
    if not style.bare:
        return None
    if pa.types.is_string(values.type):
        plain = _all_plain(values, digits, scale if style.reads_plain else 0, nothing)
        if plain is None:
            return None
        array = plain.cast(pa.decimal128(38, scale))
    elif pa.types.is_integer(values.type):
        limits = pc.min_max(values).as_py()
        if limits["max"] is not None and max(-limits["min"], limits["max"]) >= 10**digits:
            return None
        array = values.cast(pa.int64()).cast(pa.decimal128(38, scale))
    elif pa.types.is_null(values.type):
        array = values.cast(pa.decimal128(38, scale))
    else:
        return None
    return Numbers(array.cast(pa.decimal128(precision, scale)))


def _all_plain(values: pa.Array, digits: int, decimals: int, nothing: pa.Array) -> pa.Array | None:
    """Texts that are all plain numbers or words for nothing, the words as NULL; None when one is anything else."""
    fraction = rf"(\.[0-9]{{1,{decimals}}})?" if decimals else ""
    plain = pc.match_substring_regex(values, rf"^-?[0-9]{{1,{digits}}}{fraction}$")
    if pc.all(plain).as_py() is not False:
        return values
    odd = ~mask_of(plain.fill_null(True))
    if not pc.all(pc.is_in(values.filter(pa.array(odd)), value_set=nothing)).as_py():
        return None
    return blank_out(values, odd)


def _quick_product(
    values: pa.Array, digits: int, times: Decimal, style: NumberStyle, nothing: pa.Array
) -> pa.Array | None:
    """Plain texts times a factor in decimals of 128 bits, where they certainly hold the product; else None."""
    fixed = Decimal(f"{times:f}")  # without a power of ten
    factor = pa.decimal128(len(fixed.as_tuple().digits) + _decimals(fixed), _decimals(fixed))
    decimals = _FINE + factor.scale
    if not pa.types.is_string(values.type) or not style.reads_plain:
        return None
    if factor.precision + _LONG + _FINE + 1 > _NARROW or max(digits + 1, 0) + decimals > _NARROW:
        return None
    plain = _all_plain(values, _LONG, _FINE, nothing)
    return (
        None
        if plain is None
        else pc.multiply(plain.cast(pa.decimal128(_LONG + _FINE, _FINE)), pa.scalar(fixed, factor))
    )


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _of_text(values: pa.Array, style: NumberStyle, nothing: pa.Array) -> _Wide:
    grammar = _GRAMMAR if style.reads_plain else r"^[+-]?[0-9]{1,20}$" if style.bare else r"^$"
    odd = mask_of(pc.invert(pc.match_substring_regex(values, grammar)))
    text = pc.replace_substring_regex(blank_out(values, odd), r"^\+", "")
    if not odd.any():
        return _Wide(text.cast(_WIDE))
    left = values.filter(pa.array(odd))
    left = blank_out(left, mask_of(pc.is_in(left, value_set=nothing)))
    rewritten = rewrite(left, style)
    refused = {reason: _placed(rows, odd) for reason, rows in rewritten.refused.items()}
    short, too_long, too_fine = _fit(rewritten.text)
    wide = _Wide(pc.replace_with_mask(text, pa.array(odd), short).cast(_WIDE), refused)
    wide.refuse("out_of_range", _placed(too_long, odd))
    wide.refuse("too_precise", _placed(too_fine, odd))
    if rewritten.factor.any():
        places = np.zeros(len(values), np.int64)
        places[odd] = rewritten.factor
        finest = max(map(_decimals, style.factors))
        factors = pa.array(style.factors, pa.decimal256(19, finest)).take(pa.array(places))
        wide.array = pc.multiply(wide.array, factors)
    return wide


def _fit(text: pa.Array) -> tuple[pa.Array, Mask, Mask]:
    """Plain texts without idle zeros, as far as the widest decimal holds them; too many digits before, and behind."""
    text = pc.replace_substring_regex(text, r"^(-?)0+([0-9])", r"\1\2")
    text = pc.replace_substring_regex(text, r"(\.[0-9]*?)0+$", r"\1")
    text = pc.replace_substring_regex(text, r"\.$", "")
    too_long = mask_of(pc.match_substring_regex(text, rf"^-?[0-9]{{{_WHOLE + 1},}}"))
    too_fine = ~too_long & mask_of(pc.match_substring_regex(text, rf"\.[0-9]{{{_FRACTION + 1},}}$"))
    return blank_out(text, too_long | too_fine), too_long, too_fine


def _placed(rows: Mask, among: Mask) -> Mask:
    placed: Mask = np.zeros(len(among), bool)
    placed[np.flatnonzero(among)[rows]] = True
    return placed


def _of_typed(values: pa.Array, style: NumberStyle) -> _Wide:
    wide = _typed(values)
    if not style.bare:  # a number of the file's own type bears no unit
        wide.refuse("other_unit", mask_of(values.is_valid()))
        wide.array = pa.nulls(len(values), _WIDE)
    return wide


def _typed(values: pa.Array) -> _Wide:
    if pa.types.is_floating(values.type):
        number = values.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
        infinite, huge = ~np.isfinite(number), np.isfinite(number) & (np.abs(number) >= _HUGE)
        tiny = pa.array(~infinite & (np.abs(number) < _TINY))
        text = blank_out(values, infinite | huge).cast(pa.string())
        array = pc.if_else(pc.and_(tiny, values.is_valid()), pa.scalar("0"), text).cast(_WIDE)
        return _Wide(array, _told(not_a_number=infinite, out_of_range=huge))
    if pa.types.is_decimal(values.type):
        huge = np.zeros(len(values), bool)
        if values.type.precision - values.type.scale > _HUGE_DIGITS:
            huge = mask_of(pc.greater_equal(pc.abs(values), pa.scalar(Decimal(10) ** _HUGE_DIGITS, values.type)))
        array = blank_out(pc.round(values, min(values.type.scale, _FRACTION)), huge).cast(_WIDE, safe=False)
        return _Wide(array, _told(out_of_range=huge))
    if pa.types.is_integer(values.type):
        return _Wide(values.cast(pa.decimal128(20, 0)).cast(_WIDE))
    return _Wide(pa.nulls(len(values), _WIDE), _told(not_a_number=mask_of(values.is_valid())))


def _told(**refused: Mask) -> dict[str, Mask]:
    return {reason: rows for reason, rows in refused.items() if rows.any()}
