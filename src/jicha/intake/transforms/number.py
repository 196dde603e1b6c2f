"""`number`: a number into a decimal or whole-number column, with a change of unit where the source has another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from jicha.intake.exact_number import Numbers, read_numbers
from jicha.intake.manner import NUMBER_OPTIONS, read_style
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.no_value import told_apart
from jicha.intake.number_style import PLAIN, NumberStyle, Percent, styles_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Unread, Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Number(Transform):
    """One column times a fixed factor (``times: 0.001`` makes kWh of Wh), in the style of its source.

    Digits beyond the column's scale quarantine the row unless ``half_up: yes`` allows to round them.
    """

    column: str
    times: Decimal = Decimal(1)
    half_up: bool = False
    style: NumberStyle = PLAIN

    options = ("times", "half_up", *NUMBER_OPTIONS)
    fills = ("integer", "decimal")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Number | None:
        """Read it from its word's value and its options."""
        column = text_of(node, "number", reading.faults)
        style = read_style(section, reading.manner.numbers)
        times = read_factor(section, reading)
        if style.percent is not Percent.NO and reading.unit != "%":
            times *= Decimal("0.01")
        _check_unit(section, reading, style)
        return cls(column, times, section.yes("half_up"), style)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The numbers, exact."""
        read = read_numbers(
            rows.trimmed(self.column),
            precision=column_type.precision or 18,
            scale=column_type.scale,
            times=self.times,
            half_up=self.half_up,
            style=self.style,
            nothing=rows.nulls.in_values,
        )
        unread = unread_numbers(read, rows, self.column, column_type, self.style)
        return Values(read.array.cast(column_type.arrow), unread)


def read_factor(section: Section, reading: Reading) -> Decimal:
    """The option ``times``, a plain decimal of at most 18 digits."""
    written = section.text("times", "1")
    numbers = read_numbers(pa.array([written]), precision=36, scale=18)
    factor = numbers.array[0].as_py()
    if not factor or abs(factor) >= 10**9 or len(written) > 18:
        section.fault_at("times", f"times is {written!r}", "Write a plain number that is not 0, such as 0.001.")
        return Decimal(1)
    return Decimal(written)


def _check_unit(section: Section, reading: Reading, style: NumberStyle) -> None:
    """A unit that is stripped must be the column's own, or the profile must say how many of it one is."""
    if "times" in section and style.units:
        section.fault("units says what one of each is", "Leave times out, or units.")
    if "unit" in section and style.unit not in ("", reading.unit) and "times" not in section:
        ours = f"the column is in {reading.unit}" if reading.unit else "the column has no unit"
        remedy = f"Say how many of it one {style.unit} is: times: 1000, or units: {{{style.unit}: 1000}}."
        section.fault_at("unit", f"unit is {style.unit!r}, {ours}", remedy)


def unread_numbers(
    read: Numbers, rows: Rows, column: str, column_type: ColumnType, style: NumberStyle = PLAIN
) -> tuple[Unread, ...]:
    """The rows that are no number of the type, each with its reason and what was expected."""
    if not read.refused:
        return ()
    whole = (column_type.precision or 18) - column_type.scale
    units = [word for word in (style.unit, *(word for word, _ in style.units)) if word]
    samples = ["1234.5%"] if style.percent is not Percent.NO else [f"1234.5 {word}" for word in units]
    if style.bare:
        samples.insert(0, "1234.5")
    expected: dict[str, Callable[[str], str]] = {
        "not_a_number": lambda _: "1234.5",
        "too_precise": lambda _: str(column_type.scale),
        "out_of_range": lambda _: str(whole),
        "other_number_style": styles_of,
        "other_unit": lambda _: ", ".join(samples),
        "power_of_ten": lambda _: "1234.5",
        "other_digits": lambda _: "0123456789",
    }
    text = rows.delivered(column)
    return tuple(
        Unread(found, reason, column, text, expected.get(reason, lambda _: ""))
        for reason, found in told_apart(read.refused, text).items()
    )
