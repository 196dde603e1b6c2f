"""What a transform is: one word of the closed set from which profiles build columns. Each has its own file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Self

from jicha.intake.marked_yaml import Marked, Section
from jicha.intake.rows import Rows
from jicha.intake.values import Values
from jicha.schema import ColumnType
from jicha.terms.errors import Fault


@dataclass(frozen=True, slots=True)
class Reading:
    """What a transform needs to know while it is read from a profile."""

    source: str
    words: tuple[str, ...]  # the file's columns and the profile's constants
    type: ColumnType  # of the canonical column it must fill
    faults: list[Fault]

    def into(self, column_type: str) -> Reading:
        """The same for another type, as the parts of an identifier need it."""
        return Reading(self.source, self.words, ColumnType.parse(column_type), self.faults)


class Transform(ABC):
    """A frozen dataclass that makes a column of whole batches; the word in the profile is the name of its file.

    Two equal transforms on one batch are computed once, so a transform must depend on nothing but its fields.
    """

    options: ClassVar[tuple[str, ...]] = ()  # further words that may stand beside its own
    fills: ClassVar[tuple[str, ...]] = ()  # names of the column types it can fill

    @classmethod
    @abstractmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Self | None:
        """Read it from the node beside its word and the options in ``section``; faults go to ``reading.faults``."""

    @property
    @abstractmethod
    def reads(self) -> tuple[str, ...]:
        """The file's columns it needs."""

    @abstractmethod
    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The column for one batch, of type ``column_type.arrow``."""
