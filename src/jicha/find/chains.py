"""Chains of references from a table up to another: how a bill, an order or a seal leads to its customer."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from jicha.schema import Table

_HOPS_AT_MOST = 3
_CHAINS_AT_MOST = 4
# A reference to a person leads to his other work, never to the customer.
_PEOPLE = "organisation"


@dataclass(frozen=True, slots=True)
class Hop:
    """One reference: ``column`` holds the ``key`` of ``table``."""

    column: str
    table: str
    key: str


def chains_to(start: str, target: str, catalogue: Mapping[str, Table]) -> tuple[tuple[Hop, ...], ...]:
    """The chains from ``start`` to ``target``, shortest first; empty where none leads there (or it is there already).

    A row may leave the shortest blank and still be known by a longer one: a bill without a customer has a point.
    """
    found: list[tuple[Hop, ...]] = []
    queue: deque[tuple[str, tuple[Hop, ...]]] = deque([(start, ())])
    while queue and len(found) < _CHAINS_AT_MOST:
        here, way = queue.popleft()
        passed = {start, *(hop.table for hop in way)}
        for column in catalogue[here].columns:
            if column.references is None:
                continue
            kind, key = column.references
            onward = (*way, Hop(column.name, kind, key))
            if kind == target:
                found.append(onward)
            elif kind not in passed and len(onward) < _HOPS_AT_MOST and catalogue[kind].group != _PEOPLE:
                queue.append((kind, onward))
    return tuple(found[:_CHAINS_AT_MOST])


def chained_value(chains: tuple[tuple[Hop, ...], ...], start: str, prefix: str = "w") -> tuple[str, str]:
    """SQL for the first value that the chains give from the alias ``start``: the expression, and its joins.

    All joins are LEFT joins on a full key, so no row is lost or doubled; their aliases begin with ``prefix``.
    """
    joins: dict[tuple[Hop, ...], tuple[str, str]] = {}
    values = []
    for chain in chains:
        before = start
        for length, hop in enumerate(chain[:-1], start=1):
            way = chain[:length]
            if way not in joins:
                alias = f"{prefix}{len(joins)}"
                on = f'{alias}."{hop.key}" = {before}."{hop.column}"'
                joins[way] = (alias, f'LEFT JOIN "{hop.table}" AS {alias} ON {on}')
            before = joins[way][0]
        values.append(f'{before}."{chain[-1].column}"')
    value = values[0] if len(values) == 1 else f"COALESCE({', '.join(values)})"
    return value, " ".join(join for _, join in joins.values())
