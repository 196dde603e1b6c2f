"""`date`: a day, from a text by the profile's format, from a typed date, or from a spreadsheet's day number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import DATES, BadDateFormat, DateFormat, Moments, read_moments, shown
from jicha.intake.exact_text import text_of_values
from jicha.intake.likely_time import Likely
from jicha.intake.manner import DATE_OPTIONS, Calendar, read_dates
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.no_value import told_apart
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Mask, Unread, Values, blank_out
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Date(Transform):
    """The local day a value names. A typed instant with a zone gives the day its own zone had then."""

    column: str
    formats: tuple[DateFormat, ...]
    exchanged: bool = False
    excel: Calendar | None = None
    likely: Likely | None = None

    options = ("format", "exchanged", *DATE_OPTIONS)
    fills = ("date",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Date | None:
        """Read it from its word's value, its formats and its manner."""
        formats = read_formats(section, DATES, {"year", "month", "day"})
        excel, likely = read_calendar(section, reading)
        return cls(text_of(node, "date", reading.faults), formats, section.yes("exchanged"), excel, likely)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The days."""
        moments = local_moments(rows, self.column, self.formats, otherwise="not_a_date", excel=self.excel)
        array = exchange_day_and_month(moments.array) if self.exchanged else moments.array
        array, unlikely = without_unlikely(array, rows, self.column, self.likely)
        days = pc.floor_temporal(array, unit="day").cast(pa.date32())
        return Values(days, unread_moments(moments.refused, rows, self.column, self.formats) + unlikely)


def plain_date(column: str, reading: Reading) -> Date:
    """A date column without a stated format."""
    return Date(column, DATES, excel=reading.manner.dates.excel, likely=likely_of(reading))


def read_formats(section: Section, ours: tuple[DateFormat, ...], needed: set[str]) -> tuple[DateFormat, ...]:
    """The option ``format`` (one or several), each checked for the parts it needs; ``ours`` when there is none."""
    formats = tuple(DateFormat(written) for written in section.texts("format")) or ours
    for one in formats:
        try:
            missing = needed - set(one.parts)
        except BadDateFormat as error:
            section.fault_at("format", error.faults[0].message, error.faults[0].remedy)
            return ours
        if missing and formats is not ours:
            message = f"{one.written} says no {', no '.join(sorted(missing))}"
            section.fault_at("format", message, f"Such as {ours[0].written}.")
    if len({"offset" in one.parts for one in formats}) > 1:
        section.fault_at("format", "only some formats say the offset from UTC", "Write Z in all, or in none.")
    return formats


def read_calendar(section: Section, reading: Reading) -> tuple[Calendar | None, Likely | None]:
    """The options ``excel`` and ``sane`` of a column, on top of the profile's."""
    asked = read_dates(section, reading.manner.dates)
    likely = asked.sane if "sane" in section else likely_of(reading)
    return asked.excel, likely


def likely_of(reading: Reading) -> Likely | None:
    """When the column's value can have happened: the profile's word, where the schema says that something happened."""
    if reading.likely is None or reading.manner.dates.any:
        return None
    return reading.manner.dates.sane or reading.likely


def local_moments(
    rows: Rows, column: str, formats: tuple[DateFormat, ...], *, otherwise: str, excel: Calendar | None = None
) -> Moments:
    """Any column as local times without zone, and the rows that are none."""
    values = rows.trimmed(column)
    if pa.types.is_date(values.type):
        return Moments(values.cast(pa.timestamp("us")))
    if pa.types.is_timestamp(values.type):
        local = pc.local_timestamp(values) if values.type.tz else values
        return Moments(local.cast(pa.timestamp("us"), safe=False))
    text = text_of_values(values)
    return read_moments(text, formats, otherwise=otherwise, excel=excel, nothing=rows.nulls.in_values)


def exchange_day_and_month(moments: pa.Array) -> pa.Array:
    """Undo an exchange of day and month: 7 March becomes 3 July; a day past the twelfth can only be itself.

    For sources that read a day-first text month-first on its way: a profile says so only with evidence (such as
    that no bill falls on a Sunday once it is undone).
    """
    year, month, day = pc.year(moments), pc.month(moments), pc.day(moments)
    texts = pc.binary_join_element_wise(year.cast(pa.string()), day.cast(pa.string()), month.cast(pa.string()), "-")
    can_be = pc.less_equal(day, 12)
    turned = pc.strptime(pc.if_else(can_be, texts, None), format="%Y-%m-%d", unit="us")
    return pc.if_else(can_be, turned, moments)


def without_unlikely(
    array: pa.Array, rows: Rows, column: str, likely: Likely | None
) -> tuple[pa.Array, tuple[Unread, ...]]:
    """Moments with NULL where nothing can have happened then, and those rows."""
    if likely is None:
        return array, ()
    outside = likely.outside(array, rows.received)
    if not outside.any():
        return array, ()
    expected = likely.words(rows.received)
    found = Unread(outside, "unlikely_time", column, rows.delivered(column), lambda _: expected)
    return blank_out(array, outside), (found,)


def unread_moments(
    refused: Mapping[str, Mask], rows: Rows, column: str, formats: tuple[DateFormat, ...]
) -> tuple[Unread, ...]:
    """The rows that are no date, with the formats that were expected."""
    if not any(np.any(found) for found in refused.values()):
        return ()
    expected, delivered = shown(formats), rows.delivered(column)
    told = told_apart(refused, delivered)
    return tuple(Unread(found, reason, column, delivered, lambda _: expected) for reason, found in told.items())
