"""`identifier`: the source's name and its numbers, joined by colons: `steg:123`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_text import text_of_values
from jicha.intake.expression import Expression, read_expression
from jicha.intake.marked_yaml import Marked, Section
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms import transforms
from jicha.intake.values import Values
from jicha.schema import ColumnType

# A part may hold a colon itself; written out, two different lists of parts never give the same identifier.
_WRITTEN_OUT = (("%", "%25"), (":", "%3A"), ("#", "%23"))
_NUMBER = "decimal(18,6)"  # what a part that is a number is read as


@dataclass(frozen=True, slots=True)
class Identifier(Transform):
    """Text from first to last: leading zeros and eighteen digits stay as they are.

    An identifier with a missing part is missing. With ``repeats: numbered`` rows of one file that bear the same
    identifier are told apart by ``#2``, ``#3``; for sources without a number of their own, in which the same line
    twice means that it was issued twice.
    """

    source: str
    parts: tuple[Expression, ...]
    numbered: bool = False

    options = ("repeats",)
    fills = ("text",)

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Identifier | None:
        """Read it from its list of parts: column words, or transforms."""
        if section.text("repeats", "numbered") != "numbered":
            section.fault_at("repeats", "unknown way to treat repeats", "Write repeats: numbered, or leave it out.")
        parts = [read_expression(one, reading.into(_type_of(one))) for one in section.nodes("identifier")]
        if not parts:
            section.fault("an identifier of nothing", "Write identifier: [column].")
        return cls(reading.source, tuple(one for one in parts if one), "repeats" in section)

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of all parts."""
        return tuple(word for part in self.parts for word in part.reads)

    def silent(self, absent: frozenset[str]) -> bool:
        """Whether a part is missing throughout: then the whole is."""
        return any(part.silent(absent) for part in self.parts)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The identifiers."""
        made = [part.values(rows) for part in self.parts]
        texts = [_written_out(_text(one.array)) for one in made]
        joined = pc.binary_join_element_wise(pa.scalar(self.source), *texts, ":")
        return Values(joined, tuple(unread for one in made for unread in one.unread))


def _type_of(node: Marked) -> str:
    """The type a part is read as before it becomes text: what its transform gives, text for a plain word."""
    words = [word for word in node.content if word in transforms()] if isinstance(node.content, Mapping) else []
    fills = transforms()[words[0]].fills if words else ("text",)
    if "decimal" in fills and "text" not in fills:
        return _NUMBER
    # A code or a list can be no part; asked for as text, the part is refused where it is read.
    return "text" if {"text", "code", "list"} & set(fills) else fills[0]


def _text(values: pa.Array) -> pa.Array:
    """A part as text. A number has no zeros at its end: 120.50, 120.5 and 1,200 of two exports are one number."""
    text = text_of_values(values)
    if not pa.types.is_decimal(values.type):
        return text
    return pc.replace_substring_regex(pc.replace_substring_regex(text, r"(\.\d*?)0+$", r"\1"), r"\.$", "")


def _written_out(text: pa.Array) -> pa.Array:
    for sign, written in _WRITTEN_OUT:
        if pc.any(pc.match_substring(text, sign)).as_py():
            text = pc.replace_substring(text, sign, written)
    return text
