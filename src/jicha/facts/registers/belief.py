"""Which readings are believed, and why the others are not. Nothing is changed or dropped: raw rows stay as they are.

A reading that says something impossible on its own comes with its fault from the fact ``register_fault``. What only
its neighbours show is found here: fill values of devices, values that stand off a register which goes on as before, and
readings under a meter that had already been replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jicha.facts.registers.exact import Mask, Whole
from jicha.facts.registers.lines import Lines

# What devices and programs write when they have nothing: all bits set or the largest signed number (of 16, 24, 32 bit,
# with up to three decimals), and rows of nines (9999, 9999.99). Thousandths of a kWh.
FILL_VALUES = np.array(
    sorted(
        {
            *(
                value * scale
                for value in (65535, 32767, 16777215, 4294967295, 2147483647)
                for scale in (1, 10, 100, 1000)
            ),
            *(int("9" * digits) * 1000 for digits in (4, 5, 6, 7, 8)),
            *(int("9" * digits) * 10 for digits in (6, 7, 8, 9)),
        }
    )
)
FAR = 7  # readings that may stand off a register in a row; more of them are the register
FILL, OFF, OLD_METER = "sentinel", "off_neighbours", "old_meter_again"


@dataclass(frozen=True)
class Belief:
    """For each reading of ``lines``: ``why`` is a place in ``words``, or -1 where it is believed or there is no value.

    ``kept`` are the places of the believed readings.
    """

    lines: Lines
    words: tuple[str, ...]
    why: Whole

    @cached_property
    def kept(self) -> Whole:
        """Places of the readings that are believed."""
        return np.flatnonzero(self.lines.reading.known & (self.why < 0))


def believe(lines: Lines) -> Belief:
    """Judge every reading."""
    words = (*lines.faults, FILL, OFF, OLD_METER)
    why = lines.fault.copy()
    why[_under_an_old_meter(lines, why < 0)] = words.index(OLD_METER)
    why[_fills(lines, why < 0)] = words.index(FILL)
    why[_off(lines, why < 0)] = words.index(OFF)
    why[~lines.reading.known] = -1
    return Belief(lines, words, why)


def _under_an_old_meter(lines: Lines, standing: Mask) -> Whole:
    """Readings under a meter after one that was installed later had been read."""
    has_meter = standing & lines.reading.known & (lines.meter >= 0)
    rank = np.where(has_meter, lines.meter, -1)
    base = len(lines.meters.point) + 2
    newest = np.maximum.accumulate(lines.sequence * base + rank + 1) - lines.sequence * base - 1 if len(rank) else rank
    return np.flatnonzero(has_meter & (rank < newest))


def _fills(lines: Lines, standing: Mask) -> Whole:
    """Fill values that the register did not simply pass through."""
    looks_filled = standing & lines.reading.known & np.isin(lines.reading.values, FILL_VALUES)
    if not looks_filled.any():
        return np.zeros(0, np.int64)
    values = lines.reading.values
    sure = np.flatnonzero(standing & lines.reading.known & ~looks_filled)
    found = []
    for place in np.flatnonzero(looks_filled).tolist():
        after = int(np.searchsorted(sure, place))
        before, behind = (sure[after - 1] if after else -1), (sure[after] if after < len(sure) else -1)
        is_passed = (
            _is_one_register(lines, before, place)
            and _is_one_register(lines, place, behind)
            and values[before] <= values[place] <= values[behind]
        )
        if not is_passed:
            found.append(place)
    return np.array(found, np.int64)


def _is_one_register(lines: Lines, one: int, other: int) -> bool:
    """Whether two readings are of one register of one meter."""
    if one < 0 or other < 0:
        return False
    return bool(lines.sequence[one] == lines.sequence[other] and lines.meter[one] == lines.meter[other])


def _off(lines: Lines, standing: Mask) -> Whole:
    """Readings that stand off a register which before and after them goes on as if they were not there.

    Where a register falls, either the readings just before were too high or those from here on are too low. The
    shorter row of odd readings is not believed; of two equally short ones neither is. Where the register neither comes
    from below nor comes back within FAR readings, it really fell.
    """
    kept = np.flatnonzero(standing & lines.reading.known)
    values = lines.reading.values[kept]
    joined = np.zeros(len(kept), bool)  # with the one before
    joined[1:] = (np.diff(lines.sequence[kept]) == 0) & (np.diff(lines.meter[kept]) == 0)
    falls = np.flatnonzero(joined[1:] & (np.diff(values) < 0) & ~lines.turned[kept][1:]) + 1
    chain = _Chain(values, joined, np.zeros(len(kept), bool))
    for place in falls.tolist():
        if chain.off[place]:
            continue
        above, below = chain.too_high_before(place), chain.too_low_from(place)
        shortest = min((len(some) for some in (above, below) if some), default=0)
        for some in (above, below):
            if len(some) == shortest:
                chain.off[some] = True
    return kept[chain.off]


@dataclass(frozen=True)
class _Chain:
    values: Whole
    joined: Mask
    off: Mask

    def too_high_before(self, place: int) -> list[int]:
        """Readings before ``place`` above it, if the register stood at or under it within reach; else none."""
        found: list[int] = []
        at = place
        while len(found) <= FAR and at > 0 and self.joined[at]:
            at -= 1
            if self.off[at]:
                continue
            if self.values[at] <= self.values[place]:
                return found
            found.append(at)
        return []

    def too_low_from(self, place: int) -> list[int]:
        """Readings from ``place`` on that stand under the one before it, if the register comes back within reach."""
        before = place - 1
        while before >= 0 and self.off[before]:
            before -= 1
        if before < 0:
            return []
        found = [place]
        at = place
        while len(found) <= FAR and at + 1 < len(self.values) and self.joined[at + 1]:
            at += 1
            if self.values[at] >= self.values[before]:
                return found
            found.append(at)
        return []
