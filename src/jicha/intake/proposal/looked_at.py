"""One table of a file with everything that was found about it before a table is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jicha.intake.proposal.choice import Option
from jicha.intake.proposal.fitting import Fitting
from jicha.intake.proposal.looks import Looks
from jicha.intake.proposal.sample import Sample
from jicha.intake.proposal.slots_found import SlotRun
from jicha.intake.proposal.vocabulary import Vocabulary
from jicha.intake.sources.source import Source


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The records that were looked at, what each column looks like, the slots, and what words may mean.

    ``options`` are all readings of all words, by table.
    """

    source: Source
    sample: Sample
    looks: Mapping[str, Looks]
    runs: tuple[SlotRun, ...]
    vocabulary: Vocabulary
    fitting: Fitting
    options: Mapping[str, list[Option]]
    hint: str

    @property
    def words(self) -> tuple[str, ...]:
        """The column words, in order."""
        return self.source.words

    @property
    def day_run(self) -> SlotRun | None:
        """The columns that are the slots of a day."""
        return next((one for one in self.runs if one.is_day), None)

    @property
    def run_words(self) -> frozenset[str]:
        """All words of all runs."""
        return frozenset(word for one in self.runs for word in one.columns)
