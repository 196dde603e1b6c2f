"""What a delivery became, as values: per file, per table, per reason, and the feeds it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from jicha.intake.feeds import FeedChange
from jicha.intake.profile import Confidence, Ignored, Profile
from jicha.intake.sources.formats.grid import AsideRow, Note
from jicha.intake.totals import TotalCheck


@dataclass(frozen=True, slots=True)
class FileCounts:
    """The records of one file: ``rows = accepted + duplicate + quarantined``.

    ``ignored`` are columns left out on purpose, ``strange`` columns that the profile does not know and a person gave
    up. ``above`` are the title lines over the header and ``aside`` the rows that are no records.
    """

    file: str
    sheet: str
    kind: str
    format: str
    encoding: str
    rows: int
    accepted: int
    duplicate: int
    quarantined: int
    ignored: tuple[Ignored, ...]
    strange: tuple[str, ...]
    above: tuple[str, ...] = ()
    aside: tuple[AsideRow, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class TableCounts:
    """The rows for one canonical table: ``rows = accepted + duplicate + quarantined``; corrections are accepted rows.

    A source row may give rows of several tables; a quarantined one is counted for the table its fault was found in.
    """

    table: str
    rows: int
    accepted: int
    corrected: int
    duplicate: int
    quarantined: int


def with_duplicates(counts: Sequence[TableCounts], further: Mapping[str, int]) -> tuple[TableCounts, ...]:
    """The counts with further rows, by table, that were there already.

    >>> with_duplicates((TableCounts("bill", 3, 2, 0, 0, 1),), {"bill": 2})[0].rows
    5
    """
    known = {one.table: one for one in counts}
    for table in sorted(further):
        one = known.get(table, TableCounts(table, 0, 0, 0, 0, 0))
        more = further[table]
        known[table] = replace(one, rows=one.rows + more, duplicate=one.duplicate + more)
    return tuple(known.values())


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What a delivery made possible for earlier ones.

    ``placed`` are rows of earlier batches that were kept out until their metering point was known, by batch, with the
    rows of it that stay kept out; ``filled`` the blanks filled in of rows that had been accepted without, by batch.
    """

    placed: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    filled: Mapping[str, int] = field(default_factory=dict)
    feeds: tuple[FeedChange, ...] = ()


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """One delivery after intake."""

    batch_id: str
    profile: Profile
    files: tuple[FileCounts, ...]
    tables: tuple[TableCounts, ...]
    quarantined_by_reason: Mapping[str, int]
    feeds: tuple[FeedChange, ...]
    unplaced: Mapping[str, int]  # records of a kind whose organisation is not known yet: no feed speaks of them
    seconds: float
    sheets_left_out: tuple[tuple[str, str], ...] = ()
    left_by_programs: tuple[str, ...] = ()  # files that are no exports, such as the lock of an open workbook
    missing_parts: Mapping[str, list[int]] = field(default_factory=dict)
    totals: tuple[TotalCheck, ...] = ()
    taken_up: TakenUp = field(default_factory=TakenUp)

    @property
    def rows(self) -> int:
        """Records in all files."""
        return sum(one.rows for one in self.files)

    @property
    def accepted(self) -> int:
        """Records that brought something."""
        return sum(one.accepted for one in self.files)

    @property
    def duplicate(self) -> int:
        """Records that were known already."""
        return sum(one.duplicate for one in self.files)

    @property
    def quarantined(self) -> int:
        """Records kept out."""
        return sum(one.quarantined for one in self.files)

    def is_guess(self, kind: str) -> bool:
        """Whether nobody has seen a real file of this kind: of the whole profile, or of one kind in it."""
        if self.profile.confidence is Confidence.OWN_GUESS:
            return True
        return any(one.name == kind and one.confidence is Confidence.OWN_GUESS for one in self.profile.files)
