"""`nameplate`: a current that the nameplate of a meter prints, such as ``5(60)A``: basic 5 A, at most 60 A."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pyarrow as pa

from jicha.intake.exact_text import text_of_values
from jicha.intake.manner import word_of
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Unread, Values, mask_of
from jicha.schema import ColumnType

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,3})?"
_PRINTED = re.compile(
    rf"^(?:[1-4][x×*])?(?:(?P<basic>{_NUMBER})|{_NUMBER}[-~]{_NUMBER}(?=\())"
    rf"(?:\((?P<max>{_NUMBER})A?\))?(?:A|安)?$",
    re.IGNORECASE,
)


class Current(StrEnum):
    """Which of the two."""

    BASIC = "basic"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Nameplate(Transform):
    """``part: basic`` of ``5(60)A`` is 5, ``part: max`` is 60; of a plain ``5`` there is no maximum.

    Newer meters print ``0.25-0.5(60)A``, the least and the transitional current (GB/T 17215.321), and no basic one.
    """

    column: str
    part: Current

    options = ("part",)
    fills = ("decimal",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Nameplate | None:
        """Read it from its word's value and its part."""
        return cls(text_of(node, "nameplate", reading.faults), word_of(section, "part", Current.BASIC))

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The currents, exact; computed once for each text that occurs."""
        text = text_of_values(rows.trimmed(self.column))
        encoded = text.dictionary_encode()
        found = [_PRINTED.match(_plain(one)) for one in encoded.dictionary.to_pylist()]
        numbers = pa.array(
            [Decimal(one[self.part]) if one and one[self.part] else None for one in found], pa.decimal128(12, 3)
        )
        wrong = pa.array([one is None for one in found], pa.bool_())
        if not len(found):
            return Values(pa.nulls(len(text), column_type.arrow), ())
        refused = mask_of(wrong.take(encoded.indices)) & ~mask_of(
            pa.compute.is_in(text, value_set=rows.nulls.in_values)
        )
        unread = Unread(refused, "not_a_number", self.column, rows.delivered(self.column), lambda _: "5(60)A")
        return Values(numbers.take(encoded.indices).cast(column_type.arrow), (unread,) if refused.any() else ())


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
