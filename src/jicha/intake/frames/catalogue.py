"""The data items of DL/T 645, from tables that lie beside: what an identifier means and how its bytes are laid out.

An identifier in a table may hold variables: ``0001{rate}{day}`` is forward active energy of any rate and settlement
day. What a variable may be, and its words, stand in dlt645_variables.csv. The value FF (F in the 1997 edition) of a
variable asks for all of them at once, a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from jicha.intake.frames.bcd import Scale, size_of
from jicha.intake.frames.words import rows

_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class DataItem:
    """A row of a table of data items, as it stands there."""

    identifier: str
    name: str
    name_zh: str
    form: str
    unit: str
    digits: int
    decimals: int
    signed: bool
    quantity: str
    source: str
    confidence: str
    variables: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Field:
    """One value inside the bytes of an identifier."""

    identifier: str
    name: str
    name_zh: str
    form: str
    size: int
    scale: Scale
    unit: str = ""
    quantity: str = ""
    bits: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the bytes of one identifier are laid out: fields in order, of which the last ones may be missing.

    ``ends`` gives for each length in bytes that is allowed how many fields it holds. ``sections`` are the identifiers
    of parts that are divided by AA, in their order.
    """

    identifier: str
    name: str
    name_zh: str
    fields: tuple[Field, ...] = ()
    ends: dict[int, int] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    form: str = ""


@cache
def data_items(table: str) -> tuple[DataItem, ...]:
    """All rows of a table (dlt645_2007 or dlt645_1997)."""
    return tuple(_item(row) for row in rows(f"{table}.csv"))


@lru_cache(maxsize=8192)
def layout(table: str, identifier: str) -> Layout | None:
    """What an identifier (upper-case hex, highest byte first) means; None when the table does not know it."""
    for item in data_items(table):
        match = item.pattern.fullmatch(identifier)
        if match:
            found = _layout(item, identifier, match.groupdict())
            if found:
                return found
    return None


def record(group: str, identifier: str, names: tuple[str, str]) -> tuple[list[Field], int]:
    """The fields of a record of dlt645_records.csv, named after what holds it, and how many of them must be there."""
    fields: list[Field] = []
    least = 0
    for row in _records().get(group, ()):
        for number in range(1, int(row["count"] or 1) + 1):
            name, name_zh = row["name"].replace("{n}", str(number)), row["name_zh"].replace("{n}", str(number))
            scale = Scale(int(row["decimals"] or 0), row["signed"] == "yes")
            fields.append(
                Field(
                    identifier=f"{identifier}.{len(fields) + 1}",
                    name=f"{names[0]}: {name}",
                    name_zh=f"{names[1]}: {name_zh}",
                    form=row["form"],
                    size=size_of(row["form"], int(row["digits"] or 0)),
                    scale=scale,
                    unit=row["unit"],
                    quantity=row["quantity"],
                )
            )
        if row["optional"] != "yes":
            least = len(fields)
    return fields, least


@cache
def _records() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("dlt645_records.csv"):
        found.setdefault(row["record"], []).append(row)
    return found


@cache
def bits(group: str) -> tuple[tuple[int, str, str], ...]:
    """The bits of a status or error word that mean something: number, English, Chinese."""
    return tuple(
        (int(row["bit"]), row["name"], row["name_zh"]) for row in rows("dlt645_bits.csv") if row["word"] == group
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """The words and the code that a variable gives to names and quantities at one value."""

    name: str
    name_zh: str
    code: str


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    width: int
    name: str
    name_zh: str
    code: str
    block: str


@cache
def _spans(variable: str) -> tuple[_Span, ...]:
    return tuple(
        _Span(int(row["first"], 16), int(row["last"], 16), len(row["first"]), row["name"], row["name_zh"],
              row["code"], row["block"])
        for row in rows("dlt645_variables.csv") if row["variable"] == variable
    )  # fmt: skip


def _word(variable: str, digits: str) -> _Word | None:
    """The words for one value of a variable; None when it cannot have that value."""
    value = int(digits, 16)
    for span in _spans(variable):
        if span.first <= value <= span.last and not span.block:
            number = str(value)
            return _Word(span.name.replace("{n}", number), span.name_zh.replace("{n}", number), span.code)
    return None


def _block_start(variable: str, digits: str) -> str | None:
    """The first member when these digits ask for all values of a variable."""
    value = int(digits, 16)
    return next((span.block for span in _spans(variable) if span.block and span.first == value), None)


def _members(variable: str, start: str) -> Iterator[str]:
    value = int(start, 16)
    while _word(variable, f"{value:0{len(start)}X}"):
        yield f"{value:0{len(start)}X}"
        value += 1


def _item(row: dict[str, str]) -> DataItem:
    inside = tuple(_VARIABLE.findall(row["identifier"]))
    pattern = _VARIABLE.sub(lambda one: f"(?P<{one[1]}>[0-9A-F]{{{_spans(one[1])[0].width}}})", row["identifier"])
    return DataItem(
        identifier=row["identifier"],
        name=row["name"],
        name_zh=row["name_zh"],
        form=row["form"],
        unit=row["unit"],
        digits=int(row["digits"] or 0),
        decimals=int(row["decimals"] or 0),
        signed=row["signed"] == "yes",
        quantity=row["quantity"],
        source=row["source"],
        confidence=row["confidence"],
        variables=inside,
        pattern=re.compile(pattern),
    )


def _layout(item: DataItem, identifier: str, digits: dict[str, str]) -> Layout | None:
    blocks = {name: start for name, value in digits.items() if (start := _block_start(name, value)) is not None}
    repeated = [name for name in _VARIABLE.findall(item.name_zh) if name not in item.variables]
    if len(blocks) + len(repeated) > 1:
        return None
    words = {name: _word(name, value) for name, value in digits.items() if name not in blocks}
    if any(one is None for one in words.values()):
        return None
    known = {name: one for name, one in words.items() if one is not None}
    over = next(iter(blocks), None) or next(iter(repeated), None)
    if over is None:
        return _single(item, identifier, known)
    start = blocks.get(over) or next(span.block for span in _spans(over) if span.block)
    members = []
    for number, member in enumerate(_members(over, start)):
        word = _word(over, member)
        own = f"{identifier}.{number}" if over in repeated else _replaced(item, identifier, over, member)
        if word:
            members.append(_field(item, own, known | {over: word}))
    nothing = _Word("", "", "-")
    name, name_zh, _ = _named(item, known | {over: nothing})
    return Layout(identifier, name, name_zh, tuple(members), _ends(members, 1), form=item.form)


def _single(item: DataItem, identifier: str, words: dict[str, _Word]) -> Layout:
    name, name_zh, _ = _named(item, words)
    kind, _, argument = item.form.partition(":")
    if kind == "sections":
        sections = tuple(f"{identifier[:4]}{part}{identifier[6:]}" for part in argument.split())
        return Layout(identifier, name, name_zh, sections=sections, form=kind)
    if kind == "record":
        fields, least = record(argument, identifier, (name, name_zh))
        return Layout(identifier, name, name_zh, tuple(fields), _ends(fields, least), form=kind)
    if kind in ("load", "raw", "secret"):
        return Layout(identifier, name, name_zh, form=kind)
    one = _field(item, identifier, words)
    return Layout(identifier, name, name_zh, (one,), {one.size: 1}, form=kind)


def _ends(fields: list[Field], least: int) -> dict[int, int]:
    size, ends = 0, {}
    for count, one in enumerate(fields, start=1):
        size += one.size
        if count >= least:
            ends[size] = count
    return ends


def _field(item: DataItem, identifier: str, words: dict[str, _Word]) -> Field:
    name, name_zh, quantity = _named(item, words)
    kind, _, group = item.form.partition(":")
    for variable, one in words.items():  # the seven status words have bits of their own each
        group = group.replace(f"{{{variable}}}", one.name_zh)
    scale = Scale(item.decimals, item.signed)
    return Field(identifier, name, name_zh, kind, size_of(kind, item.digits), scale, item.unit, quantity, group)


def _named(item: DataItem, words: dict[str, _Word]) -> tuple[str, str, str]:
    name, name_zh, quantity = item.name, item.name_zh, item.quantity
    for variable, one in words.items():
        name = name.replace(f"{{{variable}}}", one.name)
        name_zh = name_zh.replace(f"{{{variable}}}", one.name_zh)
        if one.code == "-":
            quantity = ""
        quantity = quantity.replace(f"{{{variable}}}", one.code)
    return name, name_zh, quantity


def _replaced(item: DataItem, identifier: str, variable: str, digits: str) -> str:
    """The identifier with another value of one variable."""
    at = 0
    for part in re.split(r"(\{\w+\})", item.identifier):
        name = part[1:-1] if part.startswith("{") else ""
        width = _spans(name)[0].width if name else len(part)
        if name == variable:
            return identifier[:at] + digits + identifier[at + width :]
        at += width
    return identifier
