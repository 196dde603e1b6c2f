"""The days of an act, split by the edition that was in force on each: a rule does not reach back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jicha.law.datum import datum
from jicha.law.supply_rules import Edition, editions
from jicha.terms.errors import Fault, JichaError, Words


class NoActPeriod(JichaError):
    """Days from which no recovery can be computed: the end before the start, none at all, or before any edition."""


@dataclass(frozen=True, slots=True)
class ActSpan:
    """Days [start, end) of an act under one edition; ``assumed`` where the start is the statutory one."""

    edition: Edition
    start: date
    end: date
    assumed: bool

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days


def act_spans(
    start: date | None, end: date, known: Sequence[Edition] | None = None, *, unknown_days: int | None = None
) -> tuple[ActSpan, ...]:
    """Split the act of [start, end) by edition; ``end`` is the day after its last.

    Without a start the days that the edition of the last day fixes for that (or ``unknown_days``) count back from it:
    then every span is ``assumed``, and a person must say that nothing shows since when. Raises NoActPeriod.

    >>> [(one.edition.edition, one.days) for one in act_spans(date(2024, 5, 2), date(2024, 6, 11))]
    [('1996', 30), ('2024', 10)]
    """
    every = editions() if known is None else tuple(known)
    last_day = end - timedelta(days=1)
    _in_force(every, last_day)
    assumed = start is None
    if start is None:
        days = int(datum("theft_days_unknown", last_day).value) if unknown_days is None else unknown_days
        start = end - timedelta(days=days)
    if start >= end:
        what, what_zh = ("ends before it begins", "结束早于开始") if start > end else ("has no day", "没有任何一天")
        raise NoActPeriod(
            Fault.of(
                Words(f"the act from {start} to {end} {what}", f"行为期间 {start} 至 {end} {what_zh}"),
                Words("Correct the days; the end is the day after the last.", "请核对日期；截止日是最后一天的次日。"),
            )
        )
    _in_force(every, start)
    spans = []
    for one in every:
        first, after = max(start, one.in_force_from), min(end, one.in_force_to or end)
        if first < after:
            spans.append(ActSpan(one, first, after, assumed))
    return tuple(spans)


def days_text(start: date, end: date) -> str:
    """The days [start, end) for a reader: the first and the last one that counts.

    >>> days_text(date(2024, 3, 1), date(2024, 9, 1))
    '2024-03-01..2024-08-31'
    """
    return f"{start}..{end - timedelta(days=1)}"


def edition_on(day: date) -> Edition:
    """The edition in force on a day. Raises NoActPeriod before the first."""
    return _in_force(editions(), day)


def _in_force(every: Sequence[Edition], day: date) -> Edition:
    for one in every:
        if one.in_force_from <= day and (one.in_force_to is None or day < one.in_force_to):
            return one
    first = min(one.in_force_from for one in every)
    raise NoActPeriod(
        Fault.of(
            Words(f"no edition of the supply rules was in force on {day}", f"{day} 没有施行中的供电营业规则版本"),
            Words(f"The first here begins on {first}.", f"此处最早的版本自 {first} 起施行。"),
        )
    )
