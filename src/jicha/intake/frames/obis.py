"""The objects of COSEM by their OBIS codes, from the table beside, and the items that their values are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from jicha.intake.frames.cosem_data import ENUM, INTEGER, NUMBERS, OCTETS, clock
from jicha.intake.frames.datum import Datum
from jicha.intake.frames.dlt698_data import ARRAY, STRUCTURE
from jicha.intake.frames.frame import Item
from jicha.intake.frames.words import Note, rows, word

_CLOCK_CLASS, _DATA_CLASS, _REGISTERS, _DEMAND_CLASS = 8, 1, (3, 4), 5
_VALUE, _SCALER = 2, 3
_UNKNOWN = ("unknown", "未知对象")


@dataclass(frozen=True, slots=True)
class ObisItem:
    """A row of the table of OBIS codes: a pattern with ``*``, ``{rate}`` and ``{period}``."""

    identifier: str
    name: str
    name_zh: str
    unit: str
    quantity: str
    source: str
    confidence: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute or method of an object: class, OBIS code, number."""

    interface: int
    obis: str
    number: int
    method: bool = False


@cache
def obis_items() -> tuple[ObisItem, ...]:
    """All rows of the table."""
    return tuple(_row(row) for row in rows("obis.csv"))


def obis_text(raw: bytes) -> str:
    """Six bytes as people write them.

    >>> obis_text(bytes.fromhex("0100010800FF"))
    '1.0.1.8.0.255'
    """
    return ".".join(str(byte) for byte in raw)


@lru_cache(maxsize=8192)
def meaning(obis: str) -> tuple[str, str, str] | None:
    """English, Chinese and our quantity for a code; None when the table does not know it."""
    for item in obis_items():
        match = item.pattern.fullmatch(obis)
        if match:
            name, name_zh = item.name, item.name_zh
            for place, digits in match.groupdict().items():
                name, name_zh = name.replace(f"{{{place}}}", digits), name_zh.replace(f"{{{place}}}", digits)
            return name, name_zh, item.quantity
    return None


def asked(attribute: Attribute) -> Item:
    """An attribute that a request asks for, or a method that it calls."""
    name, name_zh, _ = _named(attribute)
    return Item(attribute.obis, name, name_zh, note=Note("asked"))


def result(attribute: Attribute | None, code: int) -> Item:
    """The result of reading, setting or calling."""
    name, name_zh, _ = _named(attribute) if attribute else (*word("field", "result"), "")
    return Item(attribute.obis if attribute else "", name, name_zh, raw=f"{code:02X}", note=Note(f"dlms_result/{code}"))


def items(datum: Datum, attribute: Attribute | None = None, scale: tuple[int, str] | None = None) -> list[Item]:
    """What a value says. Without its attribute a value has no name, unless it brings OBIS codes of its own.

    ``scale`` is the power of ten and the unit of the object where they are known.
    """
    if attribute is None:
        return list(_named_inside(datum, ""))
    name, name_zh, quantity = _named(attribute)
    if _is_scaler(datum) and is_scaler_of(attribute):
        power, unit = scaler(datum)
        return [Item(attribute.obis, name, name_zh, Decimal(1).scaleb(power), unit, _raw(datum))]
    if attribute.number == _VALUE and attribute.interface == _CLOCK_CLASS and datum.tag == OCTETS:
        datum = _as_clock(datum)
    if datum.tag in (ARRAY, STRUCTURE):
        return list(_leaves(attribute.obis, (name, name_zh), datum, ""))
    measured = attribute.number == _VALUE and attribute.interface in (*_REGISTERS, _DEMAND_CLASS)
    if attribute.number == _SCALER and attribute.interface == _DEMAND_CLASS:
        measured = True  # of a demand register, attribute 3 is the last average
    if measured and datum.tag in NUMBERS:
        return [_scaled(attribute.obis, (name, name_zh), datum, quantity, scale)]
    return [_plain(attribute.obis, (name, name_zh), datum)]


def scaler(datum: Datum) -> tuple[int, str]:
    """Power of ten and unit of a scaler_unit structure."""
    power, unit = (int(one.value) if isinstance(one.value, Decimal) else 0 for one in datum.inside)
    return power, word("dlms_unit", str(unit))[0]


def is_scaler_of(attribute: Attribute) -> bool:
    """Whether an attribute is the scaler and unit of its object."""
    return (attribute.interface in _REGISTERS and attribute.number == _SCALER) or (
        attribute.interface == _DEMAND_CLASS and attribute.number == _SCALER + 1
    )


def _row(row: dict[str, str]) -> ObisItem:
    pattern = re.escape(row["identifier"]).replace(r"\*", r"\d+")
    for place, digits in (("rate", "[1-9]|[1-5][0-9]|6[0-3]"), ("period", r"\d|[1-9]\d|1[01]\d|12[0-6]")):
        pattern = pattern.replace(rf"\{{{place}\}}", f"(?P<{place}>{digits})")
    return ObisItem(row["identifier"], row["name"], row["name_zh"], row["unit"], row["quantity"], row["source"],
                    row["confidence"], re.compile(pattern))  # fmt: skip


def _named(attribute: Attribute) -> tuple[str, str, str]:
    name, name_zh, quantity = meaning(attribute.obis) or (*_UNKNOWN, "")
    if attribute.method:
        return f"{name} [method {attribute.number}]", f"{name_zh} [方法 {attribute.number}]", ""
    if attribute.number == _VALUE:
        return name, name_zh, quantity
    return f"{name} [{attribute.number}]", f"{name_zh} [{attribute.number}]", ""


def _is_scaler(datum: Datum) -> bool:
    return datum.tag == STRUCTURE and [one.tag for one in datum.inside] == [INTEGER, ENUM]


def _as_clock(datum: Datum) -> Datum:
    raw = bytes.fromhex(str(datum.value)) if datum.value else b""
    return clock(raw) if len(raw) == 12 else datum


def _scaled(obis: str, names: tuple[str, str], datum: Datum, quantity: str, scale: tuple[int, str] | None) -> Item:
    """A measured number. Without its scaler it is given as it came, and the note says so."""
    if scale is None:
        return Item(obis, *names, datum.value, raw=datum.raw, note=datum.note or Note("no_scaler"))
    value = datum.value.scaleb(scale[0]) if isinstance(datum.value, Decimal) else None
    return Item(obis, *names, value, scale[1], datum.raw, datum.note, None, quantity)


def _plain(identifier: str, names: tuple[str, str], datum: Datum) -> Item:
    return Item(identifier, *names, datum.value, raw=datum.raw, note=datum.note)


def _leaves(identifier: str, names: tuple[str, str], datum: Datum, path: str) -> Iterator[Item]:
    if datum.tag in (ARRAY, STRUCTURE):
        if not datum.inside:
            yield Item(f"{identifier}{path}", *names, note=Note("no_data"))
        for number, one in enumerate(datum.inside, start=1):
            yield from _leaves(identifier, names, one, f"{path}.{number}" if path else f"#{number}")
        return
    yield _plain(f"{identifier}{path}", (f"{names[0]} {path}".strip(), f"{names[1]} {path}".strip()), datum)


def _named_inside(datum: Datum, path: str) -> Iterator[Item]:
    """Values that stand behind an OBIS code of their own, with a scaler_unit behind them where there is one."""
    if datum.tag not in (ARRAY, STRUCTURE):
        name, name_zh = word("field", "unpaired")
        yield Item("", f"{name} {path[1:]}".strip(), f"{name_zh} {path[1:]}".strip(), datum.value, raw=datum.raw,
                   note=datum.note or Note("not_paired"))  # fmt: skip
        return
    parts, at = datum.inside, 0
    while at < len(parts):
        obis, behind = _code(parts[at]), parts[at + 1 : at + 3]
        if obis and behind and behind[0].tag not in (ARRAY, STRUCTURE) and not _code(behind[0]):
            scale = scaler(behind[1]) if len(behind) == 2 and _is_scaler(behind[1]) else None
            yield _told(obis, behind[0], scale)
            at += 3 if scale else 2
        else:
            yield from _named_inside(parts[at], f"{path}.{at + 1}")
            at += 1


def _code(datum: Datum) -> str:
    """The OBIS code that six octets are; empty when they are none."""
    if datum.tag != OCTETS or not isinstance(datum.value, str) or len(datum.value) != 12:
        return ""
    raw = bytes.fromhex(datum.value)
    obis = obis_text(raw)
    return obis if (raw[5] == 0xFF and raw[0] < 16) or meaning(obis) else ""


def _told(obis: str, datum: Datum, scale: tuple[int, str] | None) -> Item:
    name, name_zh, quantity = meaning(obis) or (*_UNKNOWN, "")
    if obis.startswith("0.") and obis.endswith(".1.0.0.255") and datum.tag == OCTETS:
        datum = _as_clock(datum)
    if scale and datum.tag in NUMBERS:
        return _scaled(obis, (name, name_zh), datum, quantity, scale)
    if datum.tag in NUMBERS and meaning(obis) and quantity:
        return _scaled(obis, (name, name_zh), datum, quantity, None)
    return _plain(obis, (name, name_zh), datum)


def _raw(datum: Datum) -> str:
    return datum.raw or "".join(map(_raw, datum.inside))
