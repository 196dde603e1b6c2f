"""`slots`: a day's curve that stands in one row, a column per slot (`P1..P96`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa

from jicha.intake.exact_number import read_numbers
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.number import read_factor, unread_numbers
from jicha.intake.values import Unread, Values, mask_of
from jicha.schema import ColumnType

_RANGE = re.compile(r"^(?P<prefix>.*?)(?P<first>\d+)\.\.(?P=prefix)(?P<last>\d+)$")
_SLOT = ColumnType("decimal", 9, 0)  # what a slot may hold: a whole number of nine digits


@dataclass(frozen=True, slots=True)
class Slots(Transform):
    """Columns side by side into a list of scaled whole numbers, in the order of the slots; a missing value is NULL."""

    columns: tuple[str, ...]
    times: Decimal

    options = ("times",)
    fills = ("list",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Slots | None:
        """Read it from ``P1..P96`` and its factor. Leading zeros are kept: ``P01..P96``."""
        written = text_of(node, "slots", reading.faults)
        match = _RANGE.match(written)
        if not match or int(match["first"]) > int(match["last"]):
            reading.faults.append(node.fault(f"slots is {written!r}", "Write the first and the last: P1..P96."))
            return None
        width = len(match["first"])
        numbers = range(int(match["first"]), int(match["last"]) + 1)
        return cls(tuple(f"{match['prefix']}{number:0{width}d}" for number in numbers), read_factor(section, reading))

    @property
    def reads(self) -> tuple[str, ...]:
        """Its columns."""
        return self.columns

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """One list per row."""
        read = [scaled_integers(rows, column, self.times) for column in self.columns]
        width, count = len(self.columns), len(rows)
        flat = np.column_stack([one.array.fill_null(0).to_numpy(zero_copy_only=False) for one in read]).ravel()
        missing = np.column_stack([~mask_of(one.array.is_valid()) for one in read]).ravel()
        offsets = pa.array(np.arange(0, (count + 1) * width, width, dtype=np.int32))
        lists = pa.ListArray.from_arrays(offsets, pa.array(flat, mask=missing))
        return Values(lists, tuple(unread for one in read for unread in one.unread))


def scaled_integers(rows: Rows, column: str, times: Decimal) -> Values:
    """A column times a factor as whole numbers (int32), halves rounded away from zero as a person would."""
    numbers = read_numbers(rows.column(column), precision=9, scale=0, times=times, half_up=True)
    unread: tuple[Unread, ...] = unread_numbers(numbers, rows, column, _SLOT)
    return Values(numbers.array.cast(pa.int32()), unread)
