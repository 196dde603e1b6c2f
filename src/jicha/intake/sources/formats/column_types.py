"""Cells of mixed kinds made into one column: of numbers, of dates, or of the exact text of each."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Cells = NDArray[np.object_]  # str, float, int, bool, date, datetime, time, timedelta; "" is blank

_EXACT = 2**53  # above it a float of 64 bits has already lost digits
_PLAIN = 1e15  # below it a number is written without a power of ten
_SECOND = 1_000_000
_NEAR = 100_000  # microseconds: days are kept as fractions of six digits and more, which miss a second by less


def typed(cells: Cells) -> pa.Array:
    """One column as Arrow: int64, double, bool, date32, timestamp[us] if all of it is that; otherwise text."""
    held = set(map(type, cells.tolist()))
    blank = cells == ""
    if held - {str} and (str not in held or all(one == "" for one in cells if type(one) is str)):
        kinds = held - {str}
        if kinds <= {int, float}:
            return _numbers(cells, blank)
        if kinds == {bool}:
            return pa.array(cells, pa.bool_(), mask=blank)
        if kinds == {date}:
            return pa.array(cells, pa.date32(), mask=blank)
        if kinds <= {date, datetime}:
            return _moments(cells, blank)
    return pa.array(_texts(cells, held), pa.string())


def cell_text(cell: Any) -> str:
    """The exact text of one cell: numbers without a power of ten below 1e15, dates as ISO.

    Numbers of 2^53 and above are written as powers of ten: their last digits are lost, and they must not pass for
    identifiers.
    """
    return _TEXT_OF[type(cell)](cell)


def _texts(cells: Cells, held: set[type]) -> list[str | None]:
    if held <= {str}:
        return [one or None for one in cells.tolist()]
    return [(one if type(one) is str else cell_text(one)) or None for one in cells.tolist()]


def _numbers(cells: Cells, blank: NDArray[np.bool_]) -> pa.Array:
    number = np.where(blank, 0, cells).astype(np.float64)
    if np.isfinite(number).all() and (np.floor(number) == number).all() and (np.abs(number) < _EXACT).all():
        return pa.array(number.astype(np.int64), mask=blank)
    return pa.array(number, mask=blank)


def _moments(cells: Cells, blank: NDArray[np.bool_]) -> pa.Array:
    moments = np.where(blank, np.datetime64("1970-01-01", "us"), cells).astype("datetime64[us]").astype(np.int64)
    return pa.array(_to_the_second(moments), pa.timestamp("us"), mask=blank)


def _to_the_second(moments: NDArray[np.int64]) -> NDArray[np.int64]:
    seconds = (moments + _SECOND // 2) // _SECOND * _SECOND
    return np.where(np.abs(seconds - moments) <= _NEAR, seconds, moments)


def _text_of_number(number: float) -> str:
    if not math.isfinite(number) or number == 0:
        return "0" if number == 0 else str(number)
    shortest = repr(number)
    if abs(number) < _PLAIN and "e" not in shortest:
        return shortest.removesuffix(".0")
    exact = Decimal(shortest)
    if abs(number) >= _EXACT or (abs(number) >= _PLAIN and number != math.floor(number)):
        return f"{exact.normalize():E}"
    return f"{exact.quantize(Decimal(1)) if number == math.floor(number) else exact:f}"


def _text_of_moment(moment: datetime) -> str:
    since = np.array([moment], "datetime64[us]").astype(np.int64)
    rounded = _to_the_second(since).astype("datetime64[us]").astype(datetime)[0]
    return str(rounded.isoformat(" ")).removesuffix(" 00:00:00")


def _text_of_span(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"


def _text_of_time(clock: time) -> str:
    near = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
    return _text_of_span(near)


_TEXT_OF: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _text_of_number,
    int: lambda number: str(number) if abs(number) < _EXACT else _text_of_number(float(number)),
    bool: lambda yes: str(yes).lower(),
    date: date.isoformat,
    datetime: _text_of_moment,
    time: _text_of_time,
    timedelta: _text_of_span,
}
