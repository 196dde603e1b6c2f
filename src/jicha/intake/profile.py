"""A mapping profile as values: from which files and columns of a source which canonical rows are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jicha.intake.calendar_words import DateFormat
from jicha.intake.condition import Condition
from jicha.intake.expression import Expression


class Confidence(StrEnum):
    """Where the header and the meaning of its columns are known from."""

    DOCUMENTED = "documented"  # the source's owner publishes it
    OBSERVED = "observed"  # read off real files of the source
    OWN_GUESS = "own_guess"  # nobody has seen a file; said to the user at every load


class Kind(StrEnum):
    """What a target says about its table."""

    ROWS = "rows"  # each source row is one row of the table
    MENTIONS = "mentions"  # source rows only mention an object: it becomes a row where nothing better is known
    CURVE = "curve"  # source rows are single readings that make up the curves of days


@dataclass(frozen=True, slots=True)
class CurveSpec:
    """How single readings become daily lists of scaled whole numbers.

    ``quantities`` maps our code to the file's column. The moment is local; with ``at_end`` it closes its slot.
    """

    moment: str
    at_end: bool
    formats: tuple[DateFormat, ...]
    slot_minutes: int
    unit: str
    times: Decimal
    quantities: Mapping[str, str]

    @property
    def slots(self) -> int:
        """Slots in a day of 24 hours."""
        return 24 * 60 // self.slot_minutes


@dataclass(frozen=True, slots=True)
class Target:
    """One canonical table that a kind of file fills; ``corrections`` lets a later delivery replace its rows."""

    table: str
    kind: Kind
    corrections: bool
    when: Condition | None
    columns: Mapping[str, Expression]
    curve: CurveSpec | None = None

    @property
    def reads(self) -> frozenset[str]:
        """Every word of the file it needs."""
        words = {word for expression in self.columns.values() for word in expression.reads}
        if self.when:
            words.add(self.when.column)
        if self.curve:
            words |= {self.curve.moment, *self.curve.quantities.values()}
        return frozenset(words)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column of the file that is left out on purpose, and why, in two languages."""

    column: str
    because: str
    because_zh: str


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file of a source, known by its header words."""

    name: str
    formats: tuple[str, ...]
    header: tuple[str, ...]
    optional: tuple[str, ...]
    delimiter: str
    nulls: tuple[str, ...]
    constants: Mapping[str, str]
    ignored: tuple[Ignored, ...]
    targets: tuple[Target, ...]

    def fits(self, words: tuple[str, ...]) -> bool:
        """Whether a file with these column words is of this kind."""
        return set(self.header) <= set(words)

    @property
    def reads(self) -> tuple[str, ...]:
        """The file's columns that some target reads."""
        words = {word for target in self.targets for word in target.reads} - set(self.constants)
        return tuple(sorted(words))


@dataclass(frozen=True, slots=True)
class FeedRule:
    """How far ``record`` is complete, read off its own dates: dates at most ``gap_days`` apart leave no hole."""

    record: str
    dated: str
    gap_days: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One source: its kinds of file, and which records a delivery completes."""

    name: str
    source: str
    description: str
    description_zh: str
    confidence: Confidence
    confidence_from: str
    files: tuple[FileKind, ...]
    feeds: tuple[FeedRule, ...]
    place: str
    digest: str
