"""`instant`: a moment, from a local time by format and zone, kept as UTC without zone."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import DATES, INSTANTS, DateFormat, Moments
from jicha.intake.likely_time import Likely
from jicha.intake.local_days import placed_in
from jicha.intake.manner import DATE_OPTIONS, Calendar
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.date import (
    likely_of,
    local_moments,
    read_calendar,
    read_formats,
    unread_moments,
    without_unlikely,
)
from jicha.intake.values import Unread, Values, blank_out
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Instant(Transform):
    """The UTC moment of a local time in ``zone``; one that says its own offset or zone keeps that.

    A local time that the zone skipped or had twice (a change of summer time) cannot be placed and is not guessed.
    """

    column: str
    zone: str
    formats: tuple[DateFormat, ...]
    excel: Calendar | None = None
    likely: Likely | None = None

    options = ("format", "zone", "days", *DATE_OPTIONS)
    fills = ("instant",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Instant | None:
        """Read it from its word's value, its zone, its formats and its manner."""
        if section.yes("days"):  # a day without a time stands for its start
            formats = read_formats(section, (*INSTANTS, *DATES), {"year", "month", "day"})
        else:
            formats = read_formats(section, INSTANTS, {"year", "month", "day", "hour", "minute"})
        zone = read_zone(section, "UTC")
        excel, likely = read_calendar(section, reading)
        return cls(text_of(node, "instant", reading.faults), zone, formats, excel, likely)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The moments in UTC."""
        values = rows.trimmed(self.column)
        unread: tuple[Unread, ...] = ()
        if pa.types.is_timestamp(values.type) and values.type.tz:
            array = values.cast(pa.timestamp("us", "UTC"), safe=False).cast(pa.timestamp("us"))
        else:
            moments = local_moments(rows, self.column, self.formats, otherwise="not_a_time", excel=self.excel)
            unread = unread_moments(moments.refused, rows, self.column, self.formats)
            array, more = utc_moments(moments, rows, self.column, self.zone)
            unread += more
        array, unlikely = without_unlikely(array, rows, self.column, self.likely)
        return Values(array, unread + unlikely)


def plain_instant(column: str, reading: Reading) -> Instant:
    """An instant column without a stated format: UTC."""
    return Instant(column, "UTC", INSTANTS, reading.manner.dates.excel, likely_of(reading))


def read_zone(section: Section, default: str) -> str:
    """The option ``zone``, a name of the time zone database."""
    zone = section.text("zone", default)
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        section.fault_at("zone", f"unknown time zone {zone!r}", "Write a name such as Asia/Shanghai.")
    return zone


def utc_moments(moments: Moments, rows: Rows, column: str, zone: str) -> tuple[pa.Array, tuple[Unread, ...]]:
    """Local times in UTC, by their own offset or by the zone; and those that name no single time, or no second."""
    unread: tuple[Unread, ...] = ()
    array = moments.array
    if moments.broken is not None:
        unread += (Unread(moments.broken, "broken_second", column, rows.delivered(column)),)
        array = blank_out(array, moments.broken)
    if moments.offset is not None:
        return pc.subtract(array, pa.array(moments.offset, pa.duration("us"))), unread
    array, unplaced = placed_in(array, zone)
    if unplaced.any():
        unread += (Unread(unplaced, "no_single_time", column, rows.delivered(column)),)
    return blank_out(array, unplaced), unread
