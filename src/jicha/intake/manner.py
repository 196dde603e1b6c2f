"""How a source writes its values: what a profile states once for a file, or for all its files.

One system writes all of its numbers in one style, so the style is said once, under ``numbers:`` and ``dates:``, and a
single column may still say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from jicha.intake.likely_time import Likely
from jicha.intake.marked_yaml import Marked, Section, text_of
from jicha.intake.nearest import suggestion
from jicha.intake.number_style import PLAIN, NumberStyle, Percent
from jicha.schema import ColumnType
from jicha.schema.values import BadValue, parse_value
from jicha.terms.errors import Fault

STYLE_OPTIONS = ("style", "wide", "accounting")  # of a source; those of a single column follow
NUMBER_OPTIONS = (*STYLE_OPTIONS, "percent", "unit", "units")
DATE_OPTIONS = ("excel", "sane")
SANE = ("from", "to")
_MOST_DIGITS, _MOST_UNIT = 9, Decimal(10) ** 9
_Word = TypeVar("_Word", bound=StrEnum)


class Calendar(StrEnum):
    """How a spreadsheet counts its days: from 1900, with a 29 February 1900 that never was, or from 1904."""

    EXCEL_1900 = "1900"
    EXCEL_1904 = "1904"


@dataclass(frozen=True, slots=True)
class DateManner:
    """``excel`` reads day numbers of a spreadsheet; ``sane`` are the likely times, and None leaves them to the schema.

    ``sane`` of ``any`` holds nothing against the calendar.
    """

    excel: Calendar | None = None
    sane: Likely | None = None
    any: bool = False


_PLAIN_DATES = DateManner()


@dataclass(frozen=True, slots=True)
class Manner:
    """Everything that a profile states for all columns. ``confirmed``: somebody has seen real files of the source."""

    numbers: NumberStyle = PLAIN
    dates: DateManner = _PLAIN_DATES
    confirmed: bool = False


PLAIN_MANNER = Manner()


def read_manner(section: Section, base: Manner) -> Manner:
    """The words ``numbers`` and ``dates`` of a profile or a kind of file, on top of what holds there already."""
    numbers, dates = base.numbers, base.dates
    if "numbers" in section:
        numbers = read_style(Section(section.entries["numbers"], section.faults, STYLE_OPTIONS), numbers)
    if "dates" in section:
        dates = read_dates(Section(section.entries["dates"], section.faults, DATE_OPTIONS), dates)
    return replace(base, numbers=numbers, dates=dates)


def read_style(section: Section, base: NumberStyle) -> NumberStyle:
    """The options of a number's style on top of ``base``; ``unit`` and ``units`` replace those of ``base`` together."""
    style = replace(
        base,
        style=word_of(section, "style", base.style),
        wide=section.yes("wide", base.wide),
        accounting=section.yes("accounting", base.accounting),
        percent=word_of(section, "percent", base.percent),
    )
    if "unit" in section or "units" in section:
        units = tuple((word, _factor(node, word, section.faults)) for word, node in section.pairs("units"))
        style = replace(style, unit=section.text("unit", ""), units=units)
    if style.percent is not Percent.NO and (style.unit or style.units):
        section.fault("a number is a percentage or bears a unit", "Keep percent, or unit and units.")
    return style


def read_dates(section: Section, base: DateManner) -> DateManner:
    """The options ``excel`` and ``sane`` on top of ``base``."""
    excel = word_of(section, "excel", Calendar.EXCEL_1900) if "excel" in section else base.excel
    if "sane" not in section:
        return replace(base, excel=excel)
    node = section.entries["sane"]
    if node.content in ("no", "false"):
        return DateManner(excel, None, any=True)
    sane = _likely(Section(node, section.faults, SANE))
    return DateManner(excel, sane, any=False)


def word_of(section: Section, word: str, default: _Word) -> _Word:
    """One word of the closed list that ``default`` is of; a fault with the nearest of them when it is none."""
    words = type(default)
    written = section.text(word, default)
    written = {"false": "no", "true": "yes"}.get(written, written)  # yes and no by their other names
    if written not in set(words):
        section.fault_at(word, f"{word} is {written!r}", suggestion(written, words))
        return default
    return words(written)


def _likely(section: Section) -> Likely:
    earliest = _day(section, "from") or date(1, 1, 1)
    if section.text("to", "received") == "received":
        return Likely(earliest, days_after_receipt=1)
    return Likely(earliest, latest=_day(section, "to"))


def _day(section: Section, word: str) -> date | None:
    written = section.text(word, "")
    if not written:
        return None
    try:
        day: date = parse_value(ColumnType("date"), written)
    except BadValue as error:
        section.fault_at(word, error.faults[0].message, error.faults[0].remedy)
        return None
    return day


def _factor(node: Marked, word: str, faults: list[Fault]) -> Decimal:
    written = text_of(node, word, faults)
    try:
        factor: Decimal = parse_value(ColumnType("decimal", 2 * _MOST_DIGITS, _MOST_DIGITS), written)
    except BadValue:
        factor = Decimal(0)
    if not 0 < factor < _MOST_UNIT:
        faults.append(node.fault(f"one {word} is {written!r}", "Write how many of the column's unit it is: MWh: 1000."))
        return Decimal(1)
    return factor
