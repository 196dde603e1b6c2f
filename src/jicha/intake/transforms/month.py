"""`month`: a calendar month, from a text or number such as 202405 or from any date."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import DateFormat
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.date import exchange_day_and_month, local_moments, read_formats, unread_moments
from jicha.intake.values import Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Month(Transform):
    """The first day of the month a value lies in."""

    column: str
    formats: tuple[DateFormat, ...]
    exchanged: bool = False

    options = ("format", "exchanged")
    fills = ("month",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Month | None:
        """Read it from its word's value and its formats."""
        formats = read_formats(section, "YYYY-MM", {"year", "month"})
        return cls(text_of(node, "month", reading.faults), formats, section.yes("exchanged"))

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The first days of the months."""
        moments, unread = local_moments(rows.column(self.column), self.formats)
        if self.exchanged:
            moments = exchange_day_and_month(moments)
        months = pc.floor_temporal(moments, unit="month").cast(pa.date32())
        return Values(months, unread_moments(unread, rows, self.column, "not_a_month", self.formats))


def iso_months(column: str) -> Month:
    """A month column without a stated format."""
    return Month(column, (DateFormat("YYYY-MM"), DateFormat("YYYYMM"), DateFormat("YYYY-MM-DD")))
