"""How each column of a ledger becomes the canonical column: by its type, as the Chinese exports are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

from jicha.intake.calendar_words import DATES, INSTANTS, MONTHS
from jicha.intake.expression import Expression
from jicha.intake.identifier_grammar import IdentifierStyle
from jicha.intake.ledger.kept import SOURCE, WRITTEN_HERE
from jicha.intake.ledger.words import shortened
from jicha.intake.number_style import NumberStyle, Percent, Style
from jicha.intake.read_target import identifies, likely_in
from jicha.intake.transform import Transform
from jicha.intake.transforms.boolean import Boolean
from jicha.intake.transforms.code import Code
from jicha.intake.transforms.date import Date
from jicha.intake.transforms.identifier import Identifier
from jicha.intake.transforms.instant import Instant
from jicha.intake.transforms.month import Month
from jicha.intake.transforms.number import Number
from jicha.intake.transforms.take import Take
from jicha.schema import Column, ColumnType, Table, code_list

ZONE = "Asia/Shanghai"
YES, NO = ("是", "1", "true", "TRUE", "Y", "yes"), ("否", "0", "false", "FALSE", "N", "no")
_MONEY = NumberStyle(Style.GROUPED)
_PERCENT = NumberStyle(Style.GROUPED, percent=Percent.PLAIN)


def expression_for(table: Table, column: Column, word: str) -> Expression:
    """The canonical column, made of the file's column ``word``."""
    return Expression(_MAKERS[column.type.name](table, column, word), column.type)


@cache
def words_for_codes(name: str) -> dict[str, str]:
    """The words for the codes of a list, each with our code: those of exports, ours, and the meanings.

    A word that exports use keeps what they mean by it; a meaning that two codes would share stands for neither.
    """
    codes = code_list(name)
    known = dict(codes.mappings.get(SOURCE, {}))
    known |= {code: code for code in codes.meanings if code not in known}
    for words in (
        [(chinese, code) for code, (_, chinese) in codes.meanings.items()],
        [(shortened(chinese), code) for code, (_, chinese) in codes.meanings.items()],
        [(english, code) for code, (english, _) in codes.meanings.items()],
    ):
        shared = Counter(word for word, _ in words)
        known |= {word: code for word, code in words if shared[word] == 1 and word not in known}
    return known


def is_number_of(column: Column) -> bool:
    """Whether a column holds a number that other exports know as well, so that it needs the source before it."""
    if column.references:
        return column.references[0] not in WRITTEN_HERE
    return column.name.endswith("_id")


def _text(table: Table, column: Column, word: str) -> Transform:
    taken = Take(word, IdentifierStyle() if identifies(column) else None)
    return Identifier(SOURCE, (Expression(taken, ColumnType("text")),)) if is_number_of(column) else taken


def _number(table: Table, column: Column, word: str) -> Transform:
    return Number(word, style=_PERCENT if column.unit == "%" else _MONEY)


def _code(table: Table, column: Column, word: str) -> Transform:
    codes = words_for_codes(column.type.code_list)
    return Code(word, tuple(codes), tuple(codes.values()))


_MAKERS: dict[str, Callable[[Table, Column, str], Transform]] = {
    "text": _text,
    "integer": _number,
    "decimal": _number,
    "boolean": lambda table, column, word: Boolean(word, YES, NO),
    "date": lambda table, column, word: Date(word, DATES, likely=likely_in(table, column)),
    "month": lambda table, column, word: Month(word, MONTHS, likely=likely_in(table, column)),
    "instant": lambda table, column, word: Instant(word, ZONE, (*INSTANTS, *DATES), likely=likely_in(table, column)),
    "code": _code,
}
