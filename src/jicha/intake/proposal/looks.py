"""What the values of one column look like, each likeness proved by the readers that a load would use.

A column is what nine tenths of its different values are: one broken cell must not hide what the rest says, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import DATES, INSTANTS, MONTHS, DateFormat, read_moments
from jicha.intake.exact_number import read_numbers
from jicha.intake.excel_serial import read_serials
from jicha.intake.manner import Calendar
from jicha.intake.number_style import PLAIN, NumberStyle, Percent, Style, unit_of
from jicha.intake.values import Mask, mask_of

_ENOUGH = 0.9  # of the different values
_DISTINCT = 4_000  # different values that are tried; a column of a million account numbers looks alike throughout
# Forms whose order nothing but the values can tell, and what they are mistaken for.
_EXCHANGED = {"D/M/YYYY": "M/D/YYYY", "D-M-YYYY": "M-D-YYYY", "D.M.YYYY": "M.D.YYYY"}
_DATES = (*_EXCHANGED, *_EXCHANGED.values())
_TIMES = ("", " H:mm", " H:mm:ss")
_FURTHER_INSTANTS = (
    "YYYY-M-D H:mm", "YYYY.M.D H:mm:ss", "YYYY.M.D H:mm", "YYYY-MM-DDTHH:mm", "YYYY-MM-DDTHH:mm:ssZ", "YYYYMMDDHHmm",
    "YYYY-MM-DD HH:mm:ssZ",
)  # fmt: skip
_SERIAL_FROM, _SERIAL_TO = 20_000, 60_000  # 1954 to 2064 as day numbers of a spreadsheet
_UNMISTAKABLE = r"^[+-]?[0-9]+(?:\.(?:[0-9]{1,2}|[0-9]{4,}))?$"  # three digits behind a point may be thousands
_ACCOUNTING = r"[)）-]\s*$"
_POWER = re.compile(r"^[+-]?[0-9]+(?:\.[0-9]*)?[eE]\+?[0-9]+$")


@dataclass(frozen=True, slots=True)
class Misfits:
    """How many records hold something else, and such a value."""

    rows: int = 0
    example: str = ""


@dataclass(frozen=True, slots=True)
class DateLook:
    """How a column writes its days or moments. ``format`` is blank where ours read it as it is.

    ``other`` is a second form that reads every value as well and means other days; ``serial`` marks day numbers.
    """

    format: str = ""
    other: str = ""
    serial: bool = False
    has_time: bool = False
    misfits: Misfits = Misfits()


@dataclass(frozen=True, slots=True)
class NumberLook:
    """How a column writes its numbers. ``other`` is a style that reads every value as well and means other numbers."""

    style: NumberStyle
    decimals: int
    other: Style | None = None
    example: str = ""
    misfits: Misfits = Misfits()


@dataclass(frozen=True)
class Looks:
    """One column: its different values with how often each stands there, and what they can be read as."""

    word: str
    values: tuple[str, ...]
    counts: tuple[int, ...]
    blanks: int
    type: pa.DataType

    @classmethod
    def of(cls, word: str, text: pa.Array, type_: pa.DataType) -> Looks:
        """Look at a column of texts with NULL for nothing."""
        counted = pc.value_counts(text.drop_null())
        order = np.argsort(-counted.field("counts").to_numpy(), kind="stable")
        chosen = counted.take(pa.array(order))
        return cls(
            word, tuple(chosen.field("values").to_pylist()), tuple(chosen.field("counts").to_pylist()),
            text.null_count, type_,
        )  # fmt: skip

    @property
    def given(self) -> int:
        """How many values there are."""
        return sum(self.counts)

    @property
    def is_blank(self) -> bool:
        """Whether there is none."""
        return not self.values

    @property
    def is_unique(self) -> bool:
        """Whether no value stands twice and none is missing."""
        return bool(self.values) and not self.blanks and len(self.values) == self.given

    @cached_property
    def tried(self) -> pa.Array:
        """The values that are tried, the commonest first."""
        return pa.array(self.values[:_DISTINCT], pa.string())

    @cached_property
    def number(self) -> NumberLook | None:
        """How it reads as numbers, if nearly every value does."""
        return None if not self.values or self._is_moment_typed else self._number()

    @cached_property
    def date(self) -> DateLook | None:
        """How it reads as days, if every value does."""
        return self._moments(DATES, _DATES, "YYYY.M.D H:mm:ss")

    @cached_property
    def month(self) -> DateLook | None:
        """How it reads as months, if every value does."""
        return self._moments(MONTHS, ("YYYY.MM", "MM/YYYY", "M/YYYY", "YYYYMMDD"), "")

    @cached_property
    def instant(self) -> DateLook | None:
        """How it reads as moments, if every value does."""
        return self._moments(INSTANTS, [f"{day}{time}" for day in _DATES for time in _TIMES[1:]], *_FURTHER_INSTANTS)

    @cached_property
    def widths(self) -> Mapping[int, int]:
        """How many values of digits only have how many digits; nothing where other signs stand among them."""
        found: dict[int, int] = {}
        for value, count in zip(self.values, self.counts, strict=True):
            if not (value.isascii() and value.isdigit()):
                return {}
            found[len(value)] = found.get(len(value), 0) + count
        return dict(sorted(found.items()))

    @property
    def has_leading_zeros(self) -> bool:
        """Whether a number of several digits begins with 0."""
        return any(len(one) > 1 and one[0] == "0" for one in self.values)

    @property
    def lost_digits(self) -> str:
        """A value in powers of ten, or nothing."""
        return next((one for one in self.values if _POWER.match(one) and "e" in one.lower()), "")

    @property
    def longest(self) -> int:
        """The most signs of a value."""
        return max((len(one) for one in self.values), default=0)

    @property
    def _is_moment_typed(self) -> bool:
        return bool(pa.types.is_date(self.type) or pa.types.is_timestamp(self.type))

    def _moments(self, ours: Sequence[DateFormat], theirs: Sequence[str], *more: str) -> DateLook | None:
        if not self.values:
            return None
        if self._is_moment_typed:
            return DateLook(has_time=bool(pa.types.is_timestamp(self.type)) and _has_time(self.tried))
        ways = {"": tuple(ours)} | {one: (DateFormat(one),) for one in (*theirs, *more) if one}
        read = {one: _read_by(self.tried, formats) for one, formats in ways.items()}
        best = max(read, key=lambda one: int(read[one].sum()))
        if self._is_enough(read[best]):
            turned = _turned(best)
            other = turned if turned in read and (read[turned] >= read[best]).all() else ""
            has_time = "mm" in best if best else _has_time(self.tried)
            return DateLook(best, other, has_time=has_time, misfits=self._misfits(read[best]))
        number = self.number
        if number is None or number.style != PLAIN:
            return None
        serial = _serial(self.tried)
        if not self._is_enough(serial):
            return None
        return DateLook(serial=True, has_time=number.decimals > 0, misfits=self._misfits(serial))

    def _number(self) -> NumberLook | None:
        text = self.tried
        if _share(text, "[0-9０-９]") < _ENOUGH:
            return None
        if _share(text, _UNMISTAKABLE) == 1:  # most columns of numbers; the many ways to write others are not tried
            return NumberLook(PLAIN, _decimals(text, PLAIN))
        percent = _share(text, r"[%％]\s*$")
        if percent > 1 - _ENOUGH:
            sign = Percent.SIGN if percent == 1 else Percent.PLAIN
            styles = [NumberStyle(style, percent=sign) for style in Style]
        else:
            styles = [NumberStyle(style, unit=unit) for unit in _units(text) for style in Style]
        if _share(text, _ACCOUNTING):
            styles += [replace(one, accounting=True) for one in styles]
        read = [mask_of(_read(text, one).is_valid()) for one in styles]
        best = max(range(len(styles)), key=lambda one: int(read[one].sum()))
        if not self._is_enough(read[best]):
            return None
        chosen = styles[best]
        rivals = (one for one, mask in zip(styles, read, strict=True) if (mask >= read[best]).all())
        other = next((one.style for one in rivals if _means_another(text, chosen, one)), None)
        return NumberLook(chosen, _decimals(text, chosen), other, _example(text, chosen), self._misfits(read[best]))

    def _is_enough(self, read: Mask) -> bool:
        return int(read.sum()) >= _ENOUGH * len(read)

    def _misfits(self, read: Mask) -> Misfits:
        if read.all():
            return Misfits()
        counts = np.array(self.counts[: len(read)], np.int64)
        return Misfits(int(counts[~read].sum()), self.values[int(np.flatnonzero(~read)[0])])


def _read_by(text: pa.Array, formats: tuple[DateFormat, ...]) -> Mask:
    return mask_of(read_moments(text, formats).array.is_valid())


def _has_time(text: pa.Array) -> bool:
    """Whether any value says another time than midnight."""
    timed = pc.match_substring_regex(text, r"[0-9]:[0-9]{2}|^[0-9]{14}$")
    midnight = pc.match_substring_regex(text, r"[T ]0{1,2}:00(:00)?$|^[0-9]{8}000000$")
    return bool(pc.any(pc.and_(timed, pc.invert(midnight))).as_py())


def _turned(format_: str) -> str:
    """The same form with day and month exchanged."""
    day, space, time = format_.partition(" ")
    return _EXCHANGED.get(day, "") + space + time


def _serial(text: pa.Array) -> Mask:
    """Which texts are day numbers of the years in which somebody may have metered something."""
    _, serial, _ = read_serials(text, Calendar.EXCEL_1900)
    number = pc.if_else(pa.array(serial), text, pa.scalar(None, pa.string())).cast(pa.float64())
    return mask_of(pc.and_(pc.greater_equal(number, _SERIAL_FROM), pc.less_equal(number, _SERIAL_TO)))


def _units(text: pa.Array) -> list[str]:
    """No unit, and the one that the values bear if it is always the same."""
    found = {unit_of(one) for one in text.to_pylist()[:200]} - {""}
    return ["", *found] if len(found) == 1 and len(next(iter(found))) <= 8 else [""]


def _share(text: pa.Array, pattern: str) -> float:
    hits = pc.sum(pc.match_substring_regex(text, pattern).cast(pa.int64())).as_py() or 0
    return float(hits) / max(1, len(text))


def _read(text: pa.Array, style: NumberStyle) -> pa.Array:
    return read_numbers(text, precision=36, scale=18, style=style).array


def _means_another(text: pa.Array, chosen: NumberStyle, other: NumberStyle) -> bool:
    if other.style is chosen.style or replace(other, style=chosen.style) != chosen:
        return False  # a rival differs in nothing but the style
    return not _read(text, chosen).equals(_read(text, other))


def _example(text: pa.Array, style: NumberStyle) -> str:
    """A value that the plain style does not read."""
    plain = _read(text, PLAIN)
    return next((one for one, read in zip(text.to_pylist(), plain.to_pylist(), strict=True) if read is None), "")


def _decimals(text: pa.Array, style: NumberStyle) -> int:
    most = 0
    for value in _read(text, style).drop_null().to_pylist():
        number = Decimal(value).normalize()
        most = max(most, -int(number.as_tuple().exponent))
    return most
