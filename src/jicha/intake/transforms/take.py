"""`take`: a column as it is, read by the canonical column's type. A plain word in a profile means the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jicha.intake.exact_text import identifier_text
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.boolean import Boolean
from jicha.intake.transforms.code import own_codes
from jicha.intake.transforms.date import iso_dates
from jicha.intake.transforms.instant import utc_instants
from jicha.intake.transforms.month import iso_months
from jicha.intake.transforms.number import Number
from jicha.intake.values import Unread, Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Take(Transform):
    """A text column: exactly the digits and letters of the file, without padding.

    Whole numbers stay whole (``1234``, never ``1234.0``), and a number that lost digits on its way is refused.
    """

    column: str

    fills = ("text", "integer", "decimal", "boolean", "date", "month", "instant", "code")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Transform | None:  # type: ignore[override]
        """The transform that reads a column of this type without options."""
        return take(node, reading)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The column as text."""
        text, damaged = identifier_text(rows.column(self.column))
        if not damaged.any():
            return Values(text)
        return Values(text, (Unread(damaged, "damaged_number", self.column, rows.delivered(self.column)),))


def take(node: Marked, reading: Reading) -> Transform | None:
    """The transform for a plain column word, by the type of the canonical column."""
    word = text_of(node, "a column", reading.faults)
    kinds: dict[str, Callable[[], Transform]] = {
        "text": lambda: Take(word),
        "integer": lambda: Number(word),
        "decimal": lambda: Number(word),
        "boolean": lambda: Boolean(word),
        "date": lambda: iso_dates(word),
        "month": lambda: iso_months(word),
        "instant": lambda: utc_instants(word),
        "code": lambda: own_codes(word, reading.type.code_list),
    }
    if reading.type.name not in kinds:
        reading.faults.append(node.fault(f"a {reading.type} cannot be taken from one column", "Use slots."))
        return None
    return kinds[reading.type.name]()
