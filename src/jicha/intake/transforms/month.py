"""`month`: a calendar month, from a text or number such as 202405 or from any date."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import MONTHS, DateFormat
from jicha.intake.likely_time import Likely
from jicha.intake.manner import DATE_OPTIONS, Calendar
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.date import (
    exchange_day_and_month,
    likely_of,
    local_moments,
    read_calendar,
    read_formats,
    unread_moments,
    without_unlikely,
)
from jicha.intake.values import Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Month(Transform):
    """The first day of the month a value lies in."""

    column: str
    formats: tuple[DateFormat, ...]
    exchanged: bool = False
    excel: Calendar | None = None
    likely: Likely | None = None

    options = ("format", "exchanged", *DATE_OPTIONS)
    fills = ("month",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Month | None:
        """Read it from its word's value, its formats and its manner."""
        formats = read_formats(section, MONTHS, {"year", "month"})
        excel, likely = read_calendar(section, reading)
        return cls(text_of(node, "month", reading.faults), formats, section.yes("exchanged"), excel, likely)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The first days of the months."""
        moments = local_moments(rows, self.column, self.formats, otherwise="not_a_month", excel=self.excel)
        array = exchange_day_and_month(moments.array) if self.exchanged else moments.array
        array, unlikely = without_unlikely(array, rows, self.column, self.likely)
        months = pc.floor_temporal(array, unit="month").cast(pa.date32())
        return Values(months, unread_moments(moments.refused, rows, self.column, self.formats) + unlikely)


def plain_month(column: str, reading: Reading) -> Month:
    """A month column without a stated format."""
    return Month(column, MONTHS, excel=reading.manner.dates.excel, likely=likely_of(reading))
