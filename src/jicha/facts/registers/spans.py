"""From one believed reading to the next: what the register did, and the energy that this makes.

Energy counts millionths of a kWh (thousandths of the register times thousandths of the ratio), so that nothing is
rounded and the days between two readings add up to the register's advance to its last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from jicha.facts.registers.belief import Belief
from jicha.facts.registers.exact import NO_DAY, Known, Mask, Whole
from jicha.facts.registers.lines import Lines, Meters, RatioChange

MOST = 10**18 - 1  # millionths of a kWh that a DECIMAL(18, 6) holds
BELIEVED_PART = 10  # a turn is believed if it makes less than a tenth of the register's range, as in BIL-202
NEAR_ZERO_PART = 100  # a register that reads under a hundredth of what it read has begun again
FEWEST_DIGITS = 4
ACTIVE_TOTAL = "active_total"  # the one register whose readings an exchange of meters states


class Move(IntEnum):
    """What a register did from one believed reading to the next."""

    ADVANCE = 0
    ROLLOVER = 1
    ROLLOVER_AMBIGUOUS = 2
    REGISTER_RESET = 3
    REGISTER_BACKWARD = 4
    EXPORT_BACKWARD = 5
    METER_SWAP = 6
    SWAP_INCOMPLETE = 7
    SWAP_HOLE = 8
    SWAP_OVERLAP = 9
    RATIO_WITHIN = 10
    RATIO_UNKNOWN = 11
    BEYOND_CAPACITY = 12

    @property
    def flag(self) -> str | None:
        """The code of reading_flag; None for a plain advance."""
        return None if self is Move.ADVANCE else self.name.lower()


@dataclass(frozen=True)
class Spans:
    """Spans between believed readings: ``first`` and ``last`` are places in the lines, the rest is by span.

    ``energy`` is known or not; ``candidates`` (smaller, larger) are what the records would make of an unknown one.
    """

    first: Whole
    last: Whole
    move: Whole
    energy: Known
    candidates: tuple[Known, Known]


@dataclass(frozen=True)
class _Outcome:
    move: Move
    energy: int | None = None
    candidates: tuple[int, ...] = ()


def spans_of(belief: Belief) -> Spans:
    """All spans, by point, register and day. Plain advances are worked out together, the others one by one."""
    lines, kept = belief.lines, belief.kept
    goes_on = np.flatnonzero(np.diff(lines.sequence[kept]) == 0)
    first, last = kept[goes_on], kept[goes_on + 1]
    ratio_from, ratio_to, changes = _ratios(lines, first, last)
    advance = lines.reading.values[last] - lines.reading.values[first]
    point_most = _point_most(lines, first, last)
    is_plain = (
        (lines.meter[first] == lines.meter[last])
        & ratio_from.known
        & (advance >= 0)
        & (changes == 0)
        & ~_is_too_much(lines, first, last, advance, ratio_from, point_most)
        & (advance <= MOST // np.maximum(ratio_from.values, 1))
    )
    energy = np.where(is_plain, advance * ratio_from.values, 0)
    move, known = np.zeros(len(first), np.int64), is_plain.copy()
    candidates = np.zeros((2, len(first)), np.int64), np.zeros((2, len(first)), bool)
    for place in np.flatnonzero(~is_plain).tolist():
        ratios = ratio_from.at(place), ratio_to.at(place)
        one = _Span(lines, int(first[place]), int(last[place]), *ratios, point_most.at(place))
        found = one.outcome(bool(changes[place]))
        move[place] = found.move
        if found.energy is not None and abs(found.energy) <= MOST:
            energy[place], known[place] = found.energy, True
        for number, value in enumerate(sorted(value for value in found.candidates if abs(value) <= MOST)):
            candidates[0][number, place], candidates[1][number, place] = value, True
    pairs = [Known(values, given) for values, given in zip(*candidates, strict=True)]
    return Spans(first, last, move, Known(energy, known), (pairs[0], pairs[1]))


def changes_of(lines: Lines, point: int, meter: int) -> tuple[RatioChange, ...]:
    """The changes of ratio that count for a meter: those in force from a day on which it was in place.

    So does an earlier one that was recorded only when the meter already hung there, if the meter's own entry still has
    the ratio from before: whoever entered the exchange could not know better.
    """
    meters, some = lines.meters, lines.changes.get(point, ())
    if meter < 0:
        return ()
    begin, end = int(meters.installed_on[meter]), int(meters.removed_on[meter])
    return tuple(
        one
        for one in some
        if (begin <= one.effective_on and (end == NO_DAY or one.effective_on < end))
        or (one.effective_on < begin < one.recorded_on and one.old is not None and one.old == meters.ratio.at(meter))
    )


def _ratios(lines: Lines, first: Whole, last: Whole) -> tuple[Known, Known, Whole]:
    """The ratio at the start and at the end of each span, and how many changes lie between."""
    at_start, at_end = lines.ratio[first], lines.ratio[last]
    between = np.zeros(len(first), np.int64)
    for point in lines.changes:
        spans = np.arange(*np.searchsorted(lines.point[first], [point, point + 1]))
        for ends, day, told in ((first, lines.day[first], at_start), (last, lines.day[last] - 1, at_end)):
            for meter in np.unique(lines.meter[ends[spans]]).tolist():
                changes = changes_of(lines, point, meter)
                here = spans[lines.meter[ends[spans]] == meter]
                if changes:
                    effective = np.array([one.effective_on for one in changes])
                    after = np.searchsorted(effective, day[here], "right")
                    ratios = (changes[0].old, *(one.new for one in changes))
                    told.values[here] = np.array([ratio or 0 for ratio in ratios])[after]
                    told.known[here] = np.array([ratio is not None for ratio in ratios])[after]
                    between[here] = after if told is at_start else after - between[here]
    return at_start, at_end, between


def _point_most(lines: Lines, first: Whole, last: Whole) -> Known:
    """What the connection can carry in a day of each span: the largest capacity of any of its days."""
    if not len(lines.meters.point):
        return Known(np.zeros(len(first), np.int64), np.zeros(len(first), bool))
    meter, now = lines.meter[first], lines.meters.point_most
    most = Known(now.values[meter], (meter >= 0) & now.known[meter])
    for point, capacities in lines.capacities.items():
        spans = np.arange(*np.searchsorted(lines.point[first], [point, point + 1]))
        for since, until, carried in capacities:
            here = spans[(lines.day[first[spans]] < until) & (lines.day[last[spans]] > since)]
            most.values[here] = np.maximum(most.values[here], carried)
    return most


def _is_too_much(lines: Lines, first: Whole, last: Whole, advance: Whole, ratio: Known, by_point: Known) -> Mask:
    """Which advances are more than the connection can carry in the time; none where that is not known."""
    if not len(lines.meters.point):
        return np.zeros(len(first), bool)
    meter, days = lines.meter[first], lines.day[last] - lines.day[first]
    by_meter = lines.meters.meter_most[meter]
    found: Mask = (meter >= 0) & (
        (by_meter.known & (advance > by_meter.values * days))
        | (by_point.known & ratio.known & (advance > by_point.values * days // np.maximum(ratio.values, 1)))
    )
    return found


@dataclass(frozen=True)
class _Span:
    """One span that is no plain advance."""

    lines: Lines
    first: int
    last: int
    ratio_from: int | None
    ratio_to: int | None
    point_most: int | None

    @property
    def _meters(self) -> Meters:
        return self.lines.meters

    @property
    def _days(self) -> int:
        return int(self.lines.day[self.last] - self.lines.day[self.first])

    def outcome(self, has_change: bool) -> _Outcome:
        """What the span comes to; ``has_change``: the ratio changed within it."""
        old, new = int(self.lines.meter[self.first]), int(self.lines.meter[self.last])
        if old != new:
            return self._over_meters(old, new)
        if self.ratio_from is None or self.ratio_to is None:
            return _Outcome(Move.RATIO_UNKNOWN)
        before, behind = (int(self.lines.reading.values[place]) for place in (self.first, self.last))
        move, advances = self._moved(before, behind, old, self.ratio_from)
        if move in (Move.ADVANCE, Move.ROLLOVER) and has_change:
            return _Outcome(Move.RATIO_WITHIN, None, (advances[0] * self.ratio_from, advances[0] * self.ratio_to))
        if move is Move.ROLLOVER:
            return _Outcome(Move.ROLLOVER, advances[0] * self.ratio_from)
        if move is Move.ADVANCE:  # it is known and steady, so it was no plain one for its size
            move = Move.BEYOND_CAPACITY
        return _Outcome(move, None, tuple(advance * self.ratio_from for advance in advances))

    def _moved(self, before: int, behind: int, meter: int, ratio: int) -> tuple[Move, tuple[int, ...]]:
        """What a reading means, lower ones too, and the advances of the register that it may stand for."""
        if behind >= before:
            return Move.ADVANCE, (behind - before,)
        digits = self._meters.digits.at(meter)
        smallest = 10**FEWEST_DIGITS * 1000
        while smallest <= before:
            smallest *= 10
        ranges: tuple[int, ...] = (smallest, smallest * 10)
        if digits is not None and 10**digits * 1000 > before:
            ranges = (10**digits * 1000,)
        turns = tuple(behind - before + one for one in ranges)
        is_believed = turns[0] * BELIEVED_PART < ranges[0] and not self._is_beyond(turns[0], meter, ratio)
        if is_believed and len(ranges) == 1:
            return Move.ROLLOVER, turns
        if is_believed or self.lines.turned[self.last]:
            return Move.ROLLOVER_AMBIGUOUS, turns
        if self._has_generation:
            return Move.EXPORT_BACKWARD, ()
        return Move.REGISTER_RESET if behind * NEAR_ZERO_PART < before else Move.REGISTER_BACKWARD, ()

    @property
    def _has_generation(self) -> bool:
        begin, end = int(self.lines.day[self.first]), int(self.lines.day[self.last])
        generators = self.lines.generation.get(int(self.lines.point[self.first]), ())
        return any(since < end and (until == NO_DAY or until > begin) for since, until in generators)

    def _is_beyond(self, advance: int, meter: int, ratio: int) -> bool:
        by_meter, by_point = self._meters.meter_most.at(meter), self.point_most
        return (by_meter is not None and advance > by_meter * self._days) or (
            by_point is not None and advance * ratio > by_point * self._days
        )

    def _over_meters(self, old: int, new: int) -> _Outcome:
        is_stated = self.lines.registers[int(self.lines.register[self.first])].as_py() == ACTIVE_TOTAL
        if not is_stated or old < 0 or new < old:
            return _Outcome(Move.SWAP_INCOMPLETE)
        parts = [self._part(meter, old, new) for meter in range(old, new + 1)]
        dates = [
            (int(self._meters.removed_on[meter]), int(self._meters.installed_on[meter + 1]))
            for meter in range(old, new)
        ]
        energies = [part for part in parts if part is not None]
        if len(energies) < len(parts) or any(NO_DAY in pair for pair in dates):
            return _Outcome(Move.SWAP_INCOMPLETE)
        least, most = (sum(numbers) for numbers in zip(*energies, strict=True))
        if any(installed > removed for removed, installed in dates):
            return _Outcome(Move.SWAP_HOLE, None, tuple({least, most}))
        if any(installed < removed for removed, installed in dates):
            return _Outcome(Move.SWAP_OVERLAP, None, (max(energies)[0], most))
        if least < most:
            return _Outcome(Move.RATIO_WITHIN, None, (least, most))
        return _Outcome(Move.METER_SWAP, most)

    def _part(self, meter: int, old: int, new: int) -> tuple[int, int] | None:
        """The energy that one of the meters counted in the span, by the smallest and the largest of its ratios there.

        None if it is not known or cannot be.
        """
        begin = int(self.lines.reading.values[self.first]) if meter == old else self._meters.installed_reading.at(meter)
        end = int(self.lines.reading.values[self.last]) if meter == new else self._meters.removed_reading.at(meter)
        ratios = [ratio for ratio in self._ratios_of(meter) if ratio is not None]
        if begin is None or end is None or end < begin or len(ratios) < len(self._ratios_of(meter)):
            return None
        if self._is_beyond(end - begin, meter, min(ratios)):
            return None
        return (end - begin) * min(ratios), (end - begin) * max(ratios)

    def _ratios_of(self, meter: int) -> tuple[int | None, ...]:
        """The ratios in force while a meter was in place within the span."""
        changes = changes_of(self.lines, int(self.lines.point[self.first]), meter)
        if not changes:
            return (self._meters.ratio.at(meter),)
        begin = max(int(self.lines.day[self.first]), int(self._meters.installed_on[meter]))
        before = sum(one.effective_on <= begin for one in changes)
        within = sum(one.effective_on < int(self.lines.day[self.last]) for one in changes)
        return (changes[0].old, *(one.new for one in changes))[before : max(before, within) + 1]
