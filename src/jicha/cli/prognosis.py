"""How much of a work of several stages is done and how long the rest takes, from what the work tells of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Of a stage; before that its own pace would be a guess, and of the first that is measured the remaining time.
_TRUSTED_AFTER = 0.15


@dataclass(slots=True)
class Prognosis:
    """Stages in their order with the ``shares`` of the whole time that they usually take.

    The rest is reckoned by the pace of the stages after the first, which opens files and takes its time whatever they
    hold. The pace is taken when the work says something, so that in between the remaining time runs down by the clock.
    """

    shares: Mapping[str, float]
    stage: str = ""
    _part: float = 0.0  # of the stage
    _began: float = 0.0
    _took: dict[str, float] = field(default_factory=dict)
    _pace: float | None = None  # seconds that the whole takes, by the stages measured
    _at_least: float = 0.0  # seconds that the stage takes by its own pace

    def hear(self, stage: str, done: int, total: int, *, now: float) -> None:
        """Take in that so much of a stage is done. A stage that comes again begins the work anew."""
        if stage != self.stage:
            order = list(self.shares)
            if self.stage and order.index(stage) < order.index(self.stage):
                self._took.clear()
                self._pace = None
            elif self.stage:
                self._took[self.stage] = now - self._began
            self.stage, self._began = stage, now
        self._part = min(done, total) / total if total else 0.0
        self._reckon(now)

    @property
    def fraction(self) -> float:
        """How much of the whole is done."""
        order = list(self.shares)
        before = sum(self.shares[name] for name in order[: order.index(self.stage)]) if self.stage else 0.0
        return before + self.shares.get(self.stage, 0.0) * self._part

    def seconds_left(self, now: float) -> int | None:
        """What is left; None while too little is done to say, and once it has taken longer than was to be expected."""
        if self._pace is None:
            return None
        order = list(self.shares)
        here = max(self._pace * self.shares[self.stage], self._at_least) - (now - self._began)
        later = sum(self.shares[name] for name in order[order.index(self.stage) + 1 :])
        return round(max(here, 0.0) + self._pace * later) or None

    def _reckon(self, now: float) -> None:
        first = next(iter(self.shares))
        took = {name: seconds for name, seconds in self._took.items() if name != first}
        self._at_least = (now - self._began) / self._part if self._part >= _TRUSTED_AFTER else 0.0
        if took:
            self._pace = sum(took.values()) / sum(self.shares[name] for name in took)
        elif self.stage != first and self._at_least:
            self._pace = self._at_least / self.shares[self.stage]
