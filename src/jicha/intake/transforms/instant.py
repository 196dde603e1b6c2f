"""`instant`: a moment, from a local time by format and zone, kept as UTC without zone."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import DateFormat
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.date import local_moments, read_formats, unread_moments
from jicha.intake.values import Unread, Values, blank_out, mask_of
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Instant(Transform):
    """The UTC moment of a local time in ``zone``; a typed instant that has a zone of its own keeps it.

    A local time that the zone skipped or had twice (a change of summer time) cannot be placed and is not guessed.
    """

    column: str
    zone: str
    formats: tuple[DateFormat, ...]

    options = ("format", "zone")
    fills = ("instant",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Instant | None:
        """Read it from its word's value, its zone and its formats."""
        formats = read_formats(section, "YYYY-MM-DD HH:mm:ss", {"year", "month", "day", "hour", "minute"})
        zone = section.text("zone", "UTC")
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            section.fault_at("zone", f"unknown time zone {zone!r}", "Write a name such as Asia/Shanghai.")
        return cls(text_of(node, "instant", reading.faults), zone, formats)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The moments in UTC."""
        values = rows.column(self.column)
        if pa.types.is_timestamp(values.type) and values.type.tz:
            return Values(values.cast(pa.timestamp("us", "UTC"), safe=False).cast(pa.timestamp("us")))
        local, unread = local_moments(values, self.formats)
        first, last = (
            pc.assume_timezone(local, self.zone, ambiguous=side, nonexistent=side).cast(pa.timestamp("us"))
            for side in ("earliest", "latest")
        )
        unplaced = mask_of(pc.not_equal(first, last))
        faults = unread_moments(unread, rows, self.column, "not_a_time", self.formats)
        if unplaced.any():
            faults += (Unread(unplaced, "no_single_time", self.column, rows.delivered(self.column)),)
        return Values(blank_out(first, unplaced), faults)


def utc_instants(column: str) -> Instant:
    """An instant column without a stated format: UTC."""
    return Instant(column, "UTC", (DateFormat("YYYY-MM-DD HH:mm:ss"), DateFormat("YYYY-MM-DDTHH:mm:ss")))
