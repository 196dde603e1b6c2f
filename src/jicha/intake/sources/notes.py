"""What the reader of a delivered file should know, in two languages; the parsers hand over ids with arguments."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class NoteWords:
    """One note in words; ``{rows}`` and the like stand for its arguments."""

    note: str
    meaning: str
    meaning_zh: str

    def said(self, arguments: Mapping[str, str]) -> str:
        """The note in English."""
        return _filled(self.meaning, arguments)

    def said_zh(self, arguments: Mapping[str, str]) -> str:
        """The note in Chinese."""
        return _filled(self.meaning_zh, arguments)


@cache
def note_words() -> Mapping[str, NoteWords]:
    """Every note by its id."""
    with (files("jicha.intake.sources") / "notes.csv").open(encoding="utf-8") as text:
        return MappingProxyType({row["note"]: NoteWords(**row) for row in csv.DictReader(text)})


def _filled(words: str, arguments: Mapping[str, str]) -> str:
    for name, value in arguments.items():  # not str.format: the name of a sheet may hold braces
        words = words.replace("{" + name + "}", value)
    return words
