"""The days of an act, split by the edition that was in force on each: a rule does not reach back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jicha.law.supply_rules import Edition, editions
from jicha.terms.errors import JichaError


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


def act_spans(start: date | None, end: date, known: Sequence[Edition] | None = None) -> tuple[ActSpan, ...]:
    """Split the act of [start, end) by edition; ``end`` is the day after its last.

    Without a start the least days of the edition in force on the last day count back from it: then every span is
    ``assumed``, and a person must say that nothing shows since when. Raises NoActPeriod.

    >>> [(one.edition.edition, one.days) for one in act_spans(date(2024, 5, 2), date(2024, 6, 11))]
    [('1996', 30), ('2024', 10)]
    """
    every = editions() if known is None else tuple(known)
    last = _in_force(every, end - timedelta(days=1))
    assumed = start is None
    begins = start or end - timedelta(days=last.unknown_days)
    if begins >= end:
        what = "ends before it begins" if begins > end else "has no day"
        raise NoActPeriod(
            f"the act from {begins} to {end} {what}", "Correct the days; the end is the day after the last."
        )
    _in_force(every, begins)
    spans = []
    for one in every:
        first, after = max(begins, one.in_force_from), min(end, one.in_force_to or end)
        if first < after:
            spans.append(ActSpan(one, first, after, assumed))
    return tuple(spans)


def _in_force(every: Sequence[Edition], day: date) -> Edition:
    for one in every:
        if one.in_force_from <= day and (one.in_force_to is None or day < one.in_force_to):
            return one
    first = min(one.in_force_from for one in every)
    raise NoActPeriod(f"no edition of the supply rules was in force on {day}", f"The first here begins on {first}.")
