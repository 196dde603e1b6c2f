"""The tables a page may read: the canonical ones and those that other pages make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from jicha.pages.check.parse import tables_read
from jicha.pages.judge import NOT_JUDGED
from jicha.pages.library import Library
from jicha.pages.page import Page, PageKind
from jicha.schema import CodeList, ColumnType, Table, code_lists
from jicha.schema import tables as schema_tables


class Origin(StrEnum):
    """Who makes the rows of a table."""

    CANONICAL = "canonical"
    FACT = "fact"
    KPI = "kpi"


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column that SQL may name, with what the checker must know of it."""

    name: str
    type: ColumnType
    unit: str
    nullable: bool
    references: tuple[str, str] | None
    meaning: str
    meaning_zh: str


@dataclass(frozen=True)
class SourceTable:
    """One table that SQL may name; ``key`` makes a row unique, ``reads`` are the tables a fact is made of."""

    name: str
    origin: Origin
    columns: tuple[SourceColumn, ...]
    key: tuple[str, ...]
    reads: frozenset[str] = frozenset()

    @cached_property
    def by_name(self) -> dict[str, SourceColumn]:
        """Columns by name, in order."""
        return {column.name: column for column in self.columns}


@dataclass(frozen=True)
class Catalogue:
    """Everything in reach of a page.

    ``rules`` are the codes of rule pages, known only so that nobody reads them; ``reasons`` are the reasons for not
    judging at all, in two languages, as the fact ``not_judged`` captions them.
    """

    tables: Mapping[str, SourceTable]
    codes: Mapping[str, CodeList]
    rules: frozenset[str] = frozenset()
    reasons: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        pages: Library | Iterable[Page] = (),
        *,
        tables: Mapping[str, Table] | None = None,
        codes: Mapping[str, CodeList] | None = None,
    ) -> Catalogue:
        """The canonical tables (those of the schema where none are given) and the facts and KPIs among ``pages``."""
        canonical = schema_tables() if tables is None else tables
        found = {name: _canonical(table) for name, table in canonical.items()}
        rules: set[str] = set()
        reasons: dict[str, tuple[str, str]] = {}
        for page in pages.pages.values() if isinstance(pages, Library) else pages:
            if page.code == NOT_JUDGED:
                reasons = page.captions
            if page.kind is PageKind.RULE:
                rules.add(page.code)
            else:
                found.setdefault(page.code, _made(page))
        return cls(found, code_lists() if codes is None else codes, frozenset(rules), reasons)


def _canonical(table: Table) -> SourceTable:
    columns = tuple(
        SourceColumn(one.name, one.type, one.unit, one.nullable, one.references, one.meaning, one.meaning_zh)
        for one in table.columns
    )
    return SourceTable(table.name, Origin.CANONICAL, columns, table.primary_key)


def _made(page: Page) -> SourceTable:
    columns = tuple(
        SourceColumn(
            one.name, one.type, one.unit, one.name not in page.key, one.references, one.meaning, one.meaning_zh
        )
        for one in page.columns
    )
    origin = Origin.FACT if page.kind is PageKind.FACT else Origin.KPI
    return SourceTable(page.code, origin, columns, page.key, tables_read(page.sql))
