"""The lists of a run with their words turned into ids again, whichever language they were written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from jicha.press.listing import Column, Kind, subject_words
from jicha.press.say import Language, say
from jicha.press.totals import mapped
from jicha.schema import tables
from jicha.terms.verdict import Severity, Standing
from jicha.twin.scorer.findings import Covered
from jicha.twin.scorer.open_file import open_coverage, open_findings

# The columns of the lists that are read, by the plain name that open files use for them.
_FINDINGS = {
    "code": Column("code"),
    "severity": Column("severity"),
    "subject_kind": Column("subject_kind"),
    "subject_id": Column("subject_id"),
    "period": Column("period_start", Kind.DATE),
    "kwh": Column("kwh", Kind.DECIMAL, "kWh"),
    "money": Column("money", Kind.DECIMAL, "CNY"),
    "standing": Column("standing"),
}
_COVERAGE = {name: Column(name, Kind.INTEGER) for name in ("tested", "spared", "unsure", "excluded")} | {
    "code": Column("code")
}
HELD = (Standing.NEW, Standing.RECURRING)  # the others of a list are no finds of its run
# The apostrophe by which a list keeps a text from being taken for a formula; see press/csv.py.
_GUARD = r"^'('*[=+\-@\t\r\n\x00＝＋－＠])"


def speaks(table: pa.Table) -> Language | None:
    """The language of a list of findings of ours; None for any other table."""
    return _language(table.column_names, _FINDINGS)


def listed_findings(table: pa.Table, file: str) -> pa.Table:
    """The findings of a list of ours, as texts, in the form of the scorer. Raises NotFindings."""
    language = speaks(table)
    if language is None:
        return open_findings(table, file)  # it says which columns are missing
    named = _renamed(table, _FINDINGS, language)
    held = pa.array([say(f"standing.{one}", language) for one in HELD])
    named = named.filter(pc.is_in(named["standing"], held)).drop_columns(["standing"])
    plain = {
        "severity": _ids(Severity, lambda key: say(f"severity.{key}", language)),
        "subject_kind": _kinds(language),
    }
    for name, ids in plain.items():
        at = named.column_names.index(name)
        named = named.set_column(at, name, _in_ids(named[name], ids))
    at = named.column_names.index("subject_id")
    return open_findings(named.set_column(at, "subject_id", unguarded(named["subject_id"])), file)


def listed_coverage(table: pa.Table, file: str) -> dict[str, Covered] | None:
    """What the rules looked at by a list of ours; None for any other table. Raises NotFindings."""
    language = _language(table.column_names, _COVERAGE)
    return open_coverage(_renamed(table, _COVERAGE, language), file) if language else None


def unguarded(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts as they were before a list guarded them against being run.

    >>> unguarded(pa.chunked_array([["'-1", "''=2", "'quoted"]])).to_pylist()
    ['-1', "'=2", "'quoted"]
    """
    return pc.replace_substring_regex(texts, _GUARD, r"\1")


def _language(headings: Iterable[str], columns: dict[str, Column]) -> Language | None:
    given = set(headings)
    return next((one for one in Language if given >= {column.heading(one) for column in columns.values()}), None)


def _renamed(table: pa.Table, columns: dict[str, Column], language: Language) -> pa.Table:
    wanted = {name: column.heading(language) for name, column in columns.items()}
    return pa.table([table[heading] for heading in wanted.values()], names=list(wanted))


def _in_ids(words: pa.ChunkedArray, ids: Mapping[str, str]) -> pa.Array:
    return mapped(words, lambda word: ids.get(word, word))


def _ids(ids: Iterable[str], words: Callable[[str], str]) -> dict[str, str]:
    return {words(one): str(one) for one in ids}


@cache
def _kinds(language: Language) -> dict[str, str]:
    return _ids(tables(), lambda kind: subject_words(kind, language))
