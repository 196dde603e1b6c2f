"""Text to typed values and back, by column type: the one grammar of example rows, neutral examples and parameters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar

from jicha.schema.load import code_list
from jicha.schema.table import ColumnType
from jicha.terms.errors import JichaError

_T = TypeVar("_T", date, datetime)
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_INSTANT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?")
_ITEM = re.compile(r"(?:([1-9][0-9]{0,3})\*)?([+-]?[0-9]+|-)")
_INT32 = 2**31
_INT64 = 2**63


class BadValue(JichaError):
    """A text that is no value of its column's type."""


def parse_value(column_type: ColumnType, text: str) -> Any:
    """The value that ``text`` writes: str, int, Decimal, bool, date, datetime (UTC, no zone) or list of int.

    NULL is the caller's business (a blank cell); an empty text is refused here. Numbers are digits with an optional
    sign and point, never exponents, separators or floats; digits beyond the type's scale are refused, not rounded.
    A list is ``1 2 3``; ``24*1000`` repeats, ``-`` is a missing slot. Raises BadValue.
    """
    return _PARSERS[column_type.name](column_type, text.strip())


def format_value(column_type: ColumnType, value: Any) -> str:
    """The text that ``parse_value`` reads back as ``value``; NULL is an empty text."""
    if value is None:
        return ""
    return _FORMATTERS.get(column_type.name, str)(value)


def _text(column_type: ColumnType, text: str) -> str:
    if not text:
        raise BadValue("an empty text is not a value", "Leave the cell blank only where NULL is meant.")
    return text


def _integer(column_type: ColumnType, text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise BadValue(f"{text!r} is not a whole number", "Write digits only: 12 or -12.")
    return _within(int(text), _INT64, text)


def _decimal(column_type: ColumnType, text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise BadValue(f"{text!r} is not a number", "Write digits with a point: 12.50, without separators or exponent.")
    whole, _, fraction = text.lstrip("+-").partition(".")
    if len(fraction.rstrip("0")) > column_type.scale:
        raise BadValue(f"{text!r} has more than {column_type.scale} decimals", f"The column is {column_type}.")
    if len(whole.lstrip("0")) > column_type.precision - column_type.scale:
        raise BadValue(f"{text!r} is too large", f"The column is {column_type}.")
    sign = "-" if text.startswith("-") else ""
    digits = fraction[: column_type.scale].ljust(column_type.scale, "0")
    return Decimal(f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}")


def _boolean(column_type: ColumnType, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadValue(f"{text!r} is not true or false", "Write true or false.")
    return text == "true"


def _date(column_type: ColumnType, text: str) -> date:
    match = _DATE.fullmatch(text)
    if not match:
        raise BadValue(f"{text!r} is not a date", "Write it as 2026-01-15.")
    return _calendar(text, lambda: date(*(int(part) for part in match.groups())))


def _month(column_type: ColumnType, text: str) -> date:
    match = _MONTH.fullmatch(text)
    if not match:
        raise BadValue(f"{text!r} is not a month", "Write it as 2026-01.")
    return _calendar(text, lambda: date(int(match[1]), int(match[2]), 1))


def _instant(column_type: ColumnType, text: str) -> datetime:
    match = _INSTANT.fullmatch(text)
    if not match:
        raise BadValue(f"{text!r} is not an instant", "Write UTC as 2026-01-15 02:00, seconds if needed, no zone.")
    year, month, day, hour, minute, second, fraction = match.groups()
    microsecond = int((fraction or "0").ljust(6, "0"))
    return _calendar(
        text,
        lambda: datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), microsecond),
    )


def _code(column_type: ColumnType, text: str) -> str:
    known = code_list(column_type.code_list).meanings
    if text not in known:
        near = get_close_matches(text, list(known), 1)
        remedy = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}."
        raise BadValue(f"{text!r} is not in the code list {column_type.code_list}", remedy)
    return text


def _list(column_type: ColumnType, text: str) -> list[int | None]:
    found: list[int | None] = []
    for item in _text(column_type, text).split():
        match = _ITEM.fullmatch(item)
        if not match:
            raise BadValue(f"{item!r} is not a list item", "Write whole numbers, 24*1000 to repeat, - for a gap.")
        value = None if match[2] == "-" else _within(int(match[2]), _INT32, item)
        found += [value] * int(match[1] or 1)
    return found


def _within(number: int, limit: int, text: str) -> int:
    if not -limit <= number < limit:
        raise BadValue(f"{text!r} is too large", f"Numbers here lie between {-limit} and {limit - 1}.")
    return number


def _calendar(text: str, make: Callable[[], _T]) -> _T:
    try:
        return make()
    except ValueError as error:
        raise BadValue(f"{text!r} is not in the calendar", "Check month, day and hour.") from error


def _format_decimal(value: Decimal) -> str:
    return f"{value:f}"


def _format_instant(value: datetime) -> str:
    text = value.isoformat(sep=" ")
    return text if value.second or value.microsecond else text[:16]


def _format_list(value: list[int | None]) -> str:
    return " ".join("-" if item is None else str(item) for item in value)


_PARSERS: dict[str, Callable[[ColumnType, str], Any]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "date": _date,
    "month": _month,
    "instant": _instant,
    "code": _code,
    "list": _list,
}
_FORMATTERS: dict[str, Callable[[Any], str]] = {
    "decimal": _format_decimal,
    "boolean": lambda value: "true" if value else "false",
    "date": lambda value: value.isoformat(),
    "month": lambda value: value.isoformat()[:7],
    "instant": _format_instant,
    "list": _format_list,
}
