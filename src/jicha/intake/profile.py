"""A mapping profile as values: from which files and columns of a source which canonical rows are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from jicha.intake.calendar_words import DateFormat
from jicha.intake.condition import Condition
from jicha.intake.expression import Expression
from jicha.intake.likely_time import Likely
from jicha.intake.manner import Calendar
from jicha.intake.null_words import NullWords
from jicha.intake.number_style import PLAIN, NumberStyle
from jicha.schema import tables


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

    ``quantities`` maps our code to the file's column. The moment is local; with ``at_end`` it closes its slot. With a
    ``zone`` moments are placed in UTC, and a day has the slots of its 23, 24 or 25 hours.
    """

    moment: str
    at_end: bool
    formats: tuple[DateFormat, ...]
    slot_minutes: int
    unit: str
    times: Decimal
    quantities: Mapping[str, str]
    zone: str = ""
    numbers: NumberStyle = PLAIN
    excel: Calendar | None = None
    likely: Likely | None = None

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
            words.update(self.when.columns)
        if self.curve:
            words |= {self.curve.moment, *self.curve.quantities.values()}
        return frozenset(words)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Columns that are accepted blank and filled in once the store can answer what their rows asked."""
        if self.kind is not Kind.ROWS:
            return ()
        return tuple(name for name, one in self.columns.items() if one.transform.waits)

    def fails_without(self, absent: frozenset[str]) -> bool:
        """Whether it wants no row of a file that lacks these columns."""
        return self.when is not None and self.when.fails_without(absent)

    def for_file_without(self, absent: frozenset[str]) -> Target:
        """The same for a file that lacks these columns: it does not speak of what they would have said."""
        by_name = tables()[self.table].by_name
        columns = {
            name: one for name, one in self.columns.items() if not (by_name[name].nullable and one.silent(absent))
        }
        if self.curve is None:
            return replace(self, columns=columns)
        quantities = {code: word for code, word in self.curve.quantities.items() if word not in absent}
        return replace(self, columns=columns, curve=replace(self.curve, quantities=quantities))


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
    delimiter: str  # blank: whichever the header shows
    nulls: NullWords
    constants: Mapping[str, str]
    ignored: tuple[Ignored, ...]
    targets: tuple[Target, ...]
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored_sheets: tuple[str, ...] = ()
    confidence: Confidence | None = None  # where it differs from that of the profile

    def fits(self, words: tuple[str, ...]) -> bool:
        """Whether a file with these column words is of this kind."""
        return set(self.header) <= set(words)

    def for_file(self, words: tuple[str, ...]) -> FileKind:
        """What it says of a file with these columns.

        An optional column that the file lacks says nothing: not that the value is missing, which would blank what an
        earlier delivery has brought. A target of which nothing is left is no target.
        """
        absent = frozenset(self.optional) - frozenset(words)
        if not absent:
            return self
        made = [one.for_file_without(absent) for one in self.targets if not one.fails_without(absent)]
        kept = tuple(one for one in made if one.curve is None or one.curve.quantities)
        return replace(self, targets=kept or self.targets)

    def strange(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The column words it does not know."""
        known = {*self.header, *self.optional}
        return tuple(word for word in words if word not in known)

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
