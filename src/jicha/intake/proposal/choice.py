"""Which canonical table a file is, and which of its columns each word fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jicha.intake.proposal.fitting import Fitting
from jicha.intake.proposal.looks import Looks
from jicha.intake.proposal.vocabulary import Meaning, Vocabulary
from jicha.schema import Table, tables

SURE = 0.75  # a word that means a column as surely is not merely alike
_LEAST = 0.25
_KEY, _TIME, _HINT = 1.0, 0.5, 1.5
_UNREADABLE = 0.35  # of the values
_MASTERS_SHARE = 2  # columns that a further table must get


@dataclass(frozen=True, slots=True)
class Option:
    """A word of the file for a place of a table, and how well both fit."""

    word: str
    meaning: Meaning
    score: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table with the words that fill it; ``rivals`` are the next best tables."""

    table: Table
    options: tuple[Option, ...]
    score: float
    rivals: tuple[str, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """The words it reads."""
        return frozenset(one.word for one in self.options)


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is known while the tables of one file are chosen. ``hint`` is what the file and its title lines say."""

    vocabulary: Vocabulary
    fitting: Fitting
    looks: Mapping[str, Looks]
    hint: str = ""
    slot_words: frozenset[str] = frozenset()

    def options(self) -> dict[str, list[Option]]:
        """Every reading of every word, by table."""
        found: dict[str, list[Option]] = {}
        for word, looks in self.looks.items():
            if word in self.slot_words:
                continue
            for meaning in self.vocabulary.meanings(word):
                column = tables()[meaning.table].by_name[meaning.column]
                share = 1.0 if meaning.clue else self.fitting.share(column, looks)
                score = meaning.strength * (share if share >= _UNREADABLE else share * 0.3)
                if score >= _LEAST:
                    found.setdefault(meaning.table, []).append(Option(word, meaning, score))
        return found

    def ranked(self, options: Mapping[str, Sequence[Option]]) -> list[Chosen]:
        """All tables with any word, the best first."""
        commonness = self._commonness(options)
        made = []
        for name, listed in options.items():
            table, assigned = tables()[name], assign(listed)
            made.append(Chosen(table, assigned, self._score(table, assigned, commonness)))
        return sorted(made, key=lambda one: (-one.score, one.table.name))

    def further(self, main: Chosen, ranked: Sequence[Chosen]) -> list[Chosen]:
        """Other tables that the file describes as well: only where it is a list of things, not of what happened."""
        if main.table.time_column is not None:
            return []
        taken = set(main.words)
        found: list[Chosen] = []
        for one in ranked:
            if one.table.name == main.table.name or one.table.time_column is not None:
                continue
            keys = [two for two in one.options if two.meaning.column in one.table.primary_key]
            is_named = len(one.table.primary_key) == 1 and any(two.score >= SURE for two in keys)
            fresh = [two for two in one.options if two.word not in taken and two.score >= SURE and not two.meaning.clue]
            if (is_named or one.table.name == "meter_installation") and len(fresh) >= _MASTERS_SHARE:
                found.append(one)
                taken |= {two.word for two in fresh}
        return found

    def _commonness(self, options: Mapping[str, Sequence[Option]]) -> dict[str, int]:
        """In how many tables each word is at home."""
        counts: dict[str, set[str]] = {}
        for name, listed in options.items():
            for one in listed:
                if one.score >= SURE:
                    counts.setdefault(one.word, set()).add(name)
        return {word: len(names) for word, names in counts.items()}

    def _score(self, table: Table, assigned: Sequence[Option], commonness: Mapping[str, int]) -> float:
        score: float = sum(one.score / commonness.get(one.word, 1) ** 0.5 for one in assigned if not one.meaning.clue)
        filled = {one.meaning.column for one in assigned if one.score >= SURE}
        key = set(table.primary_key)
        score += _KEY * len(key & filled) / len(key)
        score += _TIME if table.time_column in filled else 0.0
        score += _HINT if table.meaning_zh and table.meaning_zh in self.hint else 0.0
        if table.name == "curve" and self.slot_words:
            score += 10 * _KEY
        return score


def assign(options: Sequence[Option]) -> tuple[Option, ...]:
    """Each word to one place and each place to one word, the surest first; clues to a point do not take its place."""
    taken: set[object] = set()
    words: set[str] = set()
    chosen = []
    for one in sorted(options, key=lambda two: (-two.score, bool(two.meaning.clue), two.word)):
        place = (one.meaning.place, one.meaning.clue)
        if place in taken or one.word in words:
            continue
        taken.add(place)
        words.add(one.word)
        chosen.append(one)
    return tuple(chosen)
