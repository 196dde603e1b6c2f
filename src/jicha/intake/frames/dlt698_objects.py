"""The objects of DL/T 698.45, from the table beside, and the items that their values are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache

from jicha.intake.frames.datum import Datum
from jicha.intake.frames.dlt698_data import ARRAY, INTEGERS, SCALER_UNIT, STRUCTURE, UNSIGNED_FULL
from jicha.intake.frames.frame import Item
from jicha.intake.frames.words import Note, rows

_VALUE = 2
_UNKNOWN = ("unknown", "未知对象")


@dataclass(frozen=True, slots=True)
class ObjectItem:
    """A row of the table of objects: an object (OI), or one of its attributes (OI.attribute)."""

    identifier: str
    name: str
    name_zh: str
    form: str
    unit: str
    decimals: int | None
    signed: bool
    members: str
    quantity: str
    source: str
    confidence: str


@cache
def objects() -> dict[str, ObjectItem]:
    """Every row by its identifier."""
    return {row["identifier"]: _object(row) for row in rows("dlt698_objects.csv")}


def items(oad: str, datum: Datum, *, within: str = "", row: int = 0, at: datetime | None = None) -> list[Item]:
    """What the value of an attribute says: one item for a number, one for each member of an array, one for each leaf
    of what the table does not know. ``within``, ``row`` and ``at`` are of the record that it stands in."""
    meaning = _meaning(oad)
    if datum.tag == ARRAY and meaning.members and not meaning.index and all(_is_value(one) for one in datum.inside):
        found = [
            _item(_meaning(f"{oad[:6]}{number:02X}"), one) for number, one in enumerate(datum.inside, start=1)
        ]  # fmt: skip
    elif _is_value(datum):
        found = [_item(meaning, datum)]
    else:
        found = list(_leaves(meaning, datum, ""))
    return [_placed(item, within, row, at) for item in found] if within or at else found


def asked(oad: str) -> Item:
    """An attribute that a request asks for."""
    meaning = _meaning(oad)
    return Item(oad, meaning.name, meaning.name_zh, note=Note("asked"))


def result(oad: str, code: int) -> Item:
    """The result (DAR) of reading, setting or calling."""
    meaning = _meaning(oad)
    return Item(oad, meaning.name, meaning.name_zh, raw=f"{code:02X}", note=Note(f"dlt698_result/{code}"))


def method_items(omd: str, datum: Datum) -> list[Item]:
    """What is handed to a method, or comes back from it."""
    return list(_leaves(_method(omd), datum, "")) if datum.inside or datum.tag else [_item(_method(omd), datum)]


def method_result(omd: str, code: int) -> Item:
    """The result (DAR) of calling a method."""
    meaning = _method(omd)
    return Item(omd, meaning.name, meaning.name_zh, raw=f"{code:02X}", note=Note(f"dlt698_result/{code}"))


def _method(omd: str) -> _Meaning:
    base, number = objects().get(omd[:4]), int(omd[4:6], 16)
    name, name_zh = (base.name, base.name_zh) if base else _UNKNOWN
    return _Meaning(omd, f"{name} [method {number}]", f"{name_zh} [方法 {number}]", "", "", None, "", "", 0)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What an object attribute descriptor says, ready to name and scale values."""

    oad: str
    name: str
    name_zh: str
    form: str
    unit: str
    decimals: int | None
    members: str
    quantity: str
    index: int


@lru_cache(maxsize=8192)
def _meaning(oad: str) -> _Meaning:
    oi, attribute, index = oad[:4], int(oad[4:6], 16), int(oad[6:8], 16)
    number = attribute & 0x1F  # the bits above say in which snapshot the attribute is taken
    exact = objects().get(f"{oi}.{number}")
    base = exact or objects().get(oi)
    if base is None:
        return _Meaning(oad, *_UNKNOWN, "", "", None, "", "", index)
    scaled = exact is not None or number == _VALUE
    name, name_zh, quantity = base.name, base.name_zh, base.quantity
    if not scaled:
        name, name_zh = f"{name} [{number}]", f"{name_zh} [{number}]"
    member, member_zh, code = _member(base.members, index) if scaled else ("", "", "-")
    if index and not base.members:
        member, member_zh = f" #{index}", f" #{index}"
    quantity = quantity.replace("{member}", code) if code != "-" else ""
    decimals = base.decimals if scaled else None
    return _Meaning(oad, name + member, name_zh + member_zh, base.form if scaled else "", base.unit if scaled else "",
                    decimals, base.members if scaled else "", quantity, index)  # fmt: skip


def _member(members: str, index: int) -> tuple[str, str, str]:
    """Words and code of one member of an array: rates from the total on, phases, or the total and then phases."""
    if not members or not index:
        return "", "", "" if not members else "-"
    if members == "rates":
        return (", total", "(总)", "") if index == 1 else (f", rate {index - 1}", f"(费率{index - 1})", "-")
    letters = "ABC" if members == "phases" else "*ABC"
    if index > len(letters):
        return f" #{index}", f" #{index}", "-"
    letter = letters[index - 1]
    return (", total", "(总)", "") if letter == "*" else (f", phase {letter}", f"({letter}相)", f"_{letter.lower()}")


def _is_value(datum: Datum) -> bool:
    return (not datum.inside and datum.tag not in (ARRAY, STRUCTURE)) or _is_demand(datum)


def _is_demand(datum: Datum) -> bool:
    """A demand is a structure of a number and its time."""
    parts = datum.inside
    timed = len(parts) == 2 and (isinstance(parts[1].value, datetime) or parts[1].tag in (0, 28))
    return datum.tag == STRUCTURE and timed and parts[0].tag in INTEGERS


def _item(meaning: _Meaning, datum: Datum) -> Item:
    at: datetime | None = None
    raw, note_at = datum.raw, None
    if _is_demand(datum):
        datum, when = datum.inside
        at = when.value if isinstance(when.value, datetime) else None
        note_at = when.note
    value, note, unit = datum.value, datum.note, ""
    if datum.tag == SCALER_UNIT:
        unit = datum.unit
    elif datum.tag in INTEGERS and isinstance(value, Decimal):
        unit = meaning.unit
        if _is_full(datum, unit):
            value, note, at = None, Note("no_number"), None
        elif meaning.decimals:
            value = value.scaleb(-meaning.decimals)
    return Item(meaning.oad, meaning.name, meaning.name_zh, value, unit if value is not None else "", raw,
                note or note_at, at, meaning.quantity)  # fmt: skip


def _is_full(datum: Datum, unit: str) -> bool:
    """Whether all bits of an unsigned number are set: four bytes never hold that value, shorter ones of a measurement
    never do either."""
    size = UNSIGNED_FULL.get(datum.tag)
    return size is not None and datum.raw == "FF" * size and (size == 4 or bool(unit))


def _leaves(meaning: _Meaning, datum: Datum, path: str) -> Iterator[Item]:
    if datum.tag in (ARRAY, STRUCTURE) or datum.inside:
        if not datum.inside:
            yield Item(f"{meaning.oad}{path}", meaning.name, meaning.name_zh, note=Note("no_data"))
        for number, one in enumerate(datum.inside, start=1):
            yield from _leaves(meaning, one, f"{path}.{number}")
        return
    plain = _Meaning(f"{meaning.oad}{path}", f"{meaning.name} {path[1:]}".strip(),
                     f"{meaning.name_zh} {path[1:]}".strip(), "", "", None, "", "", 0)  # fmt: skip
    yield _item(plain, datum)


def _placed(item: Item, within: str, row: int, at: datetime | None) -> Item:
    return Item(item.identifier, item.name, item.name_zh, item.value, item.unit, item.raw, item.note, item.at or at,
                item.quantity, within, row)  # fmt: skip


def record_name(oad: str) -> tuple[str, str]:
    """English and Chinese for the object of a record.

    >>> record_name("50040200")
    ('Daily freeze', '日冻结')
    """
    meaning = _meaning(oad)
    return meaning.name, meaning.name_zh


def _object(row: dict[str, str]) -> ObjectItem:
    return ObjectItem(
        identifier=row["identifier"],
        name=row["name"],
        name_zh=row["name_zh"],
        form=row["form"],
        unit=row["unit"],
        decimals=int(row["decimals"]) if row["decimals"] else None,
        signed=row["signed"] == "yes",
        members=row["members"],
        quantity=row["quantity"],
        source=row["source"],
        confidence=row["confidence"],
    )
