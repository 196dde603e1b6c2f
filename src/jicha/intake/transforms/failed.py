"""`failed`: whether the source says that it tried to read a value and failed, which a blank does not say."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_text import text_of_values
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.nearest import suggestion
from jicha.intake.null_words import FAILURE_WORDS
from jicha.intake.rows import Rows, without
from jicha.intake.transform import Reading, Transform
from jicha.intake.values import Values, blank_out, mask_of
from jicha.schema import ColumnType, code_list


@dataclass(frozen=True, slots=True)
class Failed(Transform):
    """``采集失败`` in a column of numbers is a missing number; here it is the news that reading failed.

    Into a yes or no: yes where one of ``words`` stands, no where a value does, NULL where nothing is said. Into a code:
    the code of the word, ``otherwise`` where a value stands, NULL where nothing is said.
    """

    column: str
    words: tuple[str, ...] = FAILURE_WORDS
    codes: tuple[str, ...] = ()
    otherwise: str | None = None

    options = ("words", "codes", "otherwise")
    fills = ("boolean", "code")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Failed | None:
        """Read it from its word's value, and its words (a yes or no) or its codes."""
        column = text_of(node, "failed", reading.faults)
        if reading.type.name == "boolean":
            for word in ("codes", "otherwise"):
                if word in section:
                    section.fault_at(word, f"a yes or no has no {word}", "Give words: [..], or leave them to ours.")
            return cls(column, section.texts("words") or FAILURE_WORDS)
        known = code_list(reading.type.code_list).meanings
        pairs = {theirs: text_of(ours, "a code", reading.faults) for theirs, ours in section.pairs("codes")}
        otherwise = section.text("otherwise", "") or None
        if not pairs or "words" in section:
            section.fault("a code column needs a code for each word", "Add codes: {采集失败: failed}, without words.")
        for ours in {*pairs.values(), *((otherwise,) if otherwise else ())}:
            if ours not in known:
                section.fault(f"{ours!r} is no code of {reading.type.code_list}", suggestion(ours, known))
        return cls(column, tuple(pairs), tuple(pairs.values()), otherwise)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """Yes, no or NULL; or the codes."""
        text = text_of_values(rows.trimmed(self.column))
        found = pc.index_in(text, value_set=pa.array(self.words, pa.string()))
        said = mask_of(found.is_valid())
        value = mask_of(without(text, rows.nulls.in_values).is_valid()) & ~said
        if column_type.name == "boolean":
            return Values(blank_out(pa.array(said), ~(said | value)))
        codes = pa.array(self.codes, pa.string()).take(found)
        return Values(pc.if_else(pa.array(value), pa.scalar(self.otherwise, pa.string()), codes))
