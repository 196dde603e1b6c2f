"""Codes in the words that exports show: those of the code lists' column ``source:sg``, else the Chinese meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from jicha.schema import code_list, table

_SOURCE = "sg"  # the source of all Chinese exports


@cache
def words_of_exports(name: str) -> Mapping[str, str]:
    """The word of each code of a list; a code that the exports have no word for is left out."""
    codes = code_list(name)
    theirs = codes.mappings.get(_SOURCE, {})
    if not theirs:
        return {code: chinese for code, (_, chinese) in codes.meanings.items()}
    found: dict[str, str] = {}
    for word, code in theirs.items():
        if not word.isascii() and not word.endswith("*"):
            found.setdefault(code, word)
    for word, code in theirs.items():
        found.setdefault(code, word.rstrip("*"))
    return found | {code: zh for code, (_, zh) in codes.meanings.items() if theirs.get(zh) == code}


@cache
def words_of_ledgers(name: str) -> Mapping[str, str]:
    """The word of each code of a list, for ledgers: they know our meanings and our codes besides."""
    codes = code_list(name)
    theirs = codes.mappings.get(_SOURCE, {})
    exports = words_of_exports(name) if theirs else {}
    taken = Counter(chinese for _, chinese in codes.meanings.values())
    own = {
        code: chinese if taken[chinese] == 1 and chinese not in theirs else code
        for code, (_, chinese) in codes.meanings.items()
    }
    return own | dict(exports)


def in_words(name: str, rows: pa.Table, *, ledger: bool) -> pa.Table:
    """Rows of a canonical table with words in the place of its codes; a code without a word is blank."""
    for column in table(name).columns:
        if column.type.name == "code" and column.name in rows.column_names:
            words = (words_of_ledgers if ledger else words_of_exports)(column.type.code_list)
            place = rows.column_names.index(column.name)
            rows = rows.set_column(place, column.name, replaced(rows[column.name], words))
    return rows


def replaced(codes: pa.ChunkedArray, words: Mapping[str, str]) -> pa.ChunkedArray:
    """Each code as its word; a code without one is blank."""
    if codes.null_count == len(codes):
        return codes
    found = pc.index_in(codes, value_set=pa.array(list(words), pa.string()))
    return pc.take(pa.array(list(words.values()), pa.string()), found)
