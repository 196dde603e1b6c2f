"""`boolean`: yes or no, by the words of the source."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_text import text_of_values
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Unread, Values, blank_out, mask_of
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Boolean(Transform):
    """Words that mean yes and words that mean no; any other word quarantines the row."""

    column: str
    yes: tuple[str, ...] = ("true",)
    no: tuple[str, ...] = ("false",)

    options = ("true", "false")
    fills = ("boolean",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Boolean | None:
        """Read it from its word's value and its two lists."""
        yes, no = section.texts("true"), section.texts("false")
        if not yes or not no or set(yes) & set(no):
            section.fault("the words for yes and no are missing or overlap", "Add true: [..] and false: [..].")
        return cls(text_of(node, "boolean", reading.faults), yes, no)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """True, false or NULL."""
        values = rows.trimmed(self.column)
        if pa.types.is_boolean(values.type):
            return Values(values)
        text = text_of_values(values)
        yes = mask_of(pc.is_in(text, value_set=pa.array(self.yes, pa.string())))
        no = mask_of(pc.is_in(text, value_set=pa.array(self.no, pa.string())))
        odd = mask_of(text.is_valid()) & ~yes & ~no
        unread = odd & ~mask_of(pc.is_in(text, value_set=rows.nulls.in_values)) if odd.any() else odd
        array = blank_out(pa.array(yes), ~(yes | no))
        if not unread.any():
            return Values(array)
        known = ", ".join([*self.yes, *self.no])
        return Values(
            array, (Unread(unread, "not_yes_or_no", self.column, rows.delivered(self.column), lambda _: known),)
        )
