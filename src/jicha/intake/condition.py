"""A `when`: which rows of a file a target table or a column is for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_text import text_of_values
from jicha.intake.marked_yaml import Marked, Section
from jicha.intake.rows import Rows
from jicha.intake.values import Mask, mask_of
from jicha.terms.errors import Fault

WORDS = ("column", "is", "is_not", "given", "and")


@dataclass(frozen=True, slots=True)
class Condition:
    """``{column: counter_type, is: [ELEC, GAZ]}``, ``is_not: [..]`` or ``given: yes``; several words must all hold.

    A missing value is none of the listed words: it fails ``is`` and passes ``is_not``. ``and`` names another condition
    that must hold as well.
    """

    column: str
    words: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    given: bool | None = None
    also: Condition | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return (self.column, *(self.also.columns if self.also else ()))

    def words_of(self, column: str) -> tuple[str, ...]:
        """The words that a column must have for it to hold, as far as it lists them."""
        here = self.words if self.column == column else ()
        return (*here, *(self.also.words_of(column) if self.also else ()))

    def fails_without(self, absent: frozenset[str]) -> bool:
        """Whether it can hold for no row of a file that lacks these columns."""
        here = self.column in absent and (bool(self.words) or self.given is True)
        return here or (self.also is not None and self.also.fails_without(absent))

    def holds(self, rows: Rows) -> Mask:
        """The rows for which it holds."""
        text = text_of_values(rows.column(self.column))
        mask: Mask = np.ones(len(rows), bool)
        if self.words:
            mask &= mask_of(pc.is_in(text, value_set=pa.array(self.words, pa.string())))
        if self.other_than:
            mask &= ~mask_of(pc.is_in(text, value_set=pa.array(self.other_than, pa.string())))
        if self.given is not None:
            mask &= mask_of(text.is_valid()) == self.given
        if self.also:
            mask &= self.also.holds(rows)
        return mask


def read_condition(node: Marked, faults: list[Fault]) -> Condition:
    """Read a condition; unknown words and an empty condition are faults."""
    section = Section(node, faults, WORDS)
    if not {"is", "is_not", "given"} & set(section.entries):
        section.fault("the condition says nothing", "Add is: [..], is_not: [..] or given: yes.")
    given = section.yes("given") if "given" in section else None
    also = read_condition(section.entries["and"], faults) if "and" in section else None
    return Condition(section.text("column"), section.texts("is"), section.texts("is_not"), given, also)
