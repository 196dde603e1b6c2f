"""`join`: several columns into one text, such as the parts of an address."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.identifier_grammar import read_texts
from jicha.intake.marked_yaml import Marked, Section
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.take import unread_texts
from jicha.intake.values import Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Join(Transform):
    """Texts with a separator between; missing parts are left out, and nothing but missing parts is missing."""

    columns: tuple[str, ...]
    separator: str

    options = ("separator",)
    fills = ("text",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Join | None:
        """Read it from its list of columns and its separator (a blank when not given)."""
        columns = section.texts("join")
        if not columns:
            section.fault("no columns to join", "Write join: [a, b].")
        return cls(columns, section.text("separator", " "))

    @property
    def reads(self) -> tuple[str, ...]:
        """Its columns."""
        return self.columns

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The joined texts."""
        read = [read_texts(rows.column(column)) for column in self.columns]
        parts = [one.array for one in read]
        # Arrow drops a row of which every part is skipped, so each begins with an empty part that is cut off again.
        lead = pa.repeat(pa.scalar(""), len(rows))
        joined = pc.binary_join_element_wise(lead, *parts, self.separator, null_handling="skip")
        text = pc.utf8_slice_codeunits(joined, start=len(self.separator))
        unread = tuple(
            found
            for one, column in zip(read, self.columns, strict=True)
            for found in unread_texts(one, rows, column, None)
        )
        return Values(pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), text), unread)
