"""Dates written by a person's format: ``YYYY-MM-DD``, ``D/M/YYYY``, ``YYYYMM``, ``YYYY-MM-DD HH:mm:ss``.

A library's ``strptime`` turns 30 February into 1 March or stops at the first bad row; here each text is read whole
or refused, in one pass over the distinct texts. Two-digit years have no word, on purpose: they would be a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.values import Mask
from jicha.terms.errors import JichaError

_WORDS = {
    "YYYY": ("year", r"[0-9]{4}"),
    "MM": ("month", r"[0-9]{2}"),
    "M": ("month", r"[0-9]{1,2}"),
    "DD": ("day", r"[0-9]{2}"),
    "D": ("day", r"[0-9]{1,2}"),
    "HH": ("hour", r"[0-9]{2}"),
    "H": ("hour", r"[0-9]{1,2}"),
    "mm": ("minute", r"[0-9]{2}"),
    "ss": ("second", r"[0-9]{2}"),
}
_MICROSECONDS = 1_000_000


class BadDateFormat(JichaError):
    """A date format with words we do not know, or without the ones it needs."""


@dataclass(frozen=True)
class DateFormat:
    """One format, as the profile writes it."""

    written: str

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Which of year, month, day, hour, minute, second it holds, in order. Raises BadDateFormat."""
        words = [_WORDS[word][0] for word in re.findall("|".join(_WORDS), self.written)]
        left = re.sub("|".join(_WORDS), "", self.written)
        if re.search(r"[A-Za-z]", left.replace("T", "")) or len(set(words)) != len(words):
            raise BadDateFormat(
                f"{self.written!r} is not a date format", f"Use {', '.join(_WORDS)} and separators: YYYY-MM-DD."
            )
        return tuple(words)

    @cached_property
    def pattern(self) -> str:
        """A regular expression that matches the whole text."""
        pieces = re.split(f"({'|'.join(_WORDS)})", self.written)
        body = "".join(
            f"(?P<{_WORDS[piece][0]}>{_WORDS[piece][1]})" if piece in _WORDS else re.escape(piece) for piece in pieces
        )
        return f"^{body}$"


def read_moments(text: pa.Array, formats: tuple[DateFormat, ...]) -> tuple[pa.Array, Mask]:
    """Texts as local times without zone (``timestamp[us]``), and the rows that no format reads.

    ``24:00`` is the start of the next day. A format without a day gives the first of the month.
    """
    encoded = text.dictionary_encode()
    moments, found = _read_distinct(encoded.dictionary, formats)
    array = pa.array(moments, mask=~found).take(encoded.indices) if len(found) else pa.nulls(len(text))
    array = array.cast(pa.int64()).cast(pa.timestamp("us"))
    unread: Mask = (text.is_valid().to_numpy(False)) & (array.is_null().to_numpy(False))
    return array, unread


def _read_distinct(text: pa.Array, formats: tuple[DateFormat, ...]) -> tuple[NDArray[np.int64], Mask]:
    moments, found = np.zeros(len(text), np.int64), np.zeros(len(text), bool)
    for one in formats:
        matched = pc.extract_regex(text, one.pattern)
        hit = matched.is_valid().to_numpy(False) & ~found
        numbers = {part: _integers(pc.struct_field(matched, part)) for part in one.parts}
        value, right = _moment(numbers, len(text))
        moments = np.where(hit & right, value, moments)
        found |= hit & right
    return moments, found


def _integers(text: pa.Array) -> NDArray[np.int64]:
    number: NDArray[np.int64] = text.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    return number


def _moment(numbers: dict[str, NDArray[np.int64]], count: int) -> tuple[NDArray[np.int64], Mask]:
    one, zero = np.ones(count, np.int64), np.zeros(count, np.int64)
    year, month, day = (numbers.get(part, one) for part in ("year", "month", "day"))
    hour, minute, second = (numbers.get(part, zero) for part in ("hour", "minute", "second"))
    month_right = (month >= 1) & (month <= 12) & (year >= 1)
    months = (year - 1970) * 12 + np.where(month_right, month, 1) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    next_first = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    day_right = (day >= 1) & (day <= next_first - first)
    clock = (hour * 60 + minute) * 60 + second
    clock_right = (minute < 60) & (second < 60) & (clock <= 86_400)
    moment = ((first + day - 1) * 86_400 + clock) * _MICROSECONDS
    return moment, month_right & day_right & clock_right
