"""`slots`: a day's curve that stands in one row, a column per slot (`P1..P96`, `0:15..24:00`)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.intake.calendar_words import DATES
from jicha.intake.exact_number import read_numbers
from jicha.intake.local_days import placed_in, slots_of_days
from jicha.intake.manner import STYLE_OPTIONS, read_style
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.nearest import suggestion
from jicha.intake.number_style import PLAIN, NumberStyle
from jicha.intake.rows import Rows
from jicha.intake.slot_columns import BadSlots, SlotColumns, slot_columns
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.date import local_moments
from jicha.intake.transforms.instant import read_zone
from jicha.intake.transforms.number import read_factor, unread_numbers
from jicha.intake.values import Mask, Unread, Values, mask_of
from jicha.schema import ColumnType

_SLOT = ColumnType("decimal", 9, 0)  # what a slot may hold: a whole number of nine digits
_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Slots(Transform):
    """Columns side by side into a list of scaled whole numbers, in the order of the slots; a missing value is NULL.

    With ``zone`` and the column ``day`` each list is as long as its day: on a day of 23 hours the last columns (or
    those of the skipped hour, where columns are named by the clock) must be blank; one of 25 hours needs as many more.
    """

    places: SlotColumns
    times: Decimal
    style: NumberStyle = PLAIN
    day: str = ""
    zone: str = ""
    slot_minutes: int = 0

    options = ("times", "at", "day", "zone", "slot_minutes", *STYLE_OPTIONS)
    fills = ("list",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Slots | None:
        """Read it from ``P1..P96`` and its options. Leading zeros are kept: ``P01..P96``."""
        at, zone, day = section.text("at", ""), read_zone(section, ""), section.text("day", "")
        minutes = section.whole_number("slot_minutes", 1) if "slot_minutes" in section else 0
        if at not in ("", "start", "end"):
            section.fault_at("at", f"at is {at!r}", suggestion(at, ("start", "end")))
        if bool(zone) != bool(day) or (zone and not minutes):
            section.fault("a day has a length in its zone only", "Give day, zone and slot_minutes together.")
        if minutes and 1440 % minutes:
            section.fault_at("slot_minutes", f"a day is no multiple of {minutes} minutes", "Write 5, 15, 30 or 60.")
        try:
            places = slot_columns(text_of(node, "slots", reading.faults), at=at, minutes=minutes, zoned=bool(zone))
        except BadSlots as error:
            reading.faults.append(node.fault(error.faults[0].message, error.faults[0].remedy))
            return None
        style = read_style(section, reading.manner.numbers)
        return cls(places, read_factor(section, reading), style, day, zone, minutes)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its columns, those of another day too."""
        return (*self.places.columns, *((self.day,) if self.day else ()))

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """One list per row."""
        columns = self.places.kept
        read = [scaled_integers(rows, column, self.times, self.style) for column in columns]
        unread = tuple(unread for one in read for unread in one.unread)
        flat = np.column_stack([one.array.fill_null(0).to_numpy(zero_copy_only=False) for one in read])
        missing = np.column_stack([~mask_of(one.array.is_valid()) for one in read])
        if not self.zone:
            offsets = np.arange(0, (len(rows) + 1) * len(columns), len(columns), dtype=np.int32)
            lists = pa.ListArray.from_arrays(pa.array(offsets), pa.array(flat.ravel(), mask=missing.ravel()))
            return Values(lists, unread)
        kept, more = self._own_slots(rows, missing)
        offsets = np.concatenate(([0], np.cumsum(kept.sum(axis=1)))).astype(np.int32)
        lists = pa.ListArray.from_arrays(pa.array(offsets), pa.array(flat[kept], mask=missing[kept]))
        return Values(lists, unread + more)

    def _own_slots(self, rows: Rows, missing: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], tuple[Unread, ...]]:
        """Which columns of each row are slots of its day; rows that hold more or fewer than the day has."""
        moments = local_moments(rows, self.day, DATES, otherwise="not_a_date").array
        days = moments.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False) // _DAY
        lengths = slots_of_days(days, self.zone, self.slot_minutes)
        width, usual = missing.shape[1], 24 * 60 // self.slot_minutes
        kept: NDArray[np.bool_] = np.arange(width) < lengths[:, None]
        if self.places.starts:
            for day in np.unique(days[lengths < usual]):
                kept[days == day] = ~self._skipped(int(day))
        dated = mask_of(moments.is_valid())
        beyond = dated & (~missing & ~kept).any(axis=1)
        too_long = dated & (lengths > width)
        if not (beyond | too_long).any():
            return kept, ()
        delivered = rows.delivered(self.day)
        told = dict(zip(delivered.to_pylist(), map(str, lengths.tolist()), strict=True))
        reasons = ("beyond_day", beyond), ("day_too_long", too_long)
        return kept, tuple(Unread(faulty, reason, self.day, delivered, told.__getitem__) for reason, faulty in reasons)

    def _skipped(self, day: int) -> Mask:
        """The columns whose time of the clock the zone skipped on a day."""
        starts = np.array(self.places.starts, np.int64) * 60_000_000 + day * _DAY
        return placed_in(pa.array(starts).cast(pa.timestamp("us")), self.zone)[1]


def scaled_integers(rows: Rows, column: str, times: Decimal, style: NumberStyle = PLAIN) -> Values:
    """A column times a factor as whole numbers (int32), halves rounded away from zero as a person would."""
    numbers = read_numbers(
        rows.trimmed(column), precision=9, scale=0, times=times, half_up=True, style=style,
        nothing=rows.nulls.in_values,
    )  # fmt: skip
    unread: tuple[Unread, ...] = unread_numbers(numbers, rows, column, _SLOT, style)
    return Values(numbers.array.cast(pa.int32()), unread)
