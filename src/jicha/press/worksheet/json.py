"""A worksheet as JSON, exact and versioned, and back: any program that knows the formulas can do the sheet again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from jicha.terms.record import BadRecord, read
from jicha.terms.sheet import do_again
from jicha.terms.units import Quantity, parse_unit
from jicha.terms.worksheet import Bounds, Given, Remark, Step, Worksheet

FORMAT = "jicha.worksheet/1"
_DEEPEST = 8  # sheets beside sheets


def worksheet_json(sheet: Worksheet) -> dict[str, Any]:
    """The sheet as a value of JSON: numbers are decimal texts, units are written out, nothing is left out."""
    return {"format": FORMAT, **_written(sheet)}


def worksheet_digest(sheet: Worksheet) -> str:
    """SHA-256 of the sheet, the same wherever it is computed: it ties a paper to its data."""
    text = json.dumps(worksheet_json(sheet), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def read_worksheet(data: Any, file: str = "") -> Worksheet:
    """The sheet that ``worksheet_json`` wrote (read with ``jicha.terms.record.read_json``), done again.

    Raises BadRecord for what is no sheet, with the place; BadSheet, BadFormula or UnknownUnit for one whose steps do
    not give its numbers.
    """
    if isinstance(data, Mapping):
        if data.get("format") != FORMAT:
            raise BadRecord(f"{file or 'this'} is not a worksheet of format {FORMAT}", "Write it with jicha again.")
        data = {name: value for name, value in data.items() if name != "format"}
    if _depth(data) > _DEEPEST:
        raise BadRecord(f"more than {_DEEPEST} worksheets stand one in another", "Write it with jicha again.")
    return _done_again(read(_Sheet, data, file))


def _written(sheet: Worksheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "arguments": _arguments(sheet.arguments),
        "givens": [
            {"name": one.name, **_quantity(one.value), "origin": one.origin, **_line(one)} for one in sheet.givens
        ],
        "steps": [
            {"name": one.name, "formula": one.formula, **_quantity(one.result), **_line(one)} for one in sheet.steps
        ],
        "results": list(sheet.results),
        "bounds": [{"name": one.name, "low": one.low, "high": one.high, "word": one.word} for one in sheet.bounds],
        "remarks": [
            {"word": one.word, "arguments": _arguments(one.arguments), "warns": one.warns} for one in sheet.remarks
        ],
        "alternatives": [_written(one) for one in sheet.alternatives],
    }


def _arguments(arguments: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in sorted(arguments.items())]


def _quantity(quantity: Quantity) -> dict[str, str]:
    return {"value": f"{quantity.value:f}", "unit": str(quantity.unit)}


def _line(line: Given | Step) -> dict[str, str]:
    return {"source": line.source, "confidence": line.confidence, "about": line.about, "word": line.word}


def _depth(data: Any) -> int:
    level, sheets = 0, [data]
    while sheets and level <= _DEEPEST:
        inner = [one.get("alternatives") for one in sheets if isinstance(one, Mapping)]
        sheets = [one for some in inner if isinstance(some, list) for one in some]
        level += 1
    return level


@dataclass(frozen=True, slots=True)
class _Argument:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class _Given:
    name: str
    value: Decimal
    unit: str
    origin: str
    source: str = ""
    confidence: str = ""
    about: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    formula: str
    value: Decimal
    unit: str
    source: str = ""
    confidence: str = ""
    about: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Bounds:
    name: str
    low: str
    high: str
    word: str


@dataclass(frozen=True, slots=True)
class _Remark:
    word: str
    arguments: tuple[_Argument, ...] = ()
    warns: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    givens: tuple[_Given, ...]
    steps: tuple[_Step, ...]
    results: tuple[str, ...]
    arguments: tuple[_Argument, ...] = ()
    bounds: tuple[_Bounds, ...] = ()
    remarks: tuple[_Remark, ...] = ()
    alternatives: tuple[_Sheet, ...] = field(default=())


def _done_again(found: _Sheet) -> Worksheet:
    sheet = Worksheet(
        title=found.title,
        givens=tuple(
            Given(one.name, Quantity(one.value, parse_unit(one.unit)), one.origin, *_rest(one)) for one in found.givens
        ),
        steps=tuple(
            Step(one.name, one.formula, Quantity(one.value, parse_unit(one.unit)), *_rest(one)) for one in found.steps
        ),
        results=found.results,
        arguments=_mapping(found.arguments),
        bounds=tuple(Bounds(one.name, one.low, one.high, one.word) for one in found.bounds),
        remarks=tuple(Remark(one.word, _mapping(one.arguments), one.warns) for one in found.remarks),
        alternatives=tuple(map(_done_again, found.alternatives)),
    )
    do_again(sheet)
    return sheet


def _rest(line: _Given | _Step) -> tuple[str, str, str, str]:
    return line.source, line.confidence, line.about, line.word


def _mapping(arguments: tuple[_Argument, ...]) -> Mapping[str, str]:
    return MappingProxyType({one.name: one.value for one in arguments})
