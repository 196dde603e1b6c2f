"""Seconds since 1970 as dates and times, in UTC and in the standard time of a place."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_FIRST, _LAST = -2_208_988_800, 7_258_118_400  # the years 1900 to 2199: what lies outside is no reading
_SECONDS = r"^-?[0-9]{1,11}$"


def seconds_of(text: pa.Array) -> pa.Array:
    """Whole seconds since 1970; NULL for what is none, or no time at which anything was metered."""
    number = pc.if_else(pc.match_substring_regex(text, _SECONDS), text, pa.scalar(None, pa.string())).cast(pa.int64())
    inside = pc.and_(pc.greater_equal(number, _FIRST), pc.less(number, _LAST))
    return pc.if_else(inside, number, pa.scalar(None, pa.int64()))


def written(seconds: pa.Array, otherwise: pa.Array) -> pa.Array:
    """``YYYY-MM-DD HH:MM:SS``; the text that was there where it is no time."""
    plain = seconds.fill_null(0).to_numpy(zero_copy_only=False)
    text = np.char.replace(np.datetime_as_string(plain.astype("datetime64[s]"), unit="s"), "T", " ")
    return pc.if_else(seconds.is_valid(), pa.array(text.tolist(), pa.string()), otherwise)
