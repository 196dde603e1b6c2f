"""The third joint: what one rule looked at, so that silence is never taken for health."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Per code: ``tested = found + spared + unsure``; ``excluded`` beside it, by reason.

    ``skipped`` says why the rule did not run at all (a table that was never delivered), else it is empty.
    """

    code: str
    found: int = 0
    spared: int = 0
    unsure: Mapping[str, int] = field(default_factory=dict)
    excluded: Mapping[str, int] = field(default_factory=dict)
    skipped: str = ""

    @property
    def tested(self) -> int:
        """All subjects of the population that were not excluded."""
        return self.found + self.spared + sum(self.unsure.values())
