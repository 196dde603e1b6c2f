"""How surely a line is known, as the reader is told: what no text proves is never shown as law."""

from __future__ import annotations

from jicha.press.say import Language, say
from jicha.terms.worksheet import Given, Step

_PROVEN = ("A", "B")
_OF_A_TEXT = ("law", "price")
_SETTLED = "setting"


def is_to_be_confirmed(line: Given | Step) -> bool:
    """Whether a line rests on something that no text at hand proves and nobody has settled.

    A law or a price without a mark is not proven either; a step needs a mark where it cites something.
    """
    if isinstance(line, Step):
        return bool(line.source or line.confidence) and line.confidence not in _PROVEN
    if line.origin in _OF_A_TEXT:
        return line.confidence not in _PROVEN
    return line.origin == "default" or (line.origin != _SETTLED and line.confidence not in ("", *_PROVEN))


def mark_words(line: Given | Step, language: Language) -> str:
    """The mark of a line: official, published, settled here, or to be confirmed; nothing for a fact of the case."""
    if is_to_be_confirmed(line):
        return say("worksheet.confidence.open", language)
    if isinstance(line, Given) and line.origin == _SETTLED:
        return say("worksheet.confidence.settled", language)
    return say(f"worksheet.confidence.{line.confidence}", language) if line.confidence else ""


def origin_words(line: Given, language: Language) -> str:
    """Who gives the number; what is not proven does not bear the name of the law."""
    origin = line.origin
    if origin in _OF_A_TEXT and is_to_be_confirmed(line):
        origin = f"{origin}_open"
    return say(f"worksheet.origin.{origin}", language)
