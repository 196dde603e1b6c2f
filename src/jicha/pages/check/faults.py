"""How grave a fault is, and the nearest right word."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Self

from jicha.terms.errors import Fault

# Codes that are told and do not refuse the page: each is right only most of the time.
WARNINGS = frozenset({"aggregate-without-need", "fact-unread", "inner-join-in-population", "maybe-two-rows"})


class Level(StrEnum):
    """How grave a fault of a page is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class PageFault(Fault):
    """A fault of a page, with its level."""

    @classmethod
    def graded(cls, fault: Fault) -> Self:
        """Any fault as one of a page."""
        return cls(fault.message, fault.remedy, fault.file, fault.line, fault.column, fault.code)

    @property
    def level(self) -> Level:
        """Whether it refuses the page."""
        return Level.WARNING if self.code in WARNINGS else Level.ERROR


def nearest(word: str, known: Collection[str], what: str = "words") -> str:
    """A remedy: the word that was probably meant, else all there are (or how many, when they are too many to read)."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]}?"
    if not known:
        return f"There are no {what} here."
    if len(known) > 24:
        return f"It is none of the {len(known)} {what}; see `jicha docs`."
    return f"Known {what}: {', '.join(sorted(known))}."
