"""The types of expressions: those of the schema, with what arithmetic does to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from jicha.schema import ColumnType

_FAMILY = {
    "integer": "number",
    "decimal": "number",
    "text": "text",
    "code": "text",
    "date": "day",
    "month": "day",
}
_WORDS = {"number": "a number", "text": "a text", "day": "a date", "instant": "an instant", "boolean": "true or false"}
INTEGER_DIGITS = 20  # Spark counts a BIGINT as DECIMAL(20, 0)
MOST_DIGITS = 38


@dataclass(frozen=True, slots=True)
class SqlType:
    """A type.

    ``words`` are literals that a CASE or COALESCE adds to a code list; ``products`` counts DECIMAL x DECIMAL so far;
    ``identifies`` is the table and key column that an identifier stands for.
    """

    name: str
    precision: int = 0
    scale: int = 0
    code_list: str = ""
    words: frozenset[str] = frozenset()
    products: int = 0
    identifies: tuple[str, str] | None = None

    @classmethod
    def of(cls, column: ColumnType) -> Self:
        """The type of a column."""
        return cls(column.name, column.precision, column.scale, column.code_list)

    @property
    def family(self) -> str:
        """Types of one family may be compared: number, text, day, instant, boolean, list; or unknown, null."""
        return family_of(self.name)

    @property
    def is_sure(self) -> bool:
        """Whether anything can be said of it."""
        return self.name not in ("unknown", "null")

    @property
    def is_number(self) -> bool:
        """An integer or a decimal."""
        return self.family == "number"

    @property
    def digits(self) -> tuple[int, int]:
        """Digits before and behind the point, as Spark counts them."""
        if self.name == "integer":
            return self.precision or INTEGER_DIGITS, 0
        return self.precision - self.scale, self.scale

    def __str__(self) -> str:
        if self.name == "code":
            return f"a code of {self.code_list}"
        return _WORDS.get(self.family, f"a {self.name}")


UNKNOWN = SqlType("unknown")
NULL = SqlType("null")
BOOLEAN = SqlType("boolean")
INTEGER = SqlType("integer")
TEXT = SqlType("text")
DATE = SqlType("date")


def family_of(type_name: str) -> str:
    """The family of a type's name: ``month`` is a day, ``code`` is a text."""
    return _FAMILY.get(type_name, type_name)


def decimal(before: int, behind: int, *, products: int = 0) -> SqlType:
    """A decimal with so many digits before and behind the point (perhaps more than an engine can hold)."""
    return SqlType("decimal", before + behind, behind, products=products)


def either(left: SqlType, right: SqlType) -> SqlType:
    """The type of a value that is one or the other (branches of CASE, arguments of COALESCE)."""
    if not left.is_sure or left == right:
        return right if left.name == "null" or left == right else left
    if not right.is_sure:
        return left if right.name == "null" else right
    if left.is_number and right.is_number:
        if left.name == right.name == "integer":
            return INTEGER
        before, behind = (max(pair) for pair in zip(left.digits, right.digits, strict=True))
        return decimal(before, behind, products=max(left.products, right.products))
    if left.family == right.family == "text":
        return _either_text(left, right)
    if left.family == right.family:
        return left if left.name == right.name else DATE
    return UNKNOWN


def _either_text(left: SqlType, right: SqlType) -> SqlType:
    same = left.identifies if left.identifies == right.identifies else None
    code, other = (left, right) if left.name == "code" else (right, left)
    if code.name == "code" and (other.words or other.code_list == code.code_list):
        return replace(code, words=code.words | other.words, identifies=same)
    return SqlType(
        "text", words=left.words | right.words if left.words and right.words else frozenset(), identifies=same
    )
