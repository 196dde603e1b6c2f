"""Columns of canonical tables as columns of a list: heading, unit and values in words, private ones masked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from jicha.engine.dialect import DEFAULT_TIME_ZONE
from jicha.press.evidence import unit_words
from jicha.press.figures import money, trimmed
from jicha.press.listing import Column, Kind
from jicha.press.mask import is_masked, masked
from jicha.press.say import Language, say, say_or
from jicha.press.totals import mapped
from jicha.schema import Column as SchemaColumn
from jicha.schema import code_lists, tables
from jicha.terms.one_line import one_line
from jicha.terms.privacy import Privacy

_WIDTHS = {"text": 20, "code": 16, "instant": 17, "date": 12, "month": 10, "boolean": 8, "integer": 10, "decimal": 14}


@dataclass(frozen=True, slots=True)
class FieldColumn(Column):
    """A column of a canonical table; ``words`` are its meaning in English and Chinese."""

    words: tuple[str, str] = ("", "")

    def heading(self, language: Language) -> str:
        """The meaning of the column with its unit."""
        unit = unit_words(self.unit, language)
        words = self.words[language is Language.ZH]
        return f"{words} ({unit})" if unit else words


def field_column(column: SchemaColumn, clearance: Privacy) -> FieldColumn:
    """What a list shows of a column: numbers and days as such, all else (and all that is masked) as text."""
    name = column.type.name
    kinds = {"integer": Kind.INTEGER, "decimal": Kind.DECIMAL, "date": Kind.DATE}
    kind = Kind.TEXT if is_masked(column, clearance) else kinds.get(name, Kind.TEXT)
    unit = column.unit if kind in (Kind.INTEGER, Kind.DECIMAL) and column.unit not in ("1", "count") else ""
    words = (column.meaning, column.meaning_zh)
    return FieldColumn(column.name, kind, unit, column.type.scale, _WIDTHS[name], words)


def field_values(values: pa.ChunkedArray, column: SchemaColumn, clearance: Privacy, language: Language) -> pa.Array:
    """The values of a column as a list holds them: codes, yes and no in words, months and instants as local text."""
    if is_masked(column, clearance):
        return masked(values, column)
    words = _WORDS.get(column.type.name)
    array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    return words(array, column, language) if words else array


def field_text(value: object, column: SchemaColumn) -> str:
    """One value of ``field_values`` as a line on a terminal shows it."""
    if isinstance(value, Decimal):
        return money(value) if column.unit == "CNY" else trimmed(value)
    if isinstance(value, date):
        return value.isoformat()
    return one_line(str(value))


def table_words(name: str, language: Language) -> str:
    """What a table is called: the word for its subject, else its meaning in Chinese, or its name in English."""
    meaning = tables()[name].meaning_zh if language is Language.ZH else name.replace("_", " ").capitalize()
    return say_or(f"subject.{name}", meaning, language)


def local_time(moment: datetime) -> str:
    """An instant (UTC without zone) to the minute, in the time of the place."""
    there = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(DEFAULT_TIME_ZONE))
    return there.strftime("%Y-%m-%d %H:%M")


def _codes(values: pa.Array, column: SchemaColumn, language: Language) -> pa.Array:
    meanings = code_lists()[column.type.code_list].meanings
    return mapped(values, lambda code: meanings[code][language is Language.ZH] if code in meanings else code)


def _booleans(values: pa.Array, column: SchemaColumn, language: Language) -> pa.Array:
    return pc.if_else(values, say("evidence.true", language), say("evidence.false", language))


def _months(values: pa.Array, column: SchemaColumn, language: Language) -> pa.Array:
    return pc.strftime(values, format="%Y-%m")


def _instants(values: pa.Array, column: SchemaColumn, language: Language) -> pa.Array:
    there = pc.assume_timezone(values, "UTC").cast(pa.timestamp("s", DEFAULT_TIME_ZONE), safe=False)
    return pc.strftime(there, format="%Y-%m-%d %H:%M")


_WORDS: dict[str, Callable[[pa.Array, SchemaColumn, Language], pa.Array]] = {
    "code": _codes,
    "boolean": _booleans,
    "month": _months,
    "instant": _instants,
}
