"""How near a file's header comes to a kind of file: the words either side lacks, and which of them may be the same.

A kind whose header is nearly whole and that knows the other columns says more of a file than one of whose few header
words the file happens to have: bills without a month are no customers, although they bear name and account.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from jicha.intake.header_units import unit_in_word, without_unit
from jicha.intake.profile import FileKind

_ALIKE = 0.65  # of the letters of two spellings


def distance(kind: FileKind, words: Sequence[str]) -> int:
    """How many of the file's columns the kind does not know, and of its own header words the file lacks."""
    return len(kind.strange(tuple(words))) + sum(word not in words for word in kind.header)


def is_another(kind: FileKind, words: Sequence[str]) -> bool:
    """Whether the kind knows less than half of the columns: then it is another export, whatever words they share."""
    return 2 * len(kind.strange(tuple(words))) > len(words)


def renamed(kind: FileKind, words: Sequence[str]) -> dict[str, str]:
    """Columns that the kind does not know and that may be a word it lacks under another name.

    One that says another unit than ours holds other numbers, and is none of them.
    """
    return {strange: word for strange, word in likest(kind, words).items() if not in_another_unit(strange)}


def likest(kind: FileKind, words: Sequence[str]) -> dict[str, str]:
    """Columns that the kind does not know, each with the word it lacks that looks most like it; no word twice."""
    lacking = [word for word in (*kind.header, *kind.optional) if word not in words]
    scored = [
        (likeness, -lacking.index(word), strange, word)
        for strange in kind.strange(tuple(words))
        for word in lacking
        if (likeness := max(_likeness(strange, one) for one in (word, *kind.synonyms.get(word, ())))) >= _ALIKE
    ]
    found: dict[str, str] = {}
    for _, _, strange, word in sorted(scored, reverse=True):
        if strange not in found and word not in found.values():
            found[strange] = word
    return found


def in_another_unit(word: str) -> bool:
    """Whether a header word says a unit that is not ours, such as ``供电量(万kWh)``."""
    unit = unit_in_word(word)
    return unit is not None and unit.factor != 1


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, _folded(one), _folded(other), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", without_unit(word)).split()).casefold()
