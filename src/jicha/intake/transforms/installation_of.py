"""`installation_of`: the installation of a meter on a day, by what the store knows of it."""

from __future__ import annotations

from dataclasses import dataclass

from jicha.intake.lookups import LOOKUPS
from jicha.intake.marked_yaml import Marked, Section
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.point_of import Clues, days_of, follow, read_clues, read_day
from jicha.intake.values import Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class InstallationOf(Transform):
    """By ``meter`` (asset number) or ``serial_no``, on the day ``on``; missing where nothing is known of the meter."""

    clues: Clues
    day: str

    options = ("on",)
    fills = ("text",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> InstallationOf | None:
        """Read it from its clues and the column of the day."""
        return cls(read_clues(node, ("meter", "serial_no"), reading), read_day(section, reading))

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of its clues, and of the day."""
        return (*(word for _, clue in self.clues for word in clue.reads), *((self.day,) if self.day else ()))

    @property
    def looks_up(self) -> frozenset[str]:
        """The tables of its clues."""
        return frozenset(LOOKUPS["installation"][word].table for word, _ in self.clues)

    waits = True

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The installations' identifiers."""
        return follow(rows, self.clues, days_of(rows, self.day), "installation", needed=False)
