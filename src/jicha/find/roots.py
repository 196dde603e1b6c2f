"""Whose file a number opens: the customer's, else the point's, else that of the thing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.find.chains import chained_value, chains_to
from jicha.find.kinds import CUSTOMER
from jicha.find.lookup import Hit
from jicha.find.search import Answer
from jicha.find.walk import LENDING
from jicha.schema import Table

_HITS = "find_hits"
_HOLDERS = (CUSTOMER, "point")


@dataclass(frozen=True, slots=True, order=True)
class Root:
    """The subject of one file: a row of ``kind`` by its key."""

    kind: str
    id: str


def roots_of(
    engine: Engine, answers: Iterable[Answer], catalogue: Mapping[str, Table]
) -> Mapping[Hit, tuple[Root, ...]]:
    """For every hit the files it opens: those of its customers (a meter may have been with several), else of its points
    where they have no customer, else its own. One query for each table that holds hits."""
    by_table: dict[str, list[Hit]] = {}
    found: dict[Hit, tuple[Root, ...]] = {}
    for hit in dict.fromkeys(hit for answer in answers for hit in answer.hits):
        if hit.column.kind == CUSTOMER:
            found[hit] = (Root(CUSTOMER, hit.id),)
        else:
            by_table.setdefault(hit.column.table, []).append(hit)
    for name, hits in by_table.items():
        found |= _of_table(engine, name, hits, catalogue)
    return found


def _of_table(
    engine: Engine, name: str, hits: Sequence[Hit], catalogue: Mapping[str, Table]
) -> Mapping[Hit, tuple[Root, ...]]:
    key = hits[0].column.key
    start, join = name, f'LEFT JOIN "{name}" AS s ON s."{key}" = h.id'
    lending = LENDING.get(name)
    if lending and lending.table in catalogue:
        start, join = lending.table, f'LEFT JOIN "{lending.table}" AS s ON s."{lending.thing_column}" = h.id'
    ways = [(kind, chains_to(start, kind, catalogue)) for kind in _HOLDERS if kind != start]
    values = [(kind, *chained_value(chains, "s", f"{kind}_")) for kind, chains in ways if chains]
    engine.register(_HITS, pa.table({"id": pa.array(sorted({hit.id for hit in hits}), pa.string())}))
    select = ", ".join(["h.id", *(f'{value} AS "{kind}"' for kind, value, _ in values)])
    joins = " ".join([join, *(joined for _, _, joined in values)])
    rows = engine.query(f"SELECT DISTINCT {select} FROM {_HITS} AS h {joins}").to_pylist()
    opened: dict[str, set[Root]] = {}
    for row in rows:
        holder = next((Root(kind, row[kind]) for kind, *_ in values if row[kind] is not None), None)
        opened.setdefault(row["id"], set()).update([holder] if holder else [])
    return {hit: tuple(sorted(opened[hit.id])) or (Root(name, hit.id),) for hit in hits}
