"""`constant`: the same value on every row, said by the profile because the file does not say it."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Values
from jicha.schema import ColumnType
from jicha.schema.values import BadValue, parse_value


@dataclass(frozen=True, slots=True)
class Constant(Transform):
    """A fixed value, checked against the column's type when the profile is read."""

    value: pa.Scalar

    fills = ("text", "integer", "decimal", "boolean", "date", "month", "instant", "code")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Constant | None:
        """Read it from its word's value."""
        value = parse_constant(node, reading)
        return None if value is None else cls(value)

    @property
    def reads(self) -> tuple[str, ...]:
        """No column."""
        return ()

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The value on every row."""
        return Values(pa.repeat(self.value, len(rows)))


def parse_constant(node: Marked, reading: Reading) -> pa.Scalar | None:
    """A value of the column's type out of the profile; a fault and None when it is none."""
    written = text_of(node, "the constant", reading.faults)
    kind = reading.type
    try:
        return pa.scalar(parse_value(kind, written), kind.arrow)
    except BadValue as error:
        reading.faults.append(node.fault(error.faults[0].message, error.faults[0].remedy))
        return None
