"""`bill_of`: the bill that a row speaks of, by its own number or as the only one of its customer and month."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import MONTHS
from jicha.intake.lookups import ONLY_BILL
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.date import local_moments
from jicha.intake.transforms.point_of import Clues, follow, read_clues
from jicha.intake.values import Values, blank_out, mask_of
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class BillOf(Transform):
    """``number`` is the bill's own, taken as it is; ``customer`` leads to the bill of the month ``in``.

    Missing where nothing is known, or where the customer has several bills of that month.
    """

    clues: Clues
    month: str

    options = ("in",)
    fills = ("text",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> BillOf | None:
        """Read it from its clues and the column of the month."""
        month = text_of(section.entries["in"], "in", reading.faults) if "in" in section else ""
        clues = read_clues(node, ("number", "customer"), reading)
        if not month and any(word == "customer" for word, _ in clues):
            section.fault("a customer has many bills", "Add in: with the column of the month.")
        return cls(clues, month)

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of its clues, and of the month."""
        return (*(word for _, clue in self.clues for word in clue.reads), *((self.month,) if self.month else ()))

    @property
    def looks_up(self) -> frozenset[str]:
        """The bills."""
        return frozenset({ONLY_BILL.table})

    @property
    def waits(self) -> bool:
        """Whether it looks anything up."""
        return any(word == "customer" for word, _ in self.clues)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The bills' identifiers."""
        months: pa.Array = pa.nulls(len(rows), pa.date32())
        if self.month:
            moments = local_moments(rows, self.month, MONTHS, otherwise="not_a_month").array
            months = pc.floor_temporal(moments, unit="month").cast(pa.date32())
        made = follow(rows, self.clues, months, "bill", needed=False)
        if not self.waits:
            return made
        monthless = mask_of(months.is_null())
        asked = blank_out(made.asked, monthless) if made.asked is not None else None
        return Values(_with_month(rows, self.clues, made.array, months), made.unread, asked)


def _with_month(rows: Rows, clues: Clues, bills: pa.Array, months: pa.Array) -> pa.Array:
    """A customer without a month leads nowhere, even if he has a single bill in all."""
    numbered = [clue.values(rows).array.is_valid() for word, clue in clues if word == "number"]
    known = pc.or_(months.is_valid(), numbered[0]) if numbered else months.is_valid()
    return blank_out(bills, ~mask_of(known))
