"""The profile that reads every ledger, made from the schema: one kind of file for each table, named after it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

from jicha.intake.ledger.columns import expression_for
from jicha.intake.ledger.kept import SOURCE, kept_tables
from jicha.intake.ledger.telling_apart import Rival, required
from jicha.intake.ledger.words import Word, words_of
from jicha.intake.null_words import NullWords
from jicha.intake.profile import Confidence, FeedRule, FileKind, Kind, Profile, Target
from jicha.intake.shipped import profiles
from jicha.schema import Table

NAME = "cn_ledger"
EXPLANATION = {"zh": "填写说明", "en": "How to fill in"}  # the sheet of a template that explains, by language
# How far apart the entries of a ledger may lie and still leave no hole: of one kept by the day, and of any other.
_EVERY_DAY, _EVERY_MONTH = 1, 31
_FORMATS = ("csv", "parquet", "xlsx", "xls", "html", "xml_spreadsheet", "json_lines")


@cache
def ledger_words() -> Mapping[str, tuple[Word, ...]]:
    """The words of every ledger's columns, by table."""
    return words_of(kept_tables())


@cache
def ledger_profile() -> Profile:
    """The profile of all ledgers."""
    words = ledger_words()
    rivals = [Rival.of_kind(f"{one.name}.{kind.name}", kind) for one in profiles() for kind in one.files]
    asked = required(words, rivals)
    files = tuple(_kind(table, words[name], asked[name]) for name, table in kept_tables().items())
    return Profile(
        name=NAME,
        source=SOURCE,
        description="Ledgers kept by hand, in the form of the templates that jicha makes from its tables",
        description_zh="手工台账，按 jicha 由数据表生成的模板填写",
        confidence=Confidence.DOCUMENTED,
        confidence_from="The words are those of our own templates: jicha intake template.",
        files=files,
        feeds=tuple(_feed(table, table.time_column) for table in kept_tables().values() if _has_feed(table)),
        place=NAME,
        digest=hashlib.sha256(repr(files).encode()).hexdigest(),
    )


def _kind(table: Table, words: Sequence[Word], asked: Sequence[Word]) -> FileKind:
    columns = {one.column.name: expression_for(table, one.column, one.chinese) for one in words}
    return FileKind(
        name=table.name,
        formats=_FORMATS,
        header=tuple(one.chinese for one in words if one in asked),
        optional=tuple(one.chinese for one in words if one not in asked),
        delimiter="",
        nulls=NullWords.stated(),
        constants={},
        ignored=(),
        targets=(Target(table.name, Kind.ROWS, True, None, columns),),
        synonyms={one.chinese: one.synonyms for one in words},
        ignored_sheets=tuple(EXPLANATION.values()),
    )


def _has_feed(table: Table) -> bool:
    return bool(table.org_path) and table.time_column is not None


def _feed(table: Table, dated: str | None) -> FeedRule:
    assert dated is not None  # _has_feed
    return FeedRule(table.name, dated, _EVERY_DAY if dated == "day" else _EVERY_MONTH)
