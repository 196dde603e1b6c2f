"""Ids into words: the river speaks in ids with arguments, and this is the edge where they become Chinese or English."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jicha.terms.errors import Fault, JichaError


class Language(StrEnum):
    """The two languages everything is said in."""

    ZH = "zh"
    EN = "en"


class BadWords(JichaError):
    """A file of words that cannot be used."""


def say(word_id: str, language: Language, **arguments: object) -> str:
    """The words for an id, with ``{name}`` places filled from ``arguments``.

    An id that has no words comes back as it is: a report with one raw id is better than no report. The tests turn
    that case into an error.

    >>> say("verdict.spare", Language.EN)
    'In order'
    """
    words = every_word().get(word_id)
    return words[language].format(**arguments) if words else unknown(word_id)


def say_or(word_id: str, otherwise: str, language: Language, **arguments: object) -> str:
    """The words for an id that pages or sources make up (a reason, a unit), else ``otherwise``: no error in tests."""
    words = every_word().get(word_id)
    return words[language].format(**arguments) if words else otherwise


def unknown(word_id: str) -> str:
    """What stands for an id without words."""
    return word_id


@cache
def every_word() -> Mapping[str, Mapping[Language, str]]:
    """All words by id, from ``words/*.csv`` (id, en, zh). Raises BadWords for an id given twice or a gap."""
    found: dict[str, Mapping[Language, str]] = {}
    faults: list[Fault] = []
    entries = sorted((files("jicha.press") / "words").iterdir(), key=lambda entry: entry.name)
    for entry in (entry for entry in entries if entry.name.endswith(".csv")):
        rows = csv.DictReader(entry.read_text(encoding="utf-8").splitlines())
        for line, row in enumerate(rows, start=2):
            word_id, en, zh = row["id"], row["en"], row["zh"]
            if word_id in found:
                faults.append(Fault(f"{word_id} stands twice", "Keep one.", entry.name, line))
            if not en or not zh:
                faults.append(Fault(f"{word_id} lacks a language", "Write both en and zh.", entry.name, line))
            found[word_id] = MappingProxyType({Language.EN: en, Language.ZH: zh})
    if faults:
        raise BadWords(faults)
    return MappingProxyType(found)
