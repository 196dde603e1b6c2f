"""What becomes of every source row, and of every staged row it gave."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from jicha.intake.staging import STAGES_AT_MOST, Stage

Entries = NDArray[np.int64]


class State(IntEnum):
    """What a staged row is to the store."""

    ABSENT = 0  # the source row gives nothing for this target
    NEW = 1
    CORRECTION = 2
    DUPLICATE = 3


@dataclass(frozen=True, slots=True)
class Rejection:
    """One source row that is quarantined, by its first fault; ``expected`` is the argument of the reason's remedy.

    ``beside`` are the source rows that it contradicts, itself among them; their lines are told before ``expected``.
    """

    source_row: int
    reason: str
    table: str
    column: str
    value: str | None
    expected: str
    beside: tuple[int, ...] = ()


@dataclass(slots=True)
class Fates:
    """The states of a delivery of ``rows`` source rows (numbered from 1)."""

    rows: int
    quarantined: NDArray[np.bool_] = field(init=False)
    rejections: list[Rejection] = field(default_factory=list)
    _states: dict[int, NDArray[np.int8]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.quarantined = np.zeros(self.rows + 1, bool)

    def states(self, stage: int) -> NDArray[np.int8]:
        """The states of one stage by source row; to be written to."""
        if stage not in self._states:
            self._states[stage] = np.zeros(self.rows + 1, np.int8)
        return self._states[stage]

    def mark(self, entries: Entries, state: State) -> None:
        """Give staged rows a state."""
        stages = entries % STAGES_AT_MOST
        for stage in np.unique(stages):
            self.states(int(stage))[entries[stages == stage] // STAGES_AT_MOST] = state

    def state_of(self, entries: Entries) -> NDArray[np.int8]:
        """The states of staged rows."""
        found = np.zeros(len(entries), np.int8)
        stages = entries % STAGES_AT_MOST
        for stage in np.unique(stages):
            here = stages == stage
            found[here] = self.states(int(stage))[entries[here] // STAGES_AT_MOST]
        return found

    def reject(self, rejection: Rejection) -> None:
        """Quarantine a source row, unless it already is: one fault is told, so that counts add up."""
        if not self.quarantined[rejection.source_row]:
            self.quarantined[rejection.source_row] = True
            self.rejections.append(rejection)

    def let_go(self, rows: Collection[int]) -> list[Rejection]:
        """Take source rows back out of the quarantine; they give nothing. Returns their rejections."""
        taken = [one for one in self.rejections if one.source_row in rows]
        self.rejections = [one for one in self.rejections if one.source_row not in rows]
        for one in taken:
            self.quarantined[one.source_row] = False
            for states in self._states.values():
                states[one.source_row] = State.ABSENT
        return taken

    def kept(self, stage: Stage) -> NDArray[np.int8]:
        """The states of a stage with the quarantined source rows taken out."""
        return np.where(self.quarantined, State.ABSENT, self.states(stage.number)).astype(np.int8)

    @property
    def accepted(self) -> NDArray[np.bool_]:
        """Source rows that brought something; what is neither accepted nor quarantined was there already."""
        brought = np.zeros(self.rows + 1, bool)
        for states in self._states.values():
            brought |= (states == State.NEW) | (states == State.CORRECTION)
        accepted: NDArray[np.bool_] = brought & ~self.quarantined
        return accepted
