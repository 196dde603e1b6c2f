"""`date`: a day, from a text by the profile's format or from a typed date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import BadDateFormat, DateFormat, read_moments
from jicha.intake.exact_text import text_of_values
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Mask, Unread, Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Date(Transform):
    """The local day a value names. A typed instant with a zone gives the day its own zone had then."""

    column: str
    formats: tuple[DateFormat, ...]
    exchanged: bool = False

    options = ("format", "exchanged")
    fills = ("date",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Date | None:
        """Read it from its word's value and its formats."""
        formats = read_formats(section, "YYYY-MM-DD", {"year", "month", "day"})
        return cls(text_of(node, "date", reading.faults), formats, section.yes("exchanged"))

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The days."""
        moments, unread = local_moments(rows.column(self.column), self.formats)
        if self.exchanged:
            moments = exchange_day_and_month(moments)
        days = pc.floor_temporal(moments, unit="day").cast(pa.date32())
        return Values(days, unread_moments(unread, rows, self.column, "not_a_date", self.formats))


def iso_dates(column: str) -> Date:
    """A date column without a stated format."""
    return Date(column, (DateFormat("YYYY-MM-DD"),))


def read_formats(section: Section, default: str, needed: set[str]) -> tuple[DateFormat, ...]:
    """The option ``format`` (one or several), each checked for the parts it needs."""
    formats = tuple(DateFormat(written) for written in section.texts("format")) or (DateFormat(default),)
    for one in formats:
        try:
            missing = needed - set(one.parts)
        except BadDateFormat as error:
            section.fault_at("format", error.faults[0].message, error.faults[0].remedy)
            continue
        if missing:
            section.fault_at("format", f"{one.written} says no {', no '.join(sorted(missing))}", f"Such as {default}.")
    return formats


def local_moments(values: pa.Array, formats: tuple[DateFormat, ...]) -> tuple[pa.Array, Mask]:
    """Any column as local times without zone, and the rows that are none."""
    if pa.types.is_date(values.type):
        return values.cast(pa.timestamp("us")), np.zeros(len(values), bool)
    if pa.types.is_timestamp(values.type):
        local = pc.local_timestamp(values) if values.type.tz else values
        return local.cast(pa.timestamp("us"), safe=False), np.zeros(len(values), bool)
    return read_moments(text_of_values(values), formats)


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


def unread_moments(
    unread: Mask, rows: Rows, column: str, reason: str, formats: tuple[DateFormat, ...]
) -> tuple[Unread, ...]:
    """The rows that are no date, with the formats that were expected."""
    if not unread.any():
        return ()
    expected = " or ".join(one.written for one in formats)
    return (Unread(unread, reason, column, rows.delivered(column), lambda _: expected),)
