"""`quotient`: a ratio that is written as two numbers, such as ``100/5`` of a current transformer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

import numpy as np
import pyarrow as pa

from jicha.intake.exact_text import text_of_values
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Mask, Unread, Values, mask_of
from jicha.schema import ColumnType

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
_QUOTIENT = re.compile(rf"^(?P<over>{_NUMBER})\s*[/:：／]\s*(?P<under>{_NUMBER})$|^(?P<plain>{_NUMBER})$")


@dataclass(frozen=True, slots=True)
class Quotient(Transform):
    """``100/5`` is 20, ``10000/100`` is 100, a plain number is itself.

    A quotient that the column cannot hold exactly is refused, as a number with too many decimals is.
    """

    column: str

    fills = ("integer", "decimal")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Quotient | None:
        """Read it from its word's value."""
        return cls(text_of(node, "quotient", reading.faults))

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The ratios, exact; computed once for each text that occurs."""
        text = text_of_values(rows.trimmed(self.column))
        encoded = text.dictionary_encode()
        precision = column_type.precision or 18
        found = [_read(one, precision, column_type.scale) for one in encoded.dictionary.to_pylist()]
        kind = pa.decimal128(precision, column_type.scale)
        numbers = pa.array([one if isinstance(one, Decimal) else None for one in found], kind)
        array = numbers.take(encoded.indices) if len(found) else pa.nulls(len(text), kind)
        nothing = pa.compute.is_in(text, value_set=rows.nulls.in_values)
        unread = tuple(
            Unread(refused, reason, self.column, rows.delivered(self.column), lambda _, expected=expected: expected)  # type: ignore[misc]
            for reason, expected in (("not_a_number", "100/5"), ("too_precise", str(column_type.scale)))
            if (refused := _refused(encoded, found, reason) & ~mask_of(nothing)).any()
        )
        return Values(array.cast(column_type.arrow), unread)


def _read(text: str | None, precision: int, scale: int) -> Decimal | str | None:
    """The ratio, or the reason why there is none."""
    match = _QUOTIENT.match(text or "")
    if not match:
        return "not_a_number"
    if match["plain"]:
        value = Decimal(match["plain"])
    elif not Decimal(match["under"]):
        return "not_a_number"
    else:
        with localcontext() as context:
            context.prec = 40
            value = Decimal(match["over"]) / Decimal(match["under"])
    rounded = value.quantize(Decimal(1).scaleb(-scale))
    if rounded != value or rounded.adjusted() >= precision - scale:
        return "too_precise"
    return rounded


def _refused(encoded: pa.DictionaryArray, found: list[Decimal | str | None], reason: str) -> Mask:
    if not found:
        return np.zeros(len(encoded), bool)
    wrong = pa.array([one == reason for one in found])
    return mask_of(wrong.take(encoded.indices))
