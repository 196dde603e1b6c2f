"""`first`: of several ways to make a value, the first that gives one, such as a number of its own or one made up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.expression import Expression, read_expression
from jicha.intake.marked_yaml import Marked, Section
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Mask, Unread, Values, mask_of
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class First(Transform):
    """The value of the first way that has one. A way that cannot read what stands there stops the row: the next way
    would hide that something is wrong."""

    ways: tuple[Expression, ...]

    fills = ("text", "integer", "decimal", "boolean", "date", "month", "instant", "code")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> First | None:
        """Read it from its list: column words, or transforms."""
        ways = [read_expression(one, reading) for one in section.nodes("first")]
        if len(ways) < 2:
            section.fault("first needs at least two ways", "Write first: [a, b].")
        return cls(tuple(one for one in ways if one))

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of all ways."""
        return tuple(word for way in self.ways for word in way.reads)

    def silent(self, absent: frozenset[str]) -> bool:
        """Whether none of its ways can give anything."""
        return all(way.silent(absent) for way in self.ways)

    @property
    def looks_up(self) -> frozenset[str]:
        """What its ways look up."""
        return frozenset().union(*(way.transform.looks_up for way in self.ways))

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The values."""
        array: pa.Array = pa.nulls(len(rows), column_type.arrow)
        settled: Mask = np.zeros(len(rows), bool)
        unread: list[Unread] = []
        for way in self.ways:
            made = way.values(rows)
            for one in made.unread:
                here = one.rows & ~settled
                if here.any():
                    unread.append(Unread(here, one.reason, one.column, one.delivered, one.expected))
                    settled = settled | here
            array = pc.if_else(pa.array(settled), array, made.array)
            settled = settled | mask_of(array.is_valid())
        return Values(array, tuple(unread))
