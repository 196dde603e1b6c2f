"""A case as JSON into frozen dataclasses, with every fault named by its place, and a description of what is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.units import NUMBER

_T = TypeVar("_T")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LARGEST = 30  # decimal places before or after the point: no quantity of ours is longer, and 1e999999999 is a trap


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a record holds: its place, form and unit, the words it may be, and whether it must be given."""

    place: str
    form: str
    unit: str
    needed: bool
    choices: tuple[str, ...] = ()


class BadRecord(JichaError):
    """A record that does not fit what is asked: each fault names its place."""


def read_json(text: str, file: str = "") -> Any:
    """JSON with exact numbers (Decimal, never a float). Raises BadRecord with the place of what is wrong."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        message = Words(f"this is not JSON: {error}", f"不是有效的JSON：{error}")
        raise BadRecord(
            Fault.of(message, Words("Correct the file.", "请改正文件。"), file, line, getattr(error, "colno", 0))
        ) from None


def read(kind: type[_T], data: Any, file: str = "", place: str = "") -> _T:
    """``data`` (as from JSON) as a ``kind``. Raises BadRecord with all faults at once.

    A field is text, a whole number, an exact decimal, a date (YYYY-MM-DD), a boolean, one of an enumeration, another
    dataclass, or a tuple of such; ``X | None`` and fields with a default may be left out. A field whose metadata names
    a ``unit`` also takes text such as "8 kW", and refuses another unit.
    """
    faults: list[Fault] = []
    found = _record(kind, data, place, _Faults(file, faults))
    if faults:
        raise BadRecord(faults)
    return found  # type: ignore[no-any-return]


def describe(kind: type[Any], before: str = "") -> Iterator[Asked]:
    """What a record of this kind holds.

    ``unit`` and ``choices`` of a field stand in its metadata; choices are words, or a function that lists them.
    """
    hints = get_type_hints(kind)
    for one in fields(kind):
        hint, needed = _bare(hints[one.name]), _needed(one)
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        place = f"{before}{one.name}" + ("[]" if get_origin(hint) is tuple else "")
        if is_dataclass(inner) and isinstance(inner, type):
            yield from describe(inner, f"{place}.")
        else:
            choices = _choices(inner, one)
            form = _form(str if choices else inner)
            yield Asked(place, form, str(one.metadata.get("unit", "")), needed, choices)


def _choices(hint: Any, one: Field[Any]) -> tuple[str, ...]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return tuple(hint)
    listed = one.metadata.get("choices", ())
    return tuple(listed() if callable(listed) else listed)


class _Faults:
    def __init__(self, file: str, found: list[Fault]) -> None:
        self._file, self._found = file, found

    @property
    def count(self) -> int:
        return len(self._found)

    def add(self, place: str, en: str, zh: str, remedy: str, remedy_zh: str) -> None:
        where = place or "record"
        self._found.append(Fault.of(Words(f"{where}: {en}", f"{where}：{zh}"), Words(remedy, remedy_zh), self._file))


def _record(kind: type[Any], data: Any, place: str, faults: _Faults) -> Any:
    if not isinstance(data, Mapping):
        faults.add(place, "is not an object", "不是对象", "Write { ... }.", "请写作 { ... }。")
        return None
    hints, given, before = get_type_hints(kind), {}, faults.count
    known = {one.name: one for one in fields(kind)}
    for name in data:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
            zh = f"是否应为 {near[0]}？" if near else f"可用：{'，'.join(known)}。"
            faults.add(_at(place, str(name)), "is not known here", "此处无此项", hint, zh)
    for name, one in known.items():
        where = _at(place, name)
        if name in data:
            given[name] = _value(hints[name], data[name], where, one, faults)
        elif _needed(one):
            faults.add(where, "is missing", "缺失", f"Give {name}.", f"请填写 {name}。")
    if faults.count > before:
        return None  # it cannot be made, and why has been said
    try:
        return kind(**given)
    except JichaError as error:
        for fault in error.faults:
            faults.add(place, fault.message, fault.message_zh or fault.message, fault.remedy, fault.remedy_zh)
        return None


def _value(hint: Any, data: Any, place: str, field: Field[Any], faults: _Faults) -> Any:
    if data is None:
        if type(None) in get_args(hint):
            return None
        faults.add(place, "is null", "为空", "Give a value.", "请填写。")
        return None
    hint = _bare(hint)
    if get_origin(hint) is tuple:
        if not isinstance(data, list):
            faults.add(place, "is not a list", "不是列表", "Write [ ... ].", "请写作 [ ... ]。")
            return None
        inner = get_args(hint)[0]
        return tuple(_value(inner, one, f"{place}[{number}]", field, faults) for number, one in enumerate(data))
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, data, place, faults)
    choices = _choices(hint, field)
    try:
        found = _plain(hint, data, str(field.metadata.get("unit", "")))
        if choices and found not in choices:
            raise ValueError
        return found
    except (ValueError, ArithmeticError):
        unit = f" in {field.metadata['unit']}" if "unit" in field.metadata else ""
        unit_zh = f"，单位 {field.metadata['unit']}" if unit else ""
        form, form_zh = _form(hint, choices), _form_zh(hint, choices)
        faults.add(
            place,
            f"{data!s} is not {form}{unit}",
            f"{data!s} 不符合要求（{form_zh}{unit_zh}）",
            f"Give {form}{unit}.",
            f"请填写{form_zh}{unit_zh}。",
        )
        return None


def _plain(hint: Any, data: Any, unit: str) -> Any:
    if hint is str and isinstance(data, str):
        return data
    if hint is bool and isinstance(data, bool):
        return data
    if isinstance(data, bool):
        raise ValueError
    if hint is date and isinstance(data, str) and _DATE.fullmatch(data):
        return date.fromisoformat(data)
    if hint in (int, Decimal):
        if isinstance(data, str):
            match = NUMBER.match(data)
            if match is None or (match["unit"] or unit).strip() != unit:
                raise ValueError
            data = Decimal(match["number"])
        if not isinstance(data, int | Decimal) or not _is_plain(Decimal(data)):
            raise ValueError
        if hint is int and data != int(data):
            raise ValueError
        return hint(data)
    if isinstance(hint, type) and issubclass(hint, StrEnum) and isinstance(data, str):
        return hint(data)
    raise ValueError


def _is_plain(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_LARGEST and number.adjusted() <= _LARGEST


def _form(hint: Any, choices: tuple[str, ...] = ()) -> str:
    if choices:
        return "one of " + ", ".join(choices)
    return {str: "text", bool: "true or false", date: "a date (YYYY-MM-DD)", int: "a whole number"}.get(
        hint, "a number"
    )


def _form_zh(hint: Any, choices: tuple[str, ...]) -> str:
    if choices:
        return "以下之一：" + "、".join(choices)
    return {str: "文本", bool: "true 或 false", date: "日期 YYYY-MM-DD", int: "整数"}.get(hint, "数字")


def _bare(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint


def _needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} is given twice")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no number")
