"""The energy of each day out of spans: measured, known across something, estimated in versions, or unknown.

A span of one day is that day's energy. Over more days only the sum is known: each method that spreads it is a version
of its own, and each gives the sum back exactly. What is not known stays unknown on every day of its span.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jicha.facts.registers.exact import NO_DAY, Known, Mask, Whole
from jicha.facts.registers.lines import Lines
from jicha.facts.registers.spans import Move, Spans

QUALITIES = ("measured", "measured_across_rollover", "measured_across_swap", "restated_ratio", "estimated", "unknown")
MEASURED, ROLLOVER, SWAP, RESTATED, ESTIMATED, UNKNOWN = range(len(QUALITIES))
METHODS = ("register", "linear", "weekday_profile", "none")
REGISTER, LINEAR, WEEKDAY, NONE = range(len(METHODS))
WEEKS = 4  # the profile looks at the same weekday of so many weeks before and after
FEWEST_WEEKS = 2  # and wants it measured in so many of them


@dataclass(frozen=True)
class Days:
    """One entry for each day and method: its ``span`` (a place in the spans), method, quality and energy."""

    span: Whole
    day: Whole
    method: Whole
    quality: Whole
    energy: Known


def days_of(lines: Lines, spans: Spans) -> Days:
    """The days of all spans, those of one day first."""
    length = lines.day[spans.last] - lines.day[spans.first]
    single = np.flatnonzero((length == 1) & spans.energy.known)
    wide = np.flatnonzero((length > 1) & spans.energy.known)
    blank = _each_day(lines, spans, np.flatnonzero(~spans.energy.known))
    return _joined(
        [
            _measured(lines, spans, single),
            _alike(*blank, NONE, UNKNOWN, Known(np.zeros(len(blank[0]), np.int64), np.zeros(len(blank[0]), bool))),
            *_spread(lines, spans, wide, single),
        ]
    )


def _joined(parts: list[Days]) -> Days:
    return Days(
        span=np.concatenate([one.span for one in parts]),
        day=np.concatenate([one.day for one in parts]),
        method=np.concatenate([one.method for one in parts]),
        quality=np.concatenate([one.quality for one in parts]),
        energy=Known(
            np.concatenate([one.energy.values for one in parts]), np.concatenate([one.energy.known for one in parts])
        ),
    )


def _alike(span: Whole, day: Whole, method: int, quality: int, energy: Known) -> Days:
    return Days(span, day, np.full(len(span), method), np.full(len(span), quality), energy)


def _measured(lines: Lines, spans: Spans, single: Whole) -> Days:
    day, move = lines.day[spans.first[single]], spans.move[single]
    quality = np.where(_is_restated(lines, lines.point[spans.first[single]], day), RESTATED, MEASURED)
    quality[move == Move.METER_SWAP] = SWAP
    quality[move == Move.ROLLOVER] = ROLLOVER
    return Days(single, day, np.full(len(single), REGISTER), quality, spans.energy[single])


def _is_restated(lines: Lines, point: Whole, day: Whole) -> Mask:
    """Days for which a change of ratio was in force before anybody recorded it; ``point`` must rise."""
    restated = np.zeros(len(day), bool)
    for of_point, changes in lines.changes.items():
        here = slice(*np.searchsorted(point, [of_point, of_point + 1]))
        for one in changes:
            if one.recorded_on != NO_DAY:
                restated[here] |= (day[here] >= one.effective_on) & (day[here] < one.recorded_on)
    return restated


def _each_day(lines: Lines, spans: Spans, chosen: Whole) -> tuple[Whole, Whole]:
    """Every day of the chosen spans: the span's place, and the day."""
    length = lines.day[spans.last[chosen]] - lines.day[spans.first[chosen]]
    within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    return np.repeat(chosen, length), np.repeat(lines.day[spans.first[chosen]], length) + within


def _spread(lines: Lines, spans: Spans, wide: Whole, single: Whole) -> list[Days]:
    """The days of spans of several days, once for each method that can spread their sum."""
    span, day = _each_day(lines, spans, wide)
    length = lines.day[spans.last[wide]] - lines.day[spans.first[wide]]
    total = spans.energy.values[wide]
    linear = _shares(total, length, np.ones(len(day), np.int64))
    weight, is_seen = _weekday_weights(lines, spans, span, day, single)
    starts = np.cumsum(length) - length
    fits = np.zeros(len(length), bool)
    if len(length):
        fits = np.logical_and.reduceat(is_seen, starts) & (np.add.reduceat(weight, starts) > 0)
    chosen = np.repeat(fits, length)
    profile = _shares(total[fits], length[fits], weight[chosen])
    return [
        _alike(span, day, LINEAR, ESTIMATED, linear),
        _alike(span[chosen], day[chosen], WEEKDAY, ESTIMATED, profile),
    ]


def _shares(total: Whole, length: Whole, weight: Whole) -> Known:
    """Each total spread by weight: what has come by the end of a day less what had come before, so nothing is lost.

    The products of millionths and weights pass 64 bits, so they are Python's own whole numbers.
    """
    all_known = np.ones(len(weight), bool)
    if not len(length):
        return Known(weight, all_known)
    starts = np.cumsum(length) - length
    running = np.cumsum(weight)
    come = running - np.repeat(running[starts] - weight[starts], length)
    whole = np.repeat(come[starts + length - 1], length)
    totals: npt.NDArray[np.object_] = np.repeat(total, length).astype(object)
    shares = totals * come // whole - totals * (come - weight) // whole
    return Known(shares.astype(np.int64), all_known)


def _weekday_weights(lines: Lines, spans: Spans, span: Whole, day: Whole, single: Whole) -> tuple[Whole, Mask]:
    """The mean of the same weekday in the weeks around, and whether enough of them were measured."""
    sums, counts = np.zeros(len(day), np.int64), np.zeros(len(day), np.int64)
    if len(single) and len(span):
        low = int(lines.day.min()) - 7 * WEEKS
        width = int(lines.day.max()) + 7 * WEEKS - low + 1
        base = lines.sequence[spans.first] * width - low
        keys = base[single] + lines.day[spans.first[single]]
        for weeks in (*range(-WEEKS, 0), *range(1, WEEKS + 1)):
            wanted = base[span] + day + 7 * weeks
            place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            found = keys[place] == wanted
            counts += found
            sums += np.where(found, spans.energy.values[single][place], 0)
    return sums // np.maximum(counts, 1), counts >= FEWEST_WEEKS
