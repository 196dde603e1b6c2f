"""What differs between two libraries: what came, what went, and what changed in each page."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from jicha.pages.library import Library
from jicha.pages.lock import logic_digest
from jicha.pages.page import Page


@dataclass(frozen=True, slots=True)
class Change:
    """One page that differs: what happened to it, and the lines that show it."""

    code: str
    what: str  # added | removed | logic | words
    lines: tuple[str, ...]


def compare_libraries(before: Library, after: Library) -> tuple[Change, ...]:
    """The changes from ``before`` to ``after`` by code; pages that are the same text are left out."""
    changes = []
    for code in sorted(before.pages.keys() | after.pages.keys()):
        old, new = before.pages.get(code), after.pages.get(code)
        if old is None and new is not None:
            changes.append(Change(code, "added", (new.title,)))
        elif new is None and old is not None:
            changes.append(Change(code, "removed", (old.title,)))
        elif old is not None and new is not None and old.text != new.text:
            what = "words" if logic_digest(old) == logic_digest(new) else "logic"
            changes.append(Change(code, what, _lines(old, new)))
    return tuple(changes)


def _lines(old: Page, new: Page) -> tuple[str, ...]:
    difference = difflib.unified_diff(old.text.splitlines(), new.text.splitlines(), lineterm="", n=0)
    return tuple(line for line in difference if not line.startswith(("---", "+++", "@@")))
