"""Cut a world's rows to what a page says it reads for one subject: its scope and its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jicha.pages.examples import Row, WorldRows
from jicha.pages.page import Page
from jicha.pages.reach import way_to
from jicha.schema import table, tables
from jicha.terms.period import add_months
from jicha.terms.verdict import Scope

_Index = Mapping[str, Mapping[Any, Row]]


def cut_to_scope(page: Page, rows: WorldRows, subject_id: str) -> WorldRows | None:
    """The rows within the page's scope of the subject; None when the scope cuts nothing.

    A table from which references lead to the scope is cut to the subject's part; others (price books, feeds, what
    subjects refer to) stay whole. Rows of facts that a world gives by hand stay whole too.
    """
    assert page.subject is not None
    if page.scope is Scope.ALL:
        return None
    target = page.subject[0] if page.scope is Scope.ROW else str(page.scope)
    index = _index(rows)
    subject = index.get(page.subject[0], {}).get(subject_id)
    wanted = subject_id if target == page.subject[0] else None
    if subject is not None:
        wanted = _follow(page.subject[0], subject, target, index)
    kept: WorldRows = {}
    for name, held in rows.items():
        if name not in tables() or way_to(name, target) is None:
            kept[name] = held
        else:
            kept[name] = [
                row
                for row in held
                if row is subject or (wanted is not None and _follow(name, row, target, index) == wanted)
            ]
    return kept


def cut_to_history(page: Page, rows: WorldRows, period: date | None) -> WorldRows | None:
    """The rows of ``history`` months, the month of ``period`` being the last; None when the history is ``all``.

    Without a period (a state) the month of the page's day is the last. Later rows stay: they are not history.
    """
    if page.history_months is None:
        return None
    first = add_months((period or page.today).replace(day=1), 1 - page.history_months)
    return {
        name: [row for row in held if (day := _day(name, row)) is None or day >= first] for name, held in rows.items()
    }


def _day(name: str, row: Row) -> date | None:
    column = table(name).time_column if name in tables() else None
    value = row.get(column) if column else None
    return value.date() if isinstance(value, datetime) else value


def _index(rows: WorldRows) -> _Index:
    return {
        name: {row[table(name).primary_key[0]]: row for row in held}
        for name, held in rows.items()
        if name in tables() and len(table(name).primary_key) == 1
    }


def _follow(name: str, row: Row, target: str, index: _Index) -> Any:
    """The key of ``target`` that references lead to from ``row``; None when a step is missing."""
    way = way_to(name, target)
    if way is None:
        return None
    if not way:
        return row[table(name).primary_key[0]]
    here: Row | None = row
    for number, (column, kind, _key) in enumerate(way):
        value = here.get(column) if here else None
        if number == len(way) - 1:
            return value
        here = index.get(kind, {}).get(value)
    return None
