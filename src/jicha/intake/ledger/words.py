"""The header words of a ledger: the schema's Chinese words, and by the number of what a column refers to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jicha.intake.ledger.kept import known_as, spelled_as
from jicha.schema import Column, Table, tables

_BEHIND = re.compile(r"[(（][^()（）]*[)）]$")
_ENDS_BEFORE = "(不含)"  # said in the header: the last day would be a day too many
_NUMBERED = ("编号", "号", "号码", "标识", "账号")
# Exports show units and people by name or number, as they please (docs/profiles.md, One utility, many exports).
SHOWN_AS_PLEASED = ("org", "staff")


@dataclass(frozen=True, slots=True)
class Word:
    """The words of one column: in a Chinese and in an English template, and further ones that are understood."""

    column: Column
    chinese: str
    english: str
    others: tuple[str, ...]

    @property
    def spellings(self) -> frozenset[str]:
        """What it is known by, folded as headers are compared."""
        return frozenset(folded(one) for one in (self.chinese, self.english, *self.others))

    @property
    def synonyms(self) -> tuple[str, ...]:
        """What may stand in a file instead of the Chinese word."""
        return (self.english, *self.others)


def folded(word: str) -> str:
    """What two spellings of a header word have in common: width, spaces and case do not count."""
    return "".join(unicodedata.normalize("NFKC", word).split()).casefold()


def words_of(among: Mapping[str, Table]) -> dict[str, tuple[Word, ...]]:
    """The words of every column of these tables.

    Two tables whose words would all be the same bear their names in the words of their keys.
    """
    plain = {name: tuple(_words(table)) for name, table in among.items()}
    chinese = Counter(frozenset(folded(one.chinese) for one in words) for words in plain.values())
    english = Counter(frozenset(folded(one.english) for one in words) for words in plain.values())
    return {
        name: _bearing_its_name(among[name], words)
        if chinese[frozenset(folded(one.chinese) for one in words)] > 1
        or english[frozenset(folded(one.english) for one in words)] > 1
        else words
        for name, words in plain.items()
    }


def title_of(table: Table) -> str:
    """The name of a ledger: what its table is, without what stands in brackets behind it."""
    return shortened(table.meaning_zh)


def shortened(meaning: str) -> str:
    """A meaning without what stands in brackets behind it, unless that says that the end does not count.

    >>> shortened("单价(元/千瓦时)"), shortened("失效日期(不含)"), shortened("容(需)量单价")
    ('单价', '失效日期(不含)', '容(需)量单价')
    """
    return meaning if meaning.endswith(_ENDS_BEFORE) else _BEHIND.sub("", meaning).strip() or meaning


def _words(table: Table) -> Iterator[Word]:
    chosen: dict[str, str] = {}
    for ways in zip(*(_ways(column) for column in table.columns), strict=True):
        taken = Counter(folded(one) for one in (*ways, *chosen.values()))
        for column, word in zip(table.columns, ways, strict=True):
            if column.name not in chosen and taken[folded(word)] == 1:
                chosen[column.name] = word
    main = {folded(one): 1 for name in table.by_name for one in (chosen.get(name, name), name)}
    others = {column.name: tuple(_others(column, chosen.get(column.name, column.name))) for column in table.columns}
    taken = Counter(folded(one) for some in others.values() for one in some)
    for column in table.columns:
        kept = tuple(one for one in others[column.name] if folded(one) not in main and taken[folded(one)] == 1)
        yield Word(column, chosen.get(column.name, column.name), column.name, kept)


def _ways(column: Column) -> tuple[str, str, str]:
    """What a column may be called, the best first; a word that two columns of a table would bear is none of them."""
    short = shortened(column.meaning_zh)
    if column.references is None:
        return short, column.meaning_zh, column.meaning_zh
    if column.references[0] == "org":
        return short, _known(column.references), column.meaning_zh
    return _number(column) or short, f"{short}{_kind_of_number(column)}", column.meaning_zh


def _number(column: Column) -> str:
    """What the number of another thing is called: as exports call it, or as the column's meaning says whose it is."""
    short = shortened(column.meaning_zh)
    if column.references is None or (column.references[0] in SHOWN_AS_PLEASED and column.name != column.references[1]):
        return ""
    if column.name == column.references[1]:
        return _known(column.references)
    return short if short.endswith(_NUMBERED) else f"{short}{_kind_of_number(column)}"


def _known(reference: tuple[str, str]) -> str:
    table, key = reference
    return known_as().get(table) or shortened(tables()[table].by_name[key].meaning_zh)


def _kind_of_number(column: Column) -> str:
    known = _known(column.references) if column.references else ""
    return known if known in ("户号", "工号", "账号") else "编号"


def _others(column: Column, word: str) -> Iterator[str]:
    short = shortened(column.meaning_zh)
    seen = {folded(word), folded(column.name)}
    candidates = [short, column.meaning_zh]
    if column.references:
        candidates += [f"{short}{_kind_of_number(column)}", f"{short}编号"]
        if column.name == column.references[1]:
            known = _known(column.references)
            candidates += [known, *spelled_as().get(known, ())]
    for one in candidates:
        if folded(one) not in seen:
            seen.add(folded(one))
            yield one


def _bearing_its_name(table: Table, words: tuple[Word, ...]) -> tuple[Word, ...]:
    key = next((one for one in words if one.column.in_primary_key and not one.column.references), words[0])
    named = Word(key.column, f"{title_of(table)}{key.chinese}", f"{table.name}_{key.english}", ())
    return tuple(named if one is key else one for one in words)
