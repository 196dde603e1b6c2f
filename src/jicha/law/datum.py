"""Every number that a text fixes, by the day of the act: its value, clause, confidence, and whether it may be set.

A and B are proven by a text and nobody's to move. C (contested), U (not found) and M (from memory) are configurable;
U is a default of ours and is never shown as law, so it cites nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType

from jicha.law.allowed import value_faults
from jicha.law.settings import NO_SETTINGS, BadSettings, Settings
from jicha.law.titles import cited
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.source import Source
from jicha.terms.worksheet import free_text

CONFIGURABLE = "CUM"


class NoDatum(JichaError):
    """A number that no text of ours fixes: of that id, on that day, or in that edition."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One number of one edition, in force on the days of [in_force_from, in_force_to).

    ``origin`` is ``law`` (proven), ``default`` (configurable, as shipped) or ``setting`` (as the utility settled it).
    """

    id: str
    edition: str
    in_force_from: date
    in_force_to: date | None
    value: Decimal
    unit: str
    clause: str
    document: str
    confidence: str
    origin: str
    seen_in: str
    set_by: str = ""

    @property
    def configurable(self) -> bool:
        """Whether a setting may give another value."""
        return self.confidence in CONFIGURABLE

    @property
    def text(self) -> Source:
        """Text and clause in two languages, and since when it is repealed."""
        return cited(self.document, self.clause, str(self.in_force_to or ""))

    @property
    def source(self) -> str:
        """The text as a sheet cites it; what a setting rests on; nothing for a number not found."""
        if self.set_by:
            return self.set_by
        return "" if self.confidence == "U" else str(self.text)

    @property
    def cited(self) -> Mapping[str, str]:
        """Source and confidence for a step that rests on it; a setting is cited once, where its number stands."""
        return {} if self.origin == "setting" else {"source": self.source, "confidence": self.confidence}


def datum(name: str, day: date, settings: Settings = NO_SETTINGS) -> Datum:
    """The datum that holds on a day. Raises NoDatum, BadSettings.

    >>> datum("theft_multiple", date(2023, 1, 1)).text.en
    'Rules of electricity supply and use (1996), Art. 102'
    """
    for one in _of(name):
        if one.in_force_from <= day and (one.in_force_to is None or day < one.in_force_to):
            return _settled(one, settings)
    raise NoDatum(
        Fault.of(
            Words(f"no text fixes {name} on {day}", f"{day} 没有规定 {name} 的文本"),
            Words("Correct the day, or leave the item out.", "请核对日期，或不采用该项。"),
        )
    )


def in_edition(name: str, edition: str, settings: Settings = NO_SETTINGS) -> Datum:
    """The datum as an edition has it, whatever the day. Raises NoDatum, BadSettings."""
    for one in _of(name):
        if one.edition == edition:
            return _settled(one, settings)
    raise NoDatum(
        Fault.of(
            Words(f"{edition} has no {name}", f"{edition} 版没有 {name}"),
            Words("The item does not exist there; leave it out.", "该版本无此项，请不要采用。"),
        )
    )


def exists(name: str, edition: str) -> bool:
    """Whether an edition fixes it at all."""
    return any(one.edition == edition for one in every().get(name, ()))


def put(sheet: Sheet, name: str, found: Datum, *, about: str = "", word: str = "") -> None:
    """Note a datum on a sheet, with its clause and confidence, and what follows from a confidence that is not proof."""
    sheet.given(
        name,
        found.value,
        found.unit,
        origin=found.origin,
        source=found.source,
        confidence=found.confidence,
        about=about,
        word=word or found.id,
    )
    if found.origin == "default":
        sheet.remark(
            "datum_not_found" if found.confidence == "U" else "datum_not_proven", warns=found.confidence == "U"
        )


def check(settings: Settings) -> None:
    """Refuse settings that name no datum, move a proven one, or give what it cannot be.

    Raises BadSettings with all faults at once.
    """
    faults = [fault for one in settings.data for fault in _faults(one.datum, one.edition, one.value)]
    if faults:
        raise BadSettings(faults)


@cache
def every() -> Mapping[str, tuple[Datum, ...]]:
    """All data by id, from ``data/*.csv``, in order of time. Raises NoDatum for two that hold on one day."""
    found: dict[str, list[Datum]] = {}
    for file in sorted((files("jicha.law") / "data").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".csv"):
            for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
                found.setdefault(row["id"], []).append(_read(row))
    return MappingProxyType({name: _in_order(rows) for name, rows in found.items()})


def _read(row: Mapping[str, str]) -> Datum:
    confidence = row["confidence"]
    return Datum(
        id=row["id"],
        edition=row["edition"],
        in_force_from=date.fromisoformat(row["in_force_from"]),
        in_force_to=date.fromisoformat(row["in_force_to"]) if row["in_force_to"] else None,
        value=Decimal(row["value"]),
        unit=row["unit"],
        clause=row["clause"],
        document=row["document"],
        confidence=confidence,
        origin="default" if confidence in CONFIGURABLE else "law",
        seen_in=row["source"],
    )


def _in_order(rows: Iterable[Datum]) -> tuple[Datum, ...]:
    ordered = tuple(sorted(rows, key=lambda one: one.in_force_from))
    for earlier, later in pairwise(ordered):
        if earlier.in_force_to is None or earlier.in_force_to > later.in_force_from:
            raise NoDatum(f"two rows of {later.id} hold on {later.in_force_from}", "Correct law/data.")
    return ordered


def _of(name: str) -> tuple[Datum, ...]:
    found = every().get(name)
    if found is None:
        raise NoDatum(f"there is no datum {name}", _near(name))
    return found


def _near(name: str) -> str:
    near = get_close_matches(name, every(), 1)
    return f"Did you mean {near[0]}?" if near else "Look into law/data for what there is."


def _settled(one: Datum, settings: Settings) -> Datum:
    own = settings.override(one.id, one.edition)
    if own is None:
        return one
    if not one.configurable and not own.edition:
        return one  # a setting for all editions does not reach the proven one
    faults = _faults(one.id, own.edition, own.value)
    if faults:
        raise BadSettings(faults)
    return replace(one, value=own.value, origin="setting", set_by=free_text(own.source))


def _faults(name: str, edition: str, value: Decimal) -> list[Fault]:
    rows = [one for one in every().get(name, ()) if edition in ("", one.edition)]
    if not rows:
        named = f"{name} of {edition}" if edition else name
        message = Words(f"there is no datum {named}", f"没有名为 {named} 的数据")
        return [Fault.of(message, Words(_near(name), "请核对名称。"))]
    if any(one.configurable for one in rows):
        return value_faults(name, rows[0].unit, value)
    message = Words(f"{name} is fixed by {rows[-1].text.en}", f"{name} 已由 {rows[-1].text.zh} 确定")
    remedy = Words(
        "Take it out of the settings; only numbers of confidence C, U or M may be set.",
        "请从设置中删除；只有可信度为 C、U、M 的数据可以设置。",
    )
    return [Fault.of(message, remedy)]
