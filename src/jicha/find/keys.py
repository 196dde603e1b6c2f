"""SQL for the rows that belong to subjects: one set-based query a table, whatever the number of subjects.

``own_<table>`` holds (root, id): which keys of a table belong to which subject. A row of a table joins them by the
references that ``walk.py`` found, the nearest owner first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from jicha.find.walk import AnyOwner, Lent, Owner, Step
from jicha.schema import Table


def own(table: str) -> str:
    """The name under which an engine keeps the keys of ``table`` that belong to subjects."""
    return f"own_{table}"


def keys_sql(step: Step, table: Table, *, held: Collection[str]) -> str:
    """(root, the primary key, ``at``) of every row of ``table`` that belongs to a subject, each once for a subject.

    ``held`` are the tables whose keys the engine holds. ``at`` is what the latest rows are latest by. An empty string
    if no row can belong to anybody.
    """
    branches = list(_branches(step, table, held))
    if not branches:
        return ""
    several = any(len(one.columns) > 1 if isinstance(one, Owner) else isinstance(one, Lent) for one in step.owners)
    columns = ", ".join(["root", *(f'"{name}"' for name in table.primary_key), "at"])
    union = " UNION ALL ".join(branches)
    return f"SELECT DISTINCT {columns} FROM ({union}) AS u" if several else union


def latest_by(table: Table) -> str | None:
    """The column by which a table's latest rows are latest: its time, else a day of its key, else its first day."""
    if table.time_column:
        return table.time_column
    days = [one.name for one in table.columns if one.type.name in ("date", "month", "instant")]
    return next((name for name in days if name in table.primary_key), days[0] if days else None)


def key_columns(table: Table) -> str:
    """The primary key and ``at`` of a row with the alias ``t``."""
    at = latest_by(table)
    keys = ", ".join(f't."{name}" AS "{name}"' for name in table.primary_key)
    moment = f't."{at}"' if at else "CAST(NULL AS DATE)"
    return f"{keys}, {moment} AS at"


def _branches(step: Step, table: Table, held: Collection[str]) -> Iterator[str]:
    select = f'SELECT o.root, {key_columns(table)} FROM "{table.name}" AS t'
    blank: list[str] = []
    for one in step.owners:
        if isinstance(one, Owner):
            if one.table in held:
                for column in one.columns:
                    yield _where(f'{select} JOIN "{own(one.table)}" AS o ON o.id = t."{column}"', blank)
            blank += [f't."{column}" IS NULL' for column in one.columns]
        elif isinstance(one, AnyOwner):
            for name in one.tables:
                if name in held:
                    on = f'o.id = t."{one.id_column}" AND t."{one.kind_column}" = \'{name}\''
                    yield _where(f'{select} JOIN "{own(name)}" AS o ON {on}', blank)
            blank.append(f't."{one.id_column}" IS NULL')
        elif one.lending.table in held:
            yield _where(f"{select} {_while_lent(one, table)}", blank)


def _where(select: str, conditions: Sequence[str]) -> str:
    return f"{select} WHERE {' AND '.join(conditions)}" if conditions else select


def _while_lent(one: Lent, table: Table) -> str:
    """Joins to the stay of the thing with the subject; a stay without a first day proves nothing."""
    lending = one.lending
    assert table.time_column is not None
    at = f't."{table.time_column}"'
    day = f"local_date({at})" if table.by_name[table.time_column].type.name == "instant" else at
    return (
        f'JOIN "{lending.table}" AS l ON l."{lending.thing_column}" = t."{one.column}" '
        f'AND l."{lending.since}" <= {day} AND (l."{lending.until}" IS NULL OR {day} <= l."{lending.until}") '
        f'JOIN "{own(lending.table)}" AS o ON o.id = l."{lending.key}"'
    )
