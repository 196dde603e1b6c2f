"""One case as JSON to one worksheet: the kind is found by the folder of cases, and refused with the nearest word."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Protocol

from jicha.law import cases, convention, datum
from jicha.law.future import refuse_future
from jicha.law.settings import NO_SETTINGS, Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.record import Asked, describe, read, read_json
from jicha.terms.units import Quantity
from jicha.terms.worksheet import Worksheet

SETTINGS_EXAMPLE: Mapping[str, Any] = MappingProxyType(
    {
        "data": [{"datum": "theft_days_unknown", "edition": "2024", "value": "180", "source": "省公司文件及确认人"}],
        "conventions": [{"convention": "meter_current_basis", "choice": "max", "source": "省公司文件及确认人"}],
    }
)


class UnknownKind(JichaError):
    """A case of no kind, or of one that no file of the folder computes."""


class OutOfBounds(JichaError):
    """Days that no calendar has, or numbers that nothing can reach."""


_TOO_LARGE = 10**18
_MOST_TERMS = 300  # of one sum: no paper shows more, and formulas nest term by term


class KindFile(Protocol):
    """What a file of the folder of cases holds."""

    KIND: str
    Case: type[Any]
    EXAMPLE: Mapping[str, Any]

    def worksheet(self, case: Any, settings: Settings) -> Worksheet:
        """The worksheet of a case."""


def recover(data: Any, settings: Settings = NO_SETTINGS, file: str = "", *, today: date | None = None) -> Worksheet:
    """The worksheet of a case, ``data`` as from JSON (numbers exact) with its ``kind``.

    ``today`` is the local day on which it is computed: no day of the case may lie after it. Without it none is refused
    for that, as where a case of the past is done again. Raises UnknownKind, BadRecord for what does not fit the kind,
    InTheFuture, OutOfBounds, and what the kind itself refuses.
    """
    if not isinstance(data, Mapping):
        message = Words("a case is an object", "案例应为JSON对象")
        raise UnknownKind(Fault.of(message, Words("Write { ... }.", "请写作 { ... }。"), file))
    found = _kind(data.get("kind"), file)
    if _longest(data) > _MOST_TERMS:
        raise _too_many(file)
    try:
        case = read(found.Case, {name: value for name, value in data.items() if name != "kind"}, file)
        if today is not None:
            refuse_future(case, today, file)
        sheet = found.worksheet(case, settings)
    except OverflowError:
        message = Words("a day lies outside the calendar", "日期超出日历范围")
        raise OutOfBounds(Fault.of(message, Words("Correct the days.", "请核对日期。"), file)) from None
    if any(abs(number.value) >= _TOO_LARGE for one in _every(sheet) for number in _numbers(one)):
        message = Words("the numbers are larger than any that is counted", "数值超出任何可计量的范围")
        raise OutOfBounds(Fault.of(message, Words("Correct the numbers.", "请核对数值。"), file))
    if any(step.formula.count("+") > _MOST_TERMS for one in _every(sheet) for step in one.steps):
        raise _too_many(file)
    return sheet


def read_settings(data: Any, file: str = "") -> Settings:
    """Settings as from JSON, checked against the data and the conventions. Raises BadRecord, BadSettings."""
    settings = read(Settings, data, file)
    datum.check(settings)
    convention.check(settings)
    return settings


def kinds() -> tuple[str, ...]:
    """The kinds of case, in order."""
    return tuple(sorted(_kinds()))


def example(kind: str) -> dict[str, Any]:
    """A case of a kind as JSON has it. Raises UnknownKind."""
    written = json.dumps({"kind": kind, **_kind(kind).EXAMPLE}, ensure_ascii=False)
    found: dict[str, Any] = read_json(written)
    return found


def fields_of(kind: str) -> tuple[Asked, ...]:
    """What a case of a kind holds. Raises UnknownKind."""
    return tuple(describe(_kind(kind).Case))


def _every(sheet: Worksheet) -> Iterator[Worksheet]:
    yield sheet
    for other in sheet.alternatives:
        yield from _every(other)


def _numbers(sheet: Worksheet) -> list[Quantity]:
    return [*(one.value for one in sheet.givens), *(one.result for one in sheet.steps)]


def _longest(data: Any) -> int:
    """How many rows the longest list of a case has."""
    if isinstance(data, Mapping):
        return max(map(_longest, data.values()), default=0)
    return max([len(data), *map(_longest, data)]) if isinstance(data, list) else 0


def _too_many(file: str) -> OutOfBounds:
    message = Words("the case has more rows than one sheet can show", "案例的行数超过一份计算书所能列示的数量")
    remedy = Words(
        "Join readings between which neither price nor edition changes, or give several cases.",
        "请合并电价与条文版本均未变化的相邻抄表记录，或分为多个案例。",
    )
    return OutOfBounds(Fault.of(message, remedy, file))


def _kind(kind: Any, file: str = "") -> KindFile:
    found = _kinds().get(kind) if isinstance(kind, str) else None
    if found is None:
        near = get_close_matches(str(kind or ""), _kinds(), 1)
        listed = ", ".join(kinds())
        what = (
            Words(f"there is no kind {kind}", f"没有 {kind} 这一类") if kind else Words("kind is missing", "缺少 kind")
        )
        remedy = (
            Words(f"Did you mean {near[0]}?", f"是否应为 {near[0]}？")
            if near
            else Words(f"Known: {listed}.", f"可用：{listed}。")
        )
        raise UnknownKind(Fault.of(what, remedy, file))
    return found


@cache
def _kinds() -> Mapping[str, KindFile]:
    found: dict[str, KindFile] = {}
    for entry in pkgutil.iter_modules(cases.__path__):
        module: Any = import_module(f"{cases.__name__}.{entry.name}")
        if entry.name != module.KIND or module.KIND in found:
            raise UnknownKind(f"{entry.name}.py calls itself {module.KIND}", "A kind is named after its file.")
        found[module.KIND] = module
    return MappingProxyType(found)
