"""A case tells what was found: none of its days lies ahead of the day on which it is computed.

A day typed wrong in its year would otherwise ask for energy that nobody has used yet. Prices may hold into the future,
so their days are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from jicha.terms.errors import Fault, JichaError, Words

_DAY_AFTER = "end"  # a field of this name is the day after the last, which may be tomorrow
_OF_PRICES = ("effective_from", "effective_to")


class InTheFuture(JichaError):
    """Days of a case that have not come yet: each fault names its place."""


def refuse_future(case: Any, today: date, file: str = "") -> None:
    """Refuse a case (a dataclass as a kind reads it) with a day after ``today``. Raises InTheFuture with all at once.

    ``today`` is the local day of the organisation, and never read from a clock here.
    """
    faults = [_fault(place, day, today, file) for place, day in _days(case, "") if day > today]
    if faults:
        raise InTheFuture(faults)


def _days(record: Any, place: str) -> Iterator[tuple[str, date]]:
    """Every place of a case with the last day that it stands for."""
    if isinstance(record, tuple):
        for number, one in enumerate(record):
            yield from _days(one, f"{place}[{number}]")
    elif is_dataclass(record):
        for one in fields(record):
            value, inner = getattr(record, one.name), f"{place}.{one.name}".lstrip(".")
            if not isinstance(value, date):
                yield from _days(value, inner)
            elif one.name not in _OF_PRICES:
                yield inner, value - timedelta(days=1) if one.name == _DAY_AFTER else value


def _fault(place: str, last: date, today: date, file: str) -> Fault:
    message = Words(f"{place}: {last} has not come yet; today is {today}", f"{place}：{last} 尚未到来，今天是 {today}")
    if place.rsplit(".", 1)[-1] == _DAY_AFTER:
        remedy = Words(
            f"Give at most {today + timedelta(days=1)}, the day after the last one that counts.",
            f"最晚填写 {today + timedelta(days=1)}，即计入的最后一天的次日。",
        )
    else:
        remedy = Words("Correct the day.", "请核对日期。")
    return Fault.of(message, remedy, file)
