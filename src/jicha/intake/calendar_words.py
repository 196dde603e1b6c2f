"""Dates written by a person's format: ``YYYY-MM-DD``, ``D/M/YYYY``, ``YYYYMM``, ``YYYY年M月D日``.

A library's ``strptime`` turns 30 February into 1 March or stops at the first bad row; here each text is read whole
or refused, in one pass over the distinct texts. Two-digit years have no word, on purpose: they would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.excel_serial import read_serials
from jicha.intake.manner import Calendar
from jicha.intake.signs import Signs, signs_of
from jicha.intake.values import Mask, mask_of
from jicha.intake.wide_text import fold_wide
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
    "Z": ("offset", r"Z|[+-][0-9]{2}:?[0-9]{2}"),
}
_ANY = "|".join(_WORDS)
_MICROSECONDS = 1_000_000
_NO_WORDS = pa.array([], pa.string())
# Why a text is no date, the first that fits.
_WHY = {
    "fill_bytes": r"^(?:[Ff]{2}[ :/\-]?){2,}$|^(?:[Ee]{2}[ :/\-]?){2,}$",
    "two_digit_year": r"^[0-9]{1,2}([./\-])[0-9]{1,2}[./\-][0-9]{2}(?: .*)?$",
    "unclear_order": r"^[0-9]{1,2}[./\-][0-9]{1,2}[./\-][0-9]{4}(?: .*)?$",
}


class BadDateFormat(JichaError):
    """A date format with words we do not know, or without the ones it needs."""


@dataclass(frozen=True)
class DateFormat:
    """One format, as the profile writes it."""

    written: str

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Which of year, month, day, hour, minute, second, offset it holds, in order. Raises BadDateFormat."""
        words = [_WORDS[word][0] for word in re.findall(_ANY, self.written)]
        left = re.sub(_ANY, "", self.written)
        if re.search(r"[A-Za-z]", left.replace("T", "")) or len(set(words)) != len(words):
            raise BadDateFormat(
                f"{self.written!r} is not a date format", f"Use {', '.join(_WORDS)} and separators: YYYY-MM-DD."
            )
        if re.search(r"(?<!M)M(?=[DH])|(?<!D)D(?=[HM])|(?<!H)H(?=m)", self.written):
            raise BadDateFormat(
                f"{self.written!r} reads some digits in two ways", "Write MM, DD and HH where no separator follows."
            )
        return tuple(words)

    @cached_property
    def pattern(self) -> str:
        """A regular expression that matches the whole text."""
        pieces = re.split(f"({_ANY})", self.written)
        body = "".join(
            f"(?P<{_WORDS[piece][0]}>{_WORDS[piece][1]})" if piece in _WORDS else re.escape(piece) for piece in pieces
        )
        return f"^{body}$"


# Forms that begin with the year can be read in one way only; a profile that states none means these.
DATES = tuple(
    DateFormat(one)
    for one in (
        "YYYY-MM-DD", "YYYY-M-D", "YYYY/M/D", "YYYY.M.D", "YYYY年M月D日", "YYYYMMDD", "YYYY-M-D H:mm:ss",
        "YYYY/M/D H:mm:ss", "YYYY-M-D H:mm", "YYYY/M/D H:mm", "YYYY-MM-DDTHH:mm:ss",
    )
)  # fmt: skip
# Not YYYY.M: a spreadsheet makes 2024.1 of 2024.10.
MONTHS = (*(DateFormat(one) for one in ("YYYY-MM", "YYYYMM", "YYYY-M", "YYYY/M", "YYYY年M月", "YYYY年M")), *DATES)
INSTANTS = tuple(
    DateFormat(one)
    for one in (
        "YYYY-MM-DD HH:mm:ss", "YYYY-MM-DDTHH:mm:ss", "YYYY-M-D H:mm:ss", "YYYY/M/D H:mm:ss", "YYYY-M-D H:mm",
        "YYYY/M/D H:mm", "YYYY年M月D日 H:mm:ss", "YYYY年M月D日 H:mm", "YYYYMMDDHHmmss",
    )
)  # fmt: skip


def shown(formats: tuple[DateFormat, ...]) -> str:
    """Formats in words, for a remedy: those that were stated, or the first of ours."""
    if set(formats) >= set(DATES) or set(formats) >= set(INSTANTS):
        return formats[0].written
    return " or ".join(one.written for one in formats)


@dataclass(frozen=True, slots=True)
class Moments:
    """Local times without zone (``timestamp[us]``), and the rows refused, by reason.

    ``offset`` are microseconds ahead of UTC, where the formats say them. ``broken`` are rows whose day number of a
    spreadsheet names no whole second: good enough for a day, but no time.
    """

    array: pa.Array
    refused: Mapping[str, Mask] = field(default_factory=dict)
    offset: NDArray[np.int64] | None = None
    broken: Mask | None = None


def read_moments(
    text: pa.Array,
    formats: tuple[DateFormat, ...],
    *,
    otherwise: str = "not_a_date",
    excel: Calendar | None = None,
    nothing: pa.Array = _NO_WORDS,
) -> Moments:
    """Texts as local times, each read by the first format that fits it, or as a day number of ``excel``.

    ``24:00`` is the start of the next day. A format without a day gives the first of the month. ``nothing`` are words
    that stand for no date; ``otherwise`` is the reason for what nothing else explains.
    """
    encoded = text.dictionary_encode()
    if not len(encoded.dictionary):
        return Moments(pa.nulls(len(text), pa.timestamp("us")))
    one = _read_distinct(encoded.dictionary, formats, excel, nothing, otherwise)
    array = pa.array(one.moments, mask=~one.found).take(encoded.indices).cast(pa.timestamp("us"))
    places = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False)
    valid = mask_of(text.is_valid())
    refused = {reason: rows[places] & valid for reason, rows in one.refused.items()}
    return Moments(
        array,
        refused,
        one.offset[places] if any("offset" in one.parts for one in formats) else None,
        one.broken[places] & valid if one.broken.any() else None,
    )


@dataclass(slots=True)
class _Distinct:
    """What the distinct texts of a column mean."""

    moments: NDArray[np.int64]
    found: Mask
    offset: NDArray[np.int64]
    broken: Mask
    refused: dict[str, Mask] = field(default_factory=dict)

    def refuse(self, reason: str, rows: Mask) -> None:
        if rows.any():
            self.refused[reason] = rows


def _read_distinct(
    text: pa.Array, formats: tuple[DateFormat, ...], excel: Calendar | None, nothing: pa.Array, otherwise: str
) -> _Distinct:
    if Signs.STRANGE in (signs := signs_of(text)) or Signs.APOSTROPHE in signs:
        folded = fold_wide(pc.replace_substring_regex(text, "^'", ""))
        text = pc.if_else(pc.is_in(text, value_set=nothing), text, pc.utf8_trim_whitespace(folded))
    count = len(text)
    numbers, rows = np.zeros(count, np.int64), np.zeros(count, bool)
    one = _Distinct(numbers, rows, numbers.copy(), rows.copy())
    looks_right = np.zeros(count, bool)
    for fitting in formats:
        if one.found.all():
            return one
        _by_format(text, fitting, one, looks_right)
    if excel:
        moments, serial, never = read_serials(text, excel)
        hit = serial & ~looks_right
        one.moments = np.where(hit, moments, one.moments)
        one.found |= hit & ~never
        one.broken = hit & (moments % _MICROSECONDS != 0)
        looks_right |= hit
    left = ~one.found & ~mask_of(pc.is_in(text, value_set=nothing))
    one.refuse("not_in_calendar", left & looks_right)
    left &= ~looks_right
    for reason, pattern in _WHY.items() if left.any() else ():
        hit = left & mask_of(pc.match_substring_regex(text, pattern))
        one.refuse(reason, hit)
        left = left & ~hit
    one.refuse(otherwise, left)
    return one


def _by_format(text: pa.Array, fitting: DateFormat, one: _Distinct, looks_right: Mask) -> None:
    matched = pc.extract_regex(text, fitting.pattern)
    hit = matched.is_valid().to_numpy(False) & ~one.found
    if not hit.any():
        return
    numbers = {part: _integers(pc.struct_field(matched, part)) for part in fitting.parts if part != "offset"}
    value, right = _moment(numbers, len(text))
    if "offset" in fitting.parts:
        ahead, offset_right = _offset(pc.struct_field(matched, "offset"))
        one.offset = np.where(hit, ahead, one.offset)
        right &= offset_right
    one.moments = np.where(hit & right, value, one.moments)
    one.found |= hit & right
    looks_right |= hit


def _integers(text: pa.Array) -> NDArray[np.int64]:
    number: NDArray[np.int64] = text.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    return number


def _offset(text: pa.Array) -> tuple[NDArray[np.int64], Mask]:
    digits = pc.replace_substring_regex(pc.if_else(pc.equal(text, "Z"), "+0000", text), "[+:-]", "")
    number = _integers(digits)
    minutes = number // 100 * 60 + number % 100
    right = (number % 100 < 60) & (minutes <= 14 * 60)  # no zone lies farther from UTC
    return np.where(mask_of(pc.starts_with(text, "-")), -minutes, minutes) * 60 * _MICROSECONDS, right


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
    # Second 60 is refused: no clock of this trade knows leap seconds, so it is a fault of the clock.
    clock_right = (minute < 60) & (second < 60) & (clock <= 86_400)
    moment = ((first + day - 1) * 86_400 + clock) * _MICROSECONDS
    return moment, month_right & day_right & clock_right
