"""What a transform is: one word of the closed set from which profiles build columns. Each has its own file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from jicha.intake.likely_time import Likely
from jicha.intake.manner import PLAIN_MANNER, Manner
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
    manner: Manner = PLAIN_MANNER  # how the source writes its values
    unit: str = ""  # of the canonical column
    identifies: bool = False  # whether its texts are identifiers
    likely: Likely | None = None  # when it can have happened, where it says when something happened

    def into(self, column_type: str) -> Reading:
        """The same for another type, as the parts of an identifier need it."""
        return replace(self, type=ColumnType.parse(column_type), unit="", identifies=True, likely=None)


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

    def silent(self, absent: frozenset[str]) -> bool:
        """Whether it can give nothing at all in a file that lacks these columns."""
        return bool(self.reads) and absent.issuperset(self.reads)

    @property
    def looks_up(self) -> frozenset[str]:
        """The stored tables in which it looks something up."""
        return frozenset()

    @property
    def waits(self) -> bool:
        """Whether a row that finds nothing there is accepted, and its blank filled in once the answer is known."""
        return False

    @abstractmethod
    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The column for one batch, of type ``column_type.arrow``."""
