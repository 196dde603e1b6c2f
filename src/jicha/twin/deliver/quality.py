"""How tidily a station delivers: the shares of rows that come late, twice, wrong at first, or so that none can read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of the rows of each file, 0 to 1 and together at most 1; all 0: everything comes as it should.

    ``late`` rows come with the next month, ``doubled`` rows stand twice, of ``corrected`` rows a number is wrong or
    missing, of ``malformed`` rows something cannot be read at all; what is right comes with the next month.
    """

    late: float = 0.0
    doubled: float = 0.0
    corrected: float = 0.0
    malformed: float = 0.0

    @property
    def is_perfect(self) -> bool:
        """Whether nothing is disturbed."""
        return not (self.late or self.doubled or self.corrected or self.malformed)
