"""What stands out in the use itself: a register that stands still, and a day far above the others of its register.

Neither says anything against the reading: the flat may be empty, the day may be that of a party.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from jicha.facts.registers.exact import Mask, Whole
from jicha.facts.registers.lines import Lines
from jicha.facts.registers.spans import Move, Spans

STILL_DAYS = 15
FAR_ABOVE = 10  # times the middle day of the register
FEWEST_DAYS = 14  # a middle of fewer says nothing


class Use(IntEnum):
    """What stands out about a span."""

    ORDINARY = 0
    STANDSTILL = 1
    FAR_ABOVE_OWN = 2

    @property
    def flag(self) -> str | None:
        """The code of reading_flag; None if nothing stands out."""
        return None if self is Use.ORDINARY else self.name.lower()


def use_of(lines: Lines, spans: Spans) -> Whole:
    """The use of each span."""
    found = np.full(len(spans.first), int(Use.ORDINARY))
    found[_stands_still(lines, spans)] = Use.STANDSTILL
    found[_is_far_above(lines, spans)] = Use.FAR_ABOVE_OWN
    return found


def _stands_still(lines: Lines, spans: Spans) -> Mask:
    """Spans of a standstill of STILL_DAYS or more of the same register and meter."""
    still: Mask = spans.energy.known & (spans.energy.values == 0) & (spans.move == Move.ADVANCE)
    if not still.any():
        return still
    own = lines.sequence[spans.first] * (len(lines.meters.point) + 1) + lines.meter[spans.first]
    begins = still & np.concatenate([[True], ~still[:-1] | (np.diff(own) != 0)])
    run = np.cumsum(begins) - 1
    length = lines.day[spans.last] - lines.day[spans.first]
    run_days = np.bincount(run[still], length[still])
    chosen = still.copy()
    chosen[still] = run_days[run[still]] >= STILL_DAYS
    return chosen


def _is_far_above(lines: Lines, spans: Spans) -> Mask:
    single = np.flatnonzero(
        spans.energy.known & (spans.move == Move.ADVANCE) & (lines.day[spans.last] - lines.day[spans.first] == 1)
    )
    found = np.zeros(len(spans.first), bool)
    if len(single):
        own, energy = lines.sequence[spans.first[single]], spans.energy.values[single]
        order = np.lexsort((energy, own))
        starts = np.flatnonzero(np.concatenate([[True], np.diff(own) != 0]))
        counts = np.diff(np.append(starts, len(own)))
        middle = energy[order][starts + (counts - 1) // 2]
        limit = np.where((counts >= FEWEST_DAYS) & (middle > 0), middle * FAR_ABOVE, np.iinfo(np.int64).max)
        found[single] = energy > np.repeat(limit, counts)
    return found
