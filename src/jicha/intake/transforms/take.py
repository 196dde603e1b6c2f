"""`take`: a column as it is, read by the canonical column's type. A plain word in a profile means the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jicha.intake.identifier_grammar import (
    IDENTIFIER_CHARACTERS,
    TEXT_CHARACTERS,
    IdentifierStyle,
    PointZero,
    Texts,
    hidden_in,
    read_identifiers,
    read_texts,
)
from jicha.intake.manner import word_of
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading, Transform
from jicha.intake.transforms.boolean import Boolean
from jicha.intake.transforms.code import own_codes
from jicha.intake.transforms.date import plain_date
from jicha.intake.transforms.instant import plain_instant
from jicha.intake.transforms.month import plain_month
from jicha.intake.transforms.number import Number
from jicha.intake.values import Unread, Values
from jicha.schema import ColumnType


@dataclass(frozen=True, slots=True)
class Take(Transform):
    """A text column: exactly the digits and letters of the file, without padding.

    With a ``style`` it is an identifier: whole numbers stay whole (``1234``, never ``1234.0``), and what lost digits
    on its way or hides a sign is refused. Without one it is a name or a remark, kept as it is.
    """

    column: str
    style: IdentifierStyle | None = None

    options = ("pad", "point_zero")
    fills = ("text", "integer", "decimal", "boolean", "date", "month", "instant", "code")

    @classmethod
    def read(cls, node: Marked, section: Section, reading: Reading) -> Transform | None:  # type: ignore[override]
        """The transform that reads a column of this type; the options are those of an identifier."""
        asked = [word for word in cls.options if word in section]
        if not asked:
            return take(node, reading)
        if not reading.identifies:
            section.fault_at(asked[0], f"{asked[0]} is for identifiers", "Leave it out: this column is none.")
        if "pad" in section and not reading.manner.confirmed:
            section.fault_at(
                "pad",
                "pad puts back digits that nobody has seen",
                "Look at files of the source, then write confidence: observed.",
            )
        pad = section.whole_number("pad", 1) if "pad" in section else 0
        if pad > IDENTIFIER_CHARACTERS:
            section.fault_at("pad", f"pad is {pad}", f"An identifier has {IDENTIFIER_CHARACTERS} characters at most.")
        style = IdentifierStyle(pad, word_of(section, "point_zero", PointZero.REFUSE))
        return cls(text_of(node, "take", reading.faults), style)

    @property
    def reads(self) -> tuple[str, ...]:
        """Its column."""
        return (self.column,)

    def values(self, rows: Rows, column_type: ColumnType) -> Values:
        """The column as text."""
        values = rows.column(self.column)
        texts = read_texts(values) if self.style is None else read_identifiers(values, self.style)
        return Values(texts.array, unread_texts(texts, rows, self.column, self.style))


def take(node: Marked, reading: Reading) -> Transform | None:
    """The transform for a plain column word, by the type of the canonical column."""
    word = text_of(node, "a column", reading.faults)
    kinds: dict[str, Callable[[], Transform]] = {
        "text": lambda: Take(word, IdentifierStyle() if reading.identifies else None),
        "integer": lambda: Number(word, style=reading.manner.numbers),
        "decimal": lambda: Number(word, style=reading.manner.numbers),
        "boolean": lambda: Boolean(word),
        "date": lambda: plain_date(word, reading),
        "month": lambda: plain_month(word, reading),
        "instant": lambda: plain_instant(word, reading),
        "code": lambda: own_codes(word, reading.type.code_list),
    }
    if reading.type.name not in kinds:
        reading.faults.append(node.fault(f"a {reading.type} cannot be taken from one column", "Use slots."))
        return None
    return kinds[reading.type.name]()


def unread_texts(texts: Texts, rows: Rows, column: str, style: IdentifierStyle | None) -> tuple[Unread, ...]:
    """The rows whose text cannot be used, each with its reason and what was expected."""
    if not texts.refused:
        return ()
    longest = str(TEXT_CHARACTERS if style is None else IDENTIFIER_CHARACTERS)
    expected: dict[str, Callable[[str], str]] = {
        "hidden_character": hidden_in,
        "too_long": lambda _: longest,
        "longer_than_pad": lambda _: str(style.pad if style else 0),
    }
    delivered = rows.delivered(column)
    return tuple(
        Unread(found, reason, column, delivered, expected.get(reason, lambda _: ""))
        for reason, found in texts.refused.items()
    )
