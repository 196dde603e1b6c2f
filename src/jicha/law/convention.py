"""Readings of a text that differ from place to place: a named choice, printed on every sheet that takes it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jicha.law.settings import NO_SETTINGS, BadSettings, Settings
from jicha.terms.errors import Fault, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import free_text


@dataclass(frozen=True, slots=True)
class Convention:
    """A question with the readings that are known; ``default`` is ours until a person settles it."""

    id: str
    default: str
    choices: tuple[str, ...]
    note: str
    note_zh: str


def chosen(name: str, settings: Settings = NO_SETTINGS) -> str:
    """The reading that holds. Raises BadSettings for one that is not known, KeyError for a convention of no file.

    >>> chosen("meter_current_basis")
    'basic'
    """
    own = settings.choice(name)
    if own is None:
        return conventions()[name].default
    if own.choice not in conventions()[name].choices:
        raise BadSettings(_faults(name, own.choice))
    return own.choice


def choose(sheet: Sheet, name: str, settings: Settings = NO_SETTINGS) -> str:
    """The reading that holds, and a remark on the sheet of what it is and who settled it, where there is another."""
    choice, own = chosen(name, settings), settings.choice(name)
    sheet.remark(f"{name}_{choice}")
    if own is None:
        if len(conventions()[name].choices) > 1:
            sheet.remark("reading_default", convention=name, choice=choice)
    else:
        sheet.remark("reading_set", convention=name, choice=choice, source=free_text(own.source))
    return choice


def check(settings: Settings) -> None:
    """Refuse settings that name no convention or no choice of it. Raises BadSettings with all faults at once."""
    faults = [fault for one in settings.conventions for fault in _faults(one.convention, one.choice)]
    if faults:
        raise BadSettings(faults)


@cache
def conventions() -> Mapping[str, Convention]:
    """All conventions by id, from ``conventions/*.csv``."""
    found: dict[str, Convention] = {}
    for file in sorted((files("jicha.law") / "conventions").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".csv"):
            for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
                choices = tuple(row["choices"].split())
                if row["id"] in found or row["default"] not in choices:
                    raise BadSettings(f"the convention {row['id']} is wrong or stands twice", "Correct its row.")
                found[row["id"]] = Convention(row["id"], row["default"], choices, row["note"], row["note_zh"])
    return MappingProxyType(found)


def _faults(name: str, choice: str) -> list[Fault]:
    convention = conventions().get(name)
    if convention is None:
        near = get_close_matches(name, conventions(), 1)
        hint, hint_zh = (f"Did you mean {near[0]}?", f"是否应为 {near[0]}？") if near else (_known(), _known())
        return [Fault.of(Words(f"there is no convention {name}", f"没有名为 {name} 的口径"), Words(hint, hint_zh))]
    if choice in convention.choices:
        return []
    listed = ", ".join(convention.choices)
    message = Words(f"{name} has no choice {choice}", f"口径 {name} 没有选项 {choice}")
    return [Fault.of(message, Words(f"Write one of {listed}.", f"可选：{listed}。"))]


def _known() -> str:
    return ", ".join(conventions())
