"""A world set up in an engine: example tables registered, facts computed, the page run and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.pages.bind import DIALECT, bind
from jicha.pages.examples import WorldRows, arrow_rows, shape_of
from jicha.pages.judge import NOT_JUDGED, Window, all_values, drop, exclude_nobody, judge, page_sql, prepare_subject
from jicha.pages.library import Library
from jicha.pages.page import Page, ParameterValue
from jicha.pages.reach import links_of
from jicha.terms.period import add_months


def window_of(page: Page) -> Window:
    """The window in which a page's examples are judged: all that is known on its day."""
    return Window(date(1900, 1, 1), add_months(page.today.replace(day=1), 1200), page.today)


class Stage:
    """One engine, one page, one world at a time. Set up once, then run the page or its mutants many times."""

    def __init__(self, engine: Engine, page: Page, library: Library) -> None:
        self._engine = engine
        self._page = page
        self._library = library
        judged = [page] if page.subject is None else [page, *self._guard()]
        self._facts = [fact for fact in library.facts_for(judged) if fact.code != page.code]
        if page.subject is not None:
            self._facts += [fact for fact in self._guard() if fact not in self._facts]
        self._tables = sorted(library.tables_for([*judged, *self._facts]) | self._on_the_way())
        self._below = {fact.code: self._names_below(fact) for fact in self._facts}
        self._held: dict[str, object] = {}  # by table in the engine: the rows that it was made of

    def _guard(self) -> Sequence[Page]:
        guard = self._library.pages.get(NOT_JUDGED)
        return [guard] if guard is not None and guard.code != self._page.code else []

    def _on_the_way(self) -> set[str]:
        if self._page.subject is None:
            return set()
        subject = self._page.subject[0]
        return {subject} | {hop.kind for hop in links_of(subject).hops if hop.is_joined}

    def _names_below(self, fact: Page) -> list[str]:
        return [*self._library.tables_for([fact]), *(one.code for one in self._library.facts_for([fact]))]

    def set_up(self, rows: WorldRows) -> None:
        """Register the world's rows (tables it does not name are empty) and compute the facts it does not give.

        What is made of the same rows as in the world before stays: most worlds differ in few tables.
        """
        window = window_of(self._page)
        for name in self._tables:
            self._register(name, rows.get(name, []))
        for fact in self._facts:
            made_of = {name: rows.get(name) for name in self._below[fact.code]}
            if fact.code in rows:
                self._register(fact.code, rows[fact.code])
            elif self._held.get(fact.code) != made_of:
                compute_fact(self._engine, fact, {}, window)
                self._held[fact.code] = made_of
        if self._page.subject is not None:
            if NOT_JUDGED in rows:
                self._register(NOT_JUDGED, rows[NOT_JUDGED])
            elif not self._guard():
                exclude_nobody(self._engine)
                self._held.pop(NOT_JUDGED, None)
            prepare_subject(self._engine, self._page.subject[0])

    def _register(self, name: str, rows: list[dict[str, object]]) -> None:
        shape = shape_of(name, self._library)
        if shape is not None and self._held.get(name) != rows:
            self._engine.register(name, arrow_rows(shape, rows))
            self._held[name] = rows

    def verdicts(self, page: Page | None = None, sql: str | None = None) -> list[dict[str, object]]:
        """The verdict rows of `verdict_table`, without evidence."""
        wanted = ["subject_id", "period_start", "verdict", "reason", "at_stake_kwh", "at_stake_money"]
        return list(self.verdict_table(page, sql).select(wanted).to_pylist())

    def verdict_table(self, page: Page | None = None, sql: str | None = None) -> pa.Table:
        """Judge with the page (or a mutant of it: other ``sql``, other needs) and give the verdicts with evidence."""
        judged = page or self._page
        window = window_of(judged)
        whole = judge(self._engine, judged, sql=sql or page_sql(judged, {}, window), values={}, window=window).whole
        found = self._engine.query(f"SELECT * FROM {whole}")
        drop(self._engine, judged)
        return found

    def fact_rows(self, sql: str | None = None) -> list[dict[str, object]]:
        """The rows of `fact_table`."""
        return list(self.fact_table(sql).to_pylist())

    def fact_table(self, sql: str | None = None) -> pa.Table:
        """The rows that a fact's or KPI's page (or a mutant's ``sql``) yields."""
        page = self._page
        bound = sql or page_sql(page, {}, window_of(page))
        if page.kernel is None:
            return self._engine.query(bound)
        keep_fact(self._engine, page, bound)
        found = self._engine.query(f"SELECT * FROM {page.code}")
        self._engine.drop(page.code)
        return found

    def bound(self, tree: object, more: Mapping[str, ParameterValue]) -> str:
        """Bind a mutant's tree with the page's values, ``more`` over them."""
        bound = bind(tree, all_values(self._page, more, window_of(self._page)))  # type: ignore[arg-type]
        return str(bound.sql(dialect=DIALECT, copy=False))  # binding has copied it


def compute_fact(engine: Engine, fact: Page, values: Mapping[str, ParameterValue], window: Window) -> None:
    """Compute a fact or KPI and keep it under its name."""
    keep_fact(engine, fact, page_sql(fact, values, window))


def keep_fact(engine: Engine, fact: Page, sql: str) -> None:
    """Keep the rows of a fact's bound ``sql``, or of its kernel over them, under its name."""
    if fact.kernel is None:
        engine.materialize(fact.code, sql)
        return
    schema = pa.schema([pa.field(column.name, column.type.arrow) for column in fact.columns])
    engine.materialize_kernel(fact.code, fact.kernel, sql, fact.partition_by, schema)
