"""Evidence in words: the columns a find rests on, with caption, value and unit, and the series among them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jicha.press.figures import money, trimmed
from jicha.press.page_words import PageWords
from jicha.press.say import Language, say, say_or
from jicha.schema import code_lists, tables
from jicha.terms.finding import Evidence
from jicha.terms.privacy import Privacy

_DECIMAL = re.compile(r"^-?(0|[1-9]\d*)(\.\d+)?$")
_SERIES = re.compile(r"^\[\s*(-?\d+(\.\d+)?|null)(\s*,\s*(-?\d+(\.\d+)?|null))+\s*\]$")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence ready to be shown.

    ``number`` is set where the value is a number with a unit, ``series`` where it is a run of numbers.
    """

    caption: str
    value: str
    unit: str
    number: float | None = None
    series: tuple[float | None, ...] = ()

    def __str__(self) -> str:
        return f"{self.caption}: {self.value} {self.unit}".rstrip()


def read_evidence(text: str | None) -> tuple[Evidence, ...]:
    """The evidence column of a finding: JSON, a list of [name, value text or null, unit]."""
    return tuple(Evidence(name, value, unit or "") for name, value, unit in json.loads(text)) if text else ()


def exhibits(evidence: tuple[Evidence, ...], page: PageWords | None, language: Language) -> tuple[Exhibit, ...]:
    """Evidence with captions from the page (else from the schema, else the column's name).

    A unit that the run did not know is taken from the page, which traces it through its SQL.
    """
    units = page.meaning().units if page else {}
    known = (Evidence(one.name, one.value, one.unit or units.get(one.name, "")) for one in evidence)
    return tuple(_exhibit(one, page, language) for one in known)


def evidence_line(evidence: tuple[Evidence, ...], page: PageWords | None, language: Language) -> str:
    """All evidence in one line, for a cell of a list."""
    return "; ".join(str(one) for one in exhibits(evidence, page, language))


def _exhibit(one: Evidence, page: PageWords | None, language: Language) -> Exhibit:
    caption = page.caption_in(one.name, language) if page else None
    if caption is None:
        pair = _schema_captions().get(one.name)
        caption = pair[language is Language.ZH] if pair else one.name.replace("_", " ")
    unit = unit_words(one.unit, language)
    if one.name in _private_columns():
        return Exhibit(caption, say("evidence.withheld", language), "")
    if one.value is not None and _SERIES.match(one.value):
        series = tuple(None if number is None else float(number) for number in json.loads(one.value))
        return Exhibit(caption, _span(series, language), unit, series=series)
    number = float(one.value) if one.value is not None and one.unit and _DECIMAL.match(one.value) else None
    return Exhibit(caption, value_words(one, language), unit if one.value is not None else "", number)


def unit_words(unit: str, language: Language) -> str:
    """A unit as the language writes it: CNY is 元."""
    return say_or(f"unit.{unit}", unit, language) if unit else ""


def value_words(one: Evidence, language: Language) -> str:
    """One value: yes or no, a code in words, a number with thousands apart; anything else as it stands."""
    value = one.value
    if value is None:
        return say("evidence.blank", language)
    if value in ("true", "false"):
        return say(f"evidence.{value}", language)
    if _DECIMAL.match(value) and (one.unit or "." in value):
        number = Decimal(value)
        return money(number) if one.unit == "CNY" else trimmed(number)
    code = _code_words(one.name).get(value)
    return code[language is Language.ZH] if code else value


def _span(series: tuple[float | None, ...], language: Language) -> str:
    known = [number for number in series if number is not None]
    if not known:
        return say("evidence.blank", language)
    low, high = trimmed(Decimal(str(min(known)))), trimmed(Decimal(str(max(known))))
    return say("evidence.span", language, count=len(series), low=low, high=high)


@cache
def _schema_captions() -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for table in tables().values():
        for column in table.columns:
            found.setdefault(column.name, (column.meaning, column.meaning_zh))
    return found


@cache
def _private_columns() -> frozenset[str]:
    """Columns that name or place a person: a result on its way out carries the subject's id and nothing nearer."""
    return frozenset(
        column.name
        for table in tables().values()
        for column in table.columns
        if column.privacy >= Privacy.PERSONAL and not column.in_primary_key and not column.references
    )


@cache
def _code_words(column_name: str) -> Mapping[str, tuple[str, str]]:
    """The words of a code column; evidence columns carry the canonical column's name where they show it as it is."""
    for table in tables().values():
        column = table.by_name.get(column_name)
        if column and column.type.code_list:
            return code_lists()[column.type.code_list].meanings
    return {}
