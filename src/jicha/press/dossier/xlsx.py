"""The answer as a workbook: the overview first, then one sheet for each kind of record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from jicha.press.dossier.records import Sheet
from jicha.press.say import Language
from jicha.press.xlsx import Styles, workbook, write_list

_NAME_CHARACTERS = 31
_NUMBERED = 3  # room for " 12", where a list needs further sheets
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(sheets: Sequence[Sheet], path: Path, language: Language, *, day: date) -> None:
    """Write all lists. Text is always a text cell, so that a number keeps its zeros and nothing becomes a formula."""
    with workbook(path, "jicha find", day) as book:
        styles = Styles(book)
        for name, sheet in zip(sheet_names(sheets), sheets, strict=True):
            write_list(book, styles, sheet.listing, language, name=name)


def sheet_names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Names that a workbook accepts: short, without its forbidden signs, each once."""
    taken: set[str] = set()
    for sheet in sheets:
        plain = _FORBIDDEN.sub(" ", sheet.title)[: _NAME_CHARACTERS - _NUMBERED].strip()
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: _NAME_CHARACTERS - 2 * _NUMBERED]}~{number}"
        taken.add(name.casefold())
        yield name
