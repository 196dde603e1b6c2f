"""The values of DL/T 645 read from their bytes: decimal digits, times, text, status bits.

Every reading is exact. Bytes that hold no value (all FF, all EE, hex digits where decimal ones belong, a time of zeros)
give None and a note that says why; they are never read as numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jicha.intake.frames.frame import Value
from jicha.intake.frames.words import Note

_TIME_FORM = re.compile(r"(YY|MM|DD|WW|hh|mm|ss|NN)+")


class Read(NamedTuple):
    """What bytes say: a value or the reason why there is none, and the time that stands behind a value."""

    value: Value
    note: Note | None = None
    at: datetime | None = None


class Scale(NamedTuple):
    """How a number is written: decimals, and whether its highest bit is a sign."""

    decimals: int = 0
    signed: bool = False


def read(form: str, high_first: bytes, scale: Scale) -> Read:
    """The value of some bytes, highest first, in one of the forms of the data tables.

    >>> read("bcd", bytes.fromhex("802305"), Scale(decimals=4, signed=True)).value
    Decimal('-0.2305')
    """
    if high_first.count(0xFF) == len(high_first):
        return Read(None, Note("fill", "FF"))
    if high_first.count(0xEE) == len(high_first):
        return Read(None, Note("fill", "EE"))
    reader = _READERS.get(form)
    return reader(high_first, scale) if reader else _time(form, high_first)


def size_of(form: str, digits: int) -> int:
    """How many bytes a form takes; ``digits`` counts decimal or hex digits, for text letters."""
    if form == "ascii":
        return digits
    if form == "demand":
        return (digits + 1) // 2 + 5
    return len(form) // 2 if is_time(form) else (digits + 1) // 2


def is_time(form: str) -> bool:
    """Whether a form is a pattern of date and time letters, such as YYMMDDhhmm."""
    return _TIME_FORM.fullmatch(form) is not None


def year_of(two_digits: int) -> int:
    """The year of two digits: 90 to 99 lie before 2000, for meters of the 1997 edition.

    >>> year_of(25), year_of(98)
    (2025, 1998)
    """
    return two_digits + (1900 if two_digits >= 90 else 2000)


def _number(high_first: bytes, scale: Scale) -> Read:
    digits = high_first.hex()
    negative = False
    if scale.signed and high_first[0] & 0x80:
        negative, digits = True, f"{high_first[0] & 0x7F:02x}{digits[2:]}"
    if not digits.isdecimal():
        return Read(None, Note("not_decimal", high_first.hex().upper()))
    number = Decimal(f"{digits}E-{scale.decimals}") if scale.decimals else Decimal(digits)
    return Read(-number if negative and number else number)


def _demand(high_first: bytes, scale: Scale) -> Read:
    """A demand and its time: the time was sent last and therefore stands first here."""
    when, number = high_first[:5], high_first[5:]
    value = read("bcd", number, scale)
    if value.value is None:
        return value
    at = read("YYMMDDhhmm", when, scale)
    return Read(value.value, at.note, at.value) if isinstance(at.value, datetime) else Read(value.value, at.note)


def _text(high_first: bytes, scale: Scale) -> Read:
    letters = high_first.strip(b"\x00\xff ")
    if not letters:
        return Read(None, Note("blank"))
    if any(not 0x20 <= letter < 0x7F for letter in letters):
        return Read(None, Note("not_ascii", letters.hex().upper()))
    return Read(letters.decode("ascii"))


def _digits(high_first: bytes, scale: Scale) -> Read:
    digits = high_first.hex().upper()
    return Read(digits) if digits.isdecimal() else Read(digits, Note("hex_number"))


def _hex(high_first: bytes, scale: Scale) -> Read:
    return Read(high_first.hex().upper())


def _binary(high_first: bytes, scale: Scale) -> Read:
    return Read(Decimal(int.from_bytes(high_first, "big")))


def _bits(high_first: bytes, scale: Scale) -> Read:
    return Read("".join(f"{byte:08b}" for byte in high_first))


def _unread(high_first: bytes, scale: Scale) -> Read:
    return Read(None, Note("layout_not_known"))


_READERS: dict[str, Callable[[bytes, Scale], Read]] = {
    "bcd": _number,
    "demand": _demand,
    "ascii": _text,
    "digits": _digits,
    "hex": _hex,
    "binary": _binary,
    "bits": _bits,
    "raw": _unread,
}


def _time(form: str, high_first: bytes) -> Read:
    digits = high_first.hex()
    if not digits.isdecimal():
        return Read(None, Note("not_decimal", digits.upper()))
    if not any(high_first):
        return Read(None, Note("no_time"))
    pairs = {letters: int(digits[at : at + 2]) for letters, at in _pairs(form)}
    try:
        value = _moment(form, pairs)
    except ValueError:
        return Read(None, Note("not_a_time", digits))
    weekday = pairs.get("WW")
    if isinstance(value, date) and weekday is not None and weekday % 7 != value.isoweekday() % 7:
        return Read(value, Note("weekday_differs", str(weekday)))
    return Read(value)


@cache
def _pairs(form: str) -> tuple[tuple[str, int], ...]:
    return tuple((form[at : at + 2], at) for at in range(0, len(form), 2))


def _moment(form: str, pairs: dict[str, int]) -> Value:
    """A whole date or time as such; what lacks a part (a day and hour of each month) as text. Raises ValueError."""
    clock = time(pairs.get("hh", 0), pairs.get("mm", 0), pairs.get("ss", 0)) if "hh" in pairs else None
    if "NN" in pairs or not ("YY" in pairs or form in ("hhmmss", "hhmm")):
        _check_day(pairs)
        return _spelled(form, pairs)
    if "YY" not in pairs:
        return clock
    day = date(year_of(pairs["YY"]), pairs["MM"], pairs["DD"])
    return datetime.combine(day, clock) if clock else day


def _check_day(pairs: dict[str, int]) -> None:
    if "MM" in pairs and "DD" in pairs:
        date(2000, pairs["MM"], pairs["DD"])  # a leap year: every day that may be named
    elif not 1 <= pairs.get("DD", 1) <= 31:
        raise ValueError(pairs["DD"])


def _spelled(form: str, pairs: dict[str, int]) -> str:
    day = "-".join(f"{pairs[letters]:02d}" for letters in ("YY", "MM", "DD") if letters in pairs)
    clock = ":".join(f"{pairs[letters]:02d}" for letters in ("hh", "mm", "ss") if letters in pairs)
    number = f"#{pairs['NN']}" if "NN" in pairs else ""
    return " ".join(part for part in (day, clock, number) if part)
