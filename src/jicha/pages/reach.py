"""How the canonical tables hang together: from any row to its organisation and to all it references."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cache

from jicha.schema import table, tables

_DEPTH = 3  # bill -> point -> area -> line
# What the fact `not_judged` may speak of. Other references lead on, but nobody is excluded for the sake of a clerk.
_EXCLUDING = ("customer", "point", "area", "line", "site", "meter_installation")


@dataclass(frozen=True, slots=True)
class Hop:
    """One step over a reference: ``from_alias.column`` holds the ``key`` of ``kind``, joined as ``alias``."""

    alias: str
    kind: str
    key: str
    from_alias: str
    column: str
    is_joined: bool


@dataclass(frozen=True, slots=True)
class Links:
    """All hops from one table, each kind once by its shortest way, and (alias, column) of the organisation."""

    hops: tuple[Hop, ...]
    org: tuple[str, str] | None


@cache
def links_of(subject_table: str) -> Links:
    """The hops from ``subject_table`` (alias ``s``), nearest first; each kind is reached by its shortest way.

    A hop is joined only if another hop, or the way to the organisation, goes on from it.
    """
    start = table(subject_table)
    hops: dict[str, Hop] = {}
    queue = deque([(start, "s", 0)])
    while queue:
        here, alias, depth = queue.popleft()
        for column in here.columns:
            if not column.references or column.references[0] in (here.name, subject_table) or depth >= _DEPTH:
                continue
            kind, key = column.references
            if kind in hops or table(kind).primary_key != (key,):
                continue
            hops[kind] = Hop(kind, kind, key, alias, column.name, False)
            queue.append((table(kind), kind, depth + 1))
    hops = _leading_to_excluding(hops)
    org, joined = _organisation(subject_table, hops)
    needed = {hop.from_alias for hop in hops.values()} | joined
    return Links(
        tuple(
            Hop(hop.alias, hop.kind, hop.key, hop.from_alias, hop.column, hop.alias in needed) for hop in hops.values()
        ),
        org,
    )


def _leading_to_excluding(hops: dict[str, Hop]) -> dict[str, Hop]:
    wanted: set[str] = set()
    for kind in _EXCLUDING:
        while kind in hops and kind not in wanted:
            wanted.add(kind)
            kind = hops[kind].from_alias
    return {kind: hop for kind, hop in hops.items() if kind in wanted}


def _organisation(subject_table: str, hops: dict[str, Hop]) -> tuple[tuple[str, str] | None, set[str]]:
    """Follow the schema's org path; where it leaves the shortest ways found above, extra hops are added."""
    path = table(subject_table).org_path
    if not path:
        return None, set()
    alias, here, joined = "s", table(subject_table), set()
    for column_name in path[:-1]:
        reference = here.by_name[column_name].references
        assert reference is not None, f"{here.name}.{column_name} is on an org path and must be a reference"
        kind, key = reference
        found = hops.get(kind)
        if found is None or (found.from_alias, found.column) != (alias, column_name):
            extra = f"org_{kind}"
            hops[extra] = Hop(extra, kind, key, alias, column_name, True)
            found = hops[extra]
        joined.add(found.alias)
        alias, here = found.alias, table(kind)
    return (alias, path[-1]), joined


@cache
def way_to(name: str, target: str) -> tuple[tuple[str, str, str], ...] | None:
    """The shortest chain of references from table ``name`` to ``target``, as (column, kind, key); () if it is it.

    None when no chain leads there.
    """
    if name == target:
        return ()
    queue: deque[tuple[str, tuple[tuple[str, str, str], ...]]] = deque([(name, ())])
    seen = {name}
    while queue:
        here, way = queue.popleft()
        if here not in tables() or len(way) > _DEPTH:
            continue
        for column in table(here).columns:
            if not column.references or column.references[0] in seen:
                continue
            kind, key = column.references
            onward = (*way, (column.name, kind, key))
            if kind == target:
                return onward
            seen.add(kind)
            queue.append((kind, onward))
    return None
