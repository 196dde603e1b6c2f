"""`total`: the sum of several columns; missing when one of them is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import pyarrow.compute as pc

from jicha.intake.exact_number import read_numbers
from jicha.intake.marked_yaml import Marked, Section
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.number import Number, unread_numbers
from jicha.intake.values import Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Total(Transform):
    """Numbers added up exactly, each read by the same grammar. A sum with a hole in it is no sum: it is NULL."""

    parts: tuple[Number, ...]

    options = Number.options
    fills = ("integer", "decimal")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Total | None:
        """Read it from its list of columns and the options of ``number``."""
        word = next(word for word in section.entries if section.entries[word] is node)
        numbers = [Number.read(one, section, reading) for one in section.nodes(word)]
        if not numbers:
            reading.faults.append(node.fault("no columns to add up", "Write total: [a, b]."))
            return None
        return cls(tuple(one for one in numbers if one))

    @property
    def reads(self) -> tuple[str, ...]:
        """Its columns."""
        return tuple(one.column for one in self.parts)

    def silent(self, absent: frozenset[str]) -> bool:
        """Whether a part is missing throughout: a sum with a hole is none."""
        return not absent.isdisjoint(self.reads)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The sums. One too large for the column is refused like a single number, named by the first column."""
        parts = [one.values(rows, column_type) for one in self.parts]
        total = reduce(pc.add, (one.array for one in parts))
        read = read_numbers(total, precision=column_type.precision or 18, scale=column_type.scale)
        unread = tuple(unread for one in parts for unread in one.unread)
        unread += unread_numbers(read, rows, self.parts[0].column, column_type)
        return Values(read.array.cast(column_type.arrow), unread)
