"""How corrections win at read: base rows without a correction, and the latest correction of each key.

An anti-join against a small table; ranking all rows to find the latest of each took ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from jicha.schema import SYSTEM_COLUMNS, Table


def corrected_view(
    table: Table, *, base: str, corrections: str, as_of: datetime | None = None, tied: Sequence[str] = ()
) -> str:
    """Portable SQL that gives the rows of ``table`` from two registered tables; ``as_of`` as in ``known_view``.

    For each correction key all rows of the latest batch that states it count (by ``received_at``), less those it voids.
    ``tied`` are the batches that were received at the same moment as another, in the order of their acceptance; that
    decides between them. There is no WITH in it: under one, DuckDB reads all columns of a UNION, used or not (forty
    times slower on a million bills).
    """
    key = _names(table.correction_key)
    same = " AND ".join(f'c."{name}" = b."{name}"' for name in table.correction_key)
    corrected = f"SELECT DISTINCT {key}, TRUE AS is_corrected FROM {corrections}{_where_known(as_of)}"
    ranked = (
        f"SELECT {_columns(table)}, voided, "
        f"RANK() OVER (PARTITION BY {key} ORDER BY received_at DESC{_acceptance(tied)}) AS place "
        f"FROM {corrections}{_where_known(as_of)}"
    )
    return (
        f"SELECT {_columns(table, 'b')} FROM ({known_view(table, base, as_of)}) AS b "
        f"LEFT JOIN ({corrected}) AS c ON {same} WHERE c.is_corrected IS NULL "
        f"UNION ALL SELECT {_columns(table)} FROM ({ranked}) AS r WHERE place = 1 AND NOT voided"
    )


def known_view(table: Table, base: str, as_of: datetime | None) -> str:
    """Portable SQL for the rows of ``base`` that were received by ``as_of``; all of them if it is None.

    It is None wherever whole files could be left out: only merged files need their rows to be asked.
    """
    return f"SELECT {_columns(table)} FROM {base}{_where_known(as_of)}"


def _acceptance(tied: Sequence[str]) -> str:
    if not tied:
        return ""
    places = " ".join(f"WHEN '{batch_id}' THEN {place}" for place, batch_id in enumerate(tied, start=1))
    return f", CASE batch_id {places} ELSE 0 END DESC"


def _where_known(as_of: datetime | None) -> str:
    return f" WHERE received_at <= CAST('{as_of:%Y-%m-%d %H:%M:%S.%f}' AS TIMESTAMP)" if as_of else ""


def _columns(table: Table, alias: str = "") -> str:
    return _names([*table.by_name, *SYSTEM_COLUMNS.names], alias)


def _names(names: Iterable[str], alias: str = "") -> str:
    prefix = f"{alias}." if alias else ""
    return ", ".join(f'{prefix}"{name}"' for name in names)
