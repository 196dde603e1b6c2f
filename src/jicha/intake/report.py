"""What a delivery became, as values: per file, per table, per reason, and the feeds it moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jicha.intake.feeds import FeedChange, Move
from jicha.intake.profile import Confidence, Ignored, Profile
from jicha.intake.sources.formats.grid import AsideRow, Note


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
    missing_parts: Mapping[str, list[int]] = field(default_factory=dict)

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

    def lines(self) -> Iterator[str]:
        """The report for a terminal."""
        yield f"batch {self.batch_id} by profile {self.profile.name}, {self.seconds:.1f} s"
        if self.profile.confidence is Confidence.OWN_GUESS:
            yield f"  the columns are our own guess, check a few rows: {self.profile.confidence_from}"
        for file in self.files:
            encoding = f", {file.encoding}" if file.encoding else ""
            yield f"{file.file} ({file.kind}, {file.format}{encoding}): {_counts(file)}"
            if self._guessed(file.kind):
                yield "  the columns of this kind of file are our own guess, check a few rows"
            for one in file.ignored:
                yield f"  not read: {one.column}: {one.because}"
            if file.strange:
                yield f"  columns the profile does not know, left out as you said: {', '.join(file.strange)}"
        for table in self.tables:
            corrected = f", {table.corrected:,} of them corrections" if table.corrected else ""
            yield f"{table.table}: {_counts(table)}{corrected}"
        for reason, count in sorted(self.quarantined_by_reason.items()):
            yield f"quarantined, {reason}: {count:,}"
        yield from self._feed_lines()

    def _guessed(self, name: str) -> bool:
        """Whether a kind of file is a guess within a profile that is none as a whole."""
        return any(one.name == name and one.confidence is Confidence.OWN_GUESS for one in self.profile.files)

    def _feed_lines(self) -> Iterator[str]:
        moved = [one for one in self.feeds if one.move is not Move.UNCHANGED]
        for record in sorted({one.record for one in moved}):
            some = [one for one in moved if one.record == record]
            first, last = min(one.complete_from for one in some), max(one.complete_to for one in some)
            yield f"feed {record}: {len(some):,} organisations, complete between {first} and {last}"
            broken = [one for one in some if one.left_out]
            if broken:
                one = broken[0]
                yield (
                    f"  {len(broken):,} of them have holes; only the stretch after the last hole counts, such as "
                    f"{one.org_id}: {one.complete_from} to {one.complete_to}, not {one.left_out[-1][0]} to "
                    f"{one.left_out[-1][1]}"
                )
        for record, count in sorted(self.unplaced.items()):
            yield f"feed {record}: {count:,} records belong to no organisation known so far; no feed speaks of them"


def _counts(one: FileCounts | TableCounts) -> str:
    return (
        f"{one.rows:,} rows = {one.accepted:,} accepted + {one.duplicate:,} duplicate + {one.quarantined:,} quarantined"
    )
