"""`code`: a source's code into ours, by a list in the profile or by the code list's own mapping of that source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_text import text_of_values
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.nearest import nearest, suggestion
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Unread, Values, mask_of
from jicha.schema import ColumnType, code_list


@dataclass(frozen=True, slots=True)
class Code(Transform):
    """Their codes beside ours; ``F*`` stands for every code that begins with F.

    A code in neither list becomes ``unknown`` when the profile names one of ours for it (a bill is not lost because
    nobody knows one mark on it); otherwise the row is quarantined with the nearest code of theirs.
    """

    column: str
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    unknown: str | None = None

    options = ("codes", "unknown")
    fills = ("code",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Code | None:
        """Read it from its word's value and its codes, or the code list's mapping of the profile's source."""
        codes = code_list(reading.type.code_list)
        pairs = {theirs: text_of(ours, "a code", reading.faults) for theirs, ours in section.pairs("codes")}
        if "codes" not in section:
            pairs = codes.mappings.get(reading.source, {})
            if not pairs:
                message = f"the code list {codes.name} has no codes of the source {reading.source!r}"
                section.fault(message, "Add codes: with theirs: ours.")
        unknown = section.text("unknown", "") or None
        for ours in {*pairs.values(), *((unknown,) if unknown else ())}:
            if ours not in codes.meanings:
                section.fault(f"{ours!r} is no code of {codes.name}", suggestion(ours, codes.meanings))
        return cls(text_of(node, "code", reading.faults), tuple(pairs), tuple(pairs.values()), unknown)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """Our codes."""
        text = text_of_values(rows.trimmed(self.column))
        found = pc.index_in(text, value_set=pa.array(self.theirs, pa.string()))
        ours = pa.array(self.ours, pa.string()).take(found)
        for prefix, code in self._prefixes.items():
            begins = pc.and_(ours.is_null(), pc.starts_with(text, prefix)).fill_null(False)
            ours = pc.if_else(begins, pa.scalar(code, pa.string()), ours)
        strange = mask_of(pc.and_(text.is_valid(), ours.is_null()))
        if strange.any():  # a word for nothing that the codes do not explain
            strange = strange & ~mask_of(pc.is_in(text, value_set=rows.nulls.in_values))
        if not strange.any():
            return Values(ours)
        if self.unknown is not None:
            return Values(pc.if_else(pa.array(strange), pa.scalar(self.unknown, pa.string()), ours))
        delivered = rows.delivered(self.column)
        return Values(ours, (Unread(np.asarray(strange), "unknown_code", self.column, delivered, self._expected),))

    @property
    def _prefixes(self) -> Mapping[str, str]:
        pairs = zip(self.theirs, self.ours, strict=True)
        return {theirs[:-1]: ours for theirs, ours in pairs if theirs.endswith("*")}

    def _expected(self, delivered: str) -> str:
        return nearest(delivered.strip(), self.theirs) or ", ".join(self.theirs[:12])


def own_codes(column: str, name: str) -> Code:
    """A code column that is delivered in our own words."""
    ours = tuple(code_list(name).meanings)
    return Code(column, ours, ours)
