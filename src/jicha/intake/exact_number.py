"""Numbers by our own grammar, into decimals, without a float on the way.

Text is ``[+-]digits[.digits]``; a float counts as the number its shortest text says (0.01 is 0.01, not
0.01000000000000000020816), so that halves are rounded as a person would round them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.values import Mask, blank_out, mask_of

_GRAMMAR = r"^[+-]?[0-9]{1,20}(\.[0-9]{1,18})?$"
_TINY, _HUGE = 1e-12, 1e18
_WIDE = pa.decimal256(56, 36)  # holds every text of the grammar and every float between _TINY and _HUGE


@dataclass(frozen=True, slots=True)
class Numbers:
    """Exact numbers with NULL where none could be read, and why."""

    array: pa.Array
    not_a_number: Mask
    too_precise: Mask
    out_of_range: Mask


def read_numbers(
    values: pa.Array, *, precision: int, scale: int, times: Decimal = Decimal(1), half_up: bool = False
) -> Numbers:
    """Read ``values`` into ``decimal(precision, scale)``, multiplied by ``times``.

    Digits beyond ``scale`` are refused (``too_precise``) unless ``half_up`` allows to round them, half away from zero;
    floats are always rounded, since their last digits are nobody's statement.
    """
    inexact = pa.types.is_floating(values.type)
    if times == 1 and (quick := _plain(values, precision, scale)) is not None:
        return quick
    wide, not_a_number = _wide(values)
    if times != 1:
        wide = pc.multiply(wide, pa.scalar(times, pa.decimal256(19, max(0, -int(times.as_tuple().exponent)))))
    rounded = pc.round(wide, scale, "half_towards_infinity")
    too_precise = np.zeros(len(values), bool) if half_up or inexact else mask_of(pc.not_equal(rounded, wide))
    limit = pa.scalar(Decimal(10) ** (precision - scale), pa.decimal256(40, 0))
    out_of_range = mask_of(pc.greater_equal(pc.abs(rounded), limit.cast(rounded.type)))
    kept = blank_out(rounded, too_precise | out_of_range)
    narrow = kept.cast(pa.decimal256(rounded.type.precision, scale), safe=False)
    return Numbers(narrow.cast(pa.decimal128(precision, scale)), not_a_number, too_precise, out_of_range)


def _plain(values: pa.Array, precision: int, scale: int) -> Numbers | None:
    """The quick way for whole numbers and plain decimals that fit; None when a single value needs more care."""
    digits = min(precision - scale, 17)
    if pa.types.is_string(values.type):
        fraction = rf"(\.[0-9]{{1,{scale}}})?" if scale else ""
        plain = pc.match_substring_regex(values, rf"^-?[0-9]{{1,{digits}}}{fraction}$")
        if pc.all(plain).as_py() is False:
            return None
        array = values.cast(pa.decimal128(38, scale))
    elif pa.types.is_integer(values.type):
        limits = pc.min_max(values).as_py()
        if limits["max"] is not None and max(-limits["min"], limits["max"]) >= 10**digits:
            return None
        array = values.cast(pa.int64()).cast(pa.decimal128(38, scale))
    elif pa.types.is_null(values.type):
        array = values.cast(pa.decimal128(38, scale))
    else:
        return None
    none = np.zeros(len(values), bool)
    return Numbers(array.cast(pa.decimal128(precision, scale)), none, none, none)


def _wide(values: pa.Array) -> tuple[pa.Array, Mask]:
    if pa.types.is_string(values.type):
        bad = mask_of(pc.invert(pc.match_substring_regex(values, _GRAMMAR)))
        text = pc.replace_substring_regex(blank_out(values, bad), r"^\+", "")
        return text.cast(_WIDE), bad
    if pa.types.is_floating(values.type):
        number = values.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
        bad = ~np.isfinite(number) | (np.abs(number) >= _HUGE)
        tiny = pa.array(~bad & (np.abs(number) < _TINY))
        text = blank_out(values, bad).cast(pa.string())
        return pc.if_else(pc.and_(tiny, values.is_valid()), pa.scalar("0"), text).cast(_WIDE), bad
    if pa.types.is_decimal(values.type):
        near = values.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
        bad = np.abs(near) >= _HUGE
        return blank_out(pc.round(values, min(values.type.scale, 36)), bad).cast(_WIDE, safe=False), bad
    if pa.types.is_integer(values.type):
        return values.cast(pa.decimal128(20, 0)).cast(_WIDE), np.zeros(len(values), bool)
    return pa.nulls(len(values), _WIDE), mask_of(values.is_valid())
