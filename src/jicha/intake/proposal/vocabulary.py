"""Words of headers and what they may mean: from the schema, the shipped profiles, and a list of further ones."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from jicha.intake.expression import Expression
from jicha.intake.profile import FileKind, Kind, Target
from jicha.intake.shipped import profiles
from jicha.intake.transform import Transform
from jicha.intake.transforms.constant import Constant
from jicha.intake.transforms.first import First
from jicha.intake.transforms.identifier import Identifier
from jicha.intake.transforms.point_of import PointOf
from jicha.schema import Column, code_lists, tables

# How surely a word means a column, by where it is known from.
_SCHEMA, _ENGLISH, _PROFILE, _WORDS, _PART, _CLUE = 1.0, 0.8, 1.0, 0.9, 0.3, 0.4
_REFERRING, _CONTAINED, _ALIKE = 0.72, 0.6, 0.5
_LEAST_ALIKE = 0.75
_BRACKETS = re.compile(r"[(\[{（【〔].*?[)\]}）】〕]\s*$")
_MARKS = re.compile(r"[\s_\-.:：*#·,，、\"'“”]+")
_UNIT_BEHIND = re.compile(
    r"(?<=.)/(?:[kmgKMG]?[wW](?:[hH])?|[kmKM]?[vV][aA](?:[rR])?(?:[hH])?|[kK]?[vV]|[aA]|元|万元|度|%)$"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a word may mean: a column of a table.

    ``constants`` are key columns that are fixed with it (the register, what is measured). ``clue`` says by which clue
    the word leads to a point, where it is not the point's own number.
    """

    table: str
    column: str
    strength: float
    constants: tuple[tuple[str, str], ...] = ()
    clue: str = ""
    known: str = ""  # the known word, where the file's only looks like it

    @property
    def place(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What it fills."""
        return self.table, self.column, self.constants


@dataclass(frozen=True, slots=True)
class Idle:
    """Why profiles do not read a word."""

    because: str
    because_zh: str


@dataclass(frozen=True)
class Vocabulary:
    """Meanings by the key of a word, the surest first."""

    by_key: Mapping[str, tuple[Meaning, ...]]
    idle: Mapping[str, Idle]
    _near: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)

    def meanings(self, word: str) -> tuple[Meaning, ...]:
        """What a word of a file may mean: what it is known for, else what the likest known word is known for."""
        for key in keys_of(word):
            if key in self.by_key:
                return self.by_key[key]
        key = keys_of(word)[-1]
        if key not in self._near:
            self._near[key] = self._likest(key)
        return self._near[key]

    def reason(self, word: str) -> Idle | None:
        """Why it is not read anywhere, where profiles say so."""
        return next((self.idle[key] for key in keys_of(word) if key in self.idle), None)

    def _likest(self, key: str) -> tuple[Meaning, ...]:
        if len(key) < 2:
            return ()
        scored = []
        for known in self.by_key:
            shorter, longer = sorted((known, key), key=len)
            if len(shorter) < 2:
                continue
            if shorter in longer and len(shorter) * 2 >= len(longer):
                scored.append((_CONTAINED * len(shorter) / len(longer), known))
            elif len(longer) <= 2 * len(shorter):
                ratio = SequenceMatcher(None, known, key, autojunk=False).ratio()
                if ratio >= _LEAST_ALIKE:
                    scored.append((_ALIKE * ratio, known))
        found = []
        for score, known in sorted(scored, reverse=True)[:3]:
            found += [replace(one, strength=one.strength * score, known=known) for one in self.by_key[known]]
        return _surest(found)


def keys_of(word: str) -> tuple[str, ...]:
    """What spellings of a word have in common: the whole word, then without what stands in brackets behind it.

    Width, case, blanks and marks do not count. Of a header of two rows the words count the other way round as well, and
    the lower one by itself last: not if it is a single sign, which stands under energy and money alike.

    >>> keys_of("应收 电费（元）")
    ('应收电费元', '应收电费')
    >>> keys_of("CONS_NO")
    ('consno',)
    >>> keys_of("电量/峰")
    ('电量/峰', '峰电量')
    """
    folded = unicodedata.normalize("NFKC", word).casefold()
    whole = _plain(folded)
    bare = _plain(_UNIT_BEHIND.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", word))).casefold())
    upper, _, lower = (_plain(_BRACKETS.sub("", one)) for one in folded.rpartition("/"))
    turned = lower + upper if upper and lower else ""
    alone = lower if upper and len(lower) > 1 else ""
    return tuple(dict.fromkeys(one for one in (whole, bare, turned, alone) if one)) or ("",)


@cache
def vocabulary(without: frozenset[str] = frozenset()) -> Vocabulary:
    """Everything that is known of words; ``without`` names profiles that are not asked (to measure the rest)."""
    found: dict[str, list[Meaning]] = defaultdict(list)
    for key, meaning in (*_of_schema(), *_of_codes(), *_of_words(), *_of_profiles(without)):
        found[key].append(meaning)
    by_key = {key: _surest([*meanings, *_referring(meanings)]) for key, meanings in found.items() if key}
    return Vocabulary(by_key, dict(_idle(without)))


def _referring(meanings: Sequence[Meaning]) -> Iterator[Meaning]:
    """A word that names a thing in one table names it in every table that refers to the thing once."""
    things = {_thing(tables()[one.table].by_name[one.column], one) for one in meanings if one.strength >= _SCHEMA}
    for table in tables().values():
        for thing in things - {
            None,
            ("org", "org_id"),
        }:  # nearly every export says whose it is, and hardly one means it
            referring = [one.name for one in table.columns if one.references == thing]
            if len(referring) == 1 and thing != (table.name, *table.primary_key):  # a parent is no name of its child
                yield Meaning(table.name, referring[0], _REFERRING)


def _thing(column: Column, meaning: Meaning) -> tuple[str, str] | None:
    """What is named by a column: the thing it refers to, or the one whose key it is."""
    if column.references or meaning.clue:
        return column.references
    key = tables()[meaning.table].primary_key
    return (meaning.table, meaning.column) if key == (meaning.column,) else None


def _plain(text: str) -> str:
    return _MARKS.sub("", text).replace("(", "").replace(")", "")


def _surest(meanings: list[Meaning]) -> tuple[Meaning, ...]:
    best: dict[object, Meaning] = {}
    for one in meanings:
        if one.place not in best or best[one.place].strength < one.strength:
            best[one.place] = one
    return tuple(sorted(best.values(), key=lambda one: -one.strength))


def _of_schema() -> Iterator[tuple[str, Meaning]]:
    for table in tables().values():
        for column in table.columns:
            meaning = Meaning(table.name, column.name, _SCHEMA)
            yield _key(column.meaning_zh), meaning
            yield _key(_BRACKETS.sub("", column.meaning_zh)), meaning
            yield _key(column.name), replace(meaning, strength=_ENGLISH)
            yield _key(column.meaning), replace(meaning, strength=_ENGLISH)
            for code in column.sg_code.split(","):
                if ".." not in code and "*" not in code:
                    yield _key(code), meaning


def _of_codes() -> Iterator[tuple[str, Meaning]]:
    """Quantities and registers stand in headers as columns of their own."""
    for list_name, table, code_column, value in (
        ("curve_quantity", "curve", "quantity", "slots"),
        ("register", "register_daily", "register", "reading"),
    ):
        for code, (english, chinese) in code_lists()[list_name].meanings.items():
            meaning = Meaning(table, value, _SCHEMA, ((code_column, code),))
            yield _key(chinese), meaning
            yield _key(code), replace(meaning, strength=_ENGLISH)
            yield _key(english), replace(meaning, strength=_ENGLISH)


def _of_words() -> Iterator[tuple[str, Meaning]]:
    with (files("jicha.intake.proposal") / "more_words.csv").open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            constants = tuple(
                (name, code) for one in row["constants"].split() for name, _, code in [one.partition("=")]
            )
            yield _key(row["word"]), Meaning(row["table"], row["column"], _WORDS, constants)


def _of_profiles(without: frozenset[str]) -> Iterator[tuple[str, Meaning]]:
    for kind in _kinds(without):
        for target in kind.targets:
            for word, meaning in _of_target(target):
                for spelled in (word, *kind.synonyms.get(word, ())):
                    yield _key(spelled), meaning


def _of_target(target: Target) -> Iterator[tuple[str, Meaning]]:
    fixed = tuple(
        (name, str(one.transform.value))
        for name, one in target.columns.items()
        if isinstance(one.transform, Constant)
        and tables()[target.table].by_name[name].in_primary_key
        and one.type.code_list
    )
    weaker = 0.9 if target.kind is Kind.MENTIONS else 1.0
    for name, expression in target.columns.items():
        constants = () if tables()[target.table].by_name[name].in_primary_key else fixed
        for word, strength, clue in _words_of(expression):
            yield word, Meaning(target.table, name, strength * weaker, constants, clue)
    if target.curve:
        yield target.curve.moment, Meaning("curve", "day", _PROFILE)
        for code, word in target.curve.quantities.items():
            yield word, Meaning("curve", "slots", _PROFILE, (("quantity", code),))


def _words_of(expression: Expression) -> Iterator[tuple[str, float, str]]:
    """The words that an expression reads: how surely each means its column, and by which clue."""
    made: Transform = expression.transform
    if isinstance(made, First):
        for way in made.ways:
            yield from _words_of(way)
    elif isinstance(made, PointOf):
        for clue, way in made.clues:
            own = clue == "number"
            yield from ((word, _PROFILE if own else _CLUE, "" if own else clue) for word in way.reads)
    elif len(made.reads) == 1:
        yield made.reads[0], _PROFILE, ""
    elif isinstance(made, Identifier):
        yield from ((word, _PART, "") for word in made.reads)


def _idle(without: frozenset[str]) -> Iterator[tuple[str, Idle]]:
    for kind in _kinds(without):
        for one in kind.ignored:
            for spelled in (one.column, *kind.synonyms.get(one.column, ())):
                yield _key(spelled), Idle(one.because, one.because_zh)


def _kinds(without: frozenset[str]) -> Iterator[FileKind]:
    for profile in profiles():
        if profile.name not in without:
            yield from profile.files


def _key(word: str) -> str:
    return _plain(unicodedata.normalize("NFKC", word).casefold())
