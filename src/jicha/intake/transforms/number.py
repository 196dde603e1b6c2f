"""`number`: a number into a decimal or whole-number column, with a change of unit where the source has another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from jicha.intake.exact_number import Numbers, read_numbers
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Unread, Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Number(Transform):
    """One column times a fixed factor (``times: 0.001`` makes kWh of Wh).

    Digits beyond the column's scale quarantine the row unless ``half_up: yes`` allows to round them.
    """

    column: str
    times: Decimal = Decimal(1)
    half_up: bool = False

    options = ("times", "half_up")
    fills = ("integer", "decimal")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Number | None:
        """Read it from its word's value and its options."""
        column = text_of(node, "number", reading.faults)
        return cls(column, read_factor(section, reading), section.yes("half_up"))

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The numbers, exact."""
        read = read_numbers(
            rows.column(self.column),
            precision=column_type.precision or 18,
            scale=column_type.scale,
            times=self.times,
            half_up=self.half_up,
        )
        return Values(read.array.cast(column_type.arrow), unread_numbers(read, rows, self.column, column_type))


def read_factor(section: Section, reading: Reading) -> Decimal:
    """The option ``times``, a plain decimal of at most 18 digits."""
    written = section.text("times", "1")
    numbers = read_numbers(pa.array([written]), precision=36, scale=18)
    factor = numbers.array[0].as_py()
    if not factor or abs(factor) >= 10**9 or len(written) > 18:
        section.fault_at("times", f"times is {written!r}", "Write a plain number that is not 0, such as 0.001.")
        return Decimal(1)
    return Decimal(written)


def unread_numbers(read: Numbers, rows: Rows, column: str, column_type: ColumnType) -> tuple[Unread, ...]:
    """The rows that are no number of the type, each with its reason."""
    whole = (column_type.precision or 18) - column_type.scale
    found = (
        (read.not_a_number, "not_a_number", "1234.5"),
        (read.too_precise, "too_precise", str(column_type.scale)),
        (read.out_of_range, "out_of_range", str(whole)),
    )
    if not any(mask.any() for mask, _, _ in found):
        return ()
    text = rows.delivered(column)
    return tuple(
        Unread(mask, reason, column, text, lambda _, expected=expected: expected)  # type: ignore[misc]
        for mask, reason, expected in found
        if mask.any()
    )
