"""The header words that every file of a ledger must have: its key, and what tells it from all other kinds of file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jicha.intake.ledger.words import Word, folded
from jicha.intake.profile import FileKind


@dataclass(frozen=True, slots=True)
class Rival:
    """Another kind of file: every spelling that it knows, folded."""

    name: str
    known: frozenset[str]

    @classmethod
    def of_kind(cls, name: str, kind: FileKind) -> Rival:
        """A kind of file of another profile."""
        words = [*kind.header, *kind.optional, *(one for others in kind.synonyms.values() for one in others)]
        return cls(name, frozenset(map(folded, words)))

    def knows(self, word: Word) -> bool:
        """Whether it may take the word, in any spelling, for one of its own."""
        return not word.spellings.isdisjoint(self.known)


def required(ledgers: Mapping[str, Sequence[Word]], others: Iterable[Rival]) -> dict[str, tuple[Word, ...]]:
    """The words that must be there, by table: those of the key, then what no other kind that knows the key knows.

    A file then fits another ledger only if it has a word that this one does not know, and so is known by it. Of the
    words that would do, the one is taken that most rivals lack, and of those the first.
    """
    own = [Rival(name, frozenset().union(*(word.spellings for word in words))) for name, words in ledgers.items()]
    rivals = [*own, *others]
    return {
        name: _required(words, [one for one in rivals if one.name != name or one not in own])
        for name, words in ledgers.items()
    }


def _required(words: Sequence[Word], rivals: Sequence[Rival]) -> tuple[Word, ...]:
    chosen = [one for one in words if one.column.in_primary_key]
    left = [one for one in rivals if all(one.knows(word) for word in chosen)]
    while left:
        word = max((one for one in words if one not in chosen), key=lambda one: _lack(one, left), default=None)
        if word is None or not _lack(word, left):
            break
        chosen.append(word)
        left = [one for one in left if one.knows(word)]
    return tuple(one for one in words if one in chosen)


def _lack(word: Word, rivals: Sequence[Rival]) -> int:
    return sum(not one.knows(word) for one in rivals)
