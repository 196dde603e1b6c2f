"""How far the records of a subject's unit are complete: "no events delivered" is not "no events"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.find.chains import Hop, chained_value
from jicha.find.kinds import single_key
from jicha.schema import Table

_ROOTS = "find_roots"


@dataclass(frozen=True, slots=True)
class Feed:
    """How far one kind of record is complete. ``org_id`` is the unit that it is stated for, which may lie above."""

    record: str
    org_id: str
    complete_from: date | None
    complete_to: date | None


@dataclass(frozen=True, slots=True)
class Units:
    """The tree of the organisation: names and the unit above each."""

    names: Mapping[str, str]
    parents: Mapping[str, str | None]

    def path(self, org_id: str) -> tuple[str, ...]:
        """The unit and those above it; a circle ends where it closes."""
        found: list[str] = []
        here: str | None = org_id
        while here is not None and here not in found:
            found.append(here)
            here = self.parents.get(here)
        return tuple(found)

    def words(self, org_id: str) -> str:
        """The path by names, the widest unit first."""
        return " / ".join(self.names.get(one) or one for one in reversed(self.path(org_id)))


def units(engine: Engine, catalogue: Mapping[str, Table]) -> Units:
    """The delivered tree; empty where no units were delivered."""
    if "org" not in catalogue:
        return Units({}, {})
    rows = engine.query("SELECT org_id, name, parent_org_id FROM org ORDER BY org_id").to_pylist()
    return Units(
        {row["org_id"]: row["name"] or row["org_id"] for row in rows},
        {row["org_id"]: row["parent_org_id"] for row in rows},
    )


def feeds(
    engine: Engine, catalogue: Mapping[str, Table], known: Units, orgs: Iterable[str]
) -> Mapping[str, tuple[Feed, ...]]:
    """For each unit what is stated of each kind of record: for the unit itself, else for the nearest unit above."""
    if "feed" not in catalogue:
        return dict.fromkeys(orgs, ())
    stated: dict[str, dict[str, Feed]] = {}
    for row in engine.query("SELECT org_id, record, complete_from, complete_to FROM feed").to_pylist():
        one = Feed(row["record"], row["org_id"], row["complete_from"], row["complete_to"])
        stated.setdefault(one.org_id, {})[one.record] = one
    return {org: tuple(_nearest(stated, known.path(org))) for org in orgs}


def _nearest(stated: Mapping[str, Mapping[str, Feed]], path: Iterable[str]) -> Iterator[Feed]:
    seen: set[str] = set()
    for org in path:
        for record, feed in sorted(stated.get(org, {}).items()):
            if record not in seen:
                seen.add(record)
                yield feed


def orgs_of(engine: Engine, kind: str, ids: Mapping[int, str], catalogue: Mapping[str, Table]) -> Mapping[int, str]:
    """The unit of each subject of one kind, by its way in the schema; subjects without one are left out."""
    table = catalogue.get(kind)
    key = single_key(table) if table else None
    chain = _hops(kind, catalogue) if table else None
    if table is None or key is None or chain is None:
        return {}
    engine.register(_ROOTS, pa.table({"root": pa.array(ids, pa.int64()), "id": pa.array(ids.values(), pa.string())}))
    value, joins = chained_value((chain,), "s")
    rows = engine.query(
        f'SELECT r.root, {value} AS org_id FROM {_ROOTS} AS r JOIN "{kind}" AS s ON s."{key}" = r.id {joins}'
    )
    return {row["root"]: row["org_id"] for row in rows.to_pylist() if row["org_id"] is not None}


def _hops(kind: str, catalogue: Mapping[str, Table]) -> tuple[Hop, ...] | None:
    """The table's path to its organisation as hops; None where a table on the way was never delivered."""
    hops: list[Hop] = []
    here = catalogue[kind]
    for column in here.org_path[:-1]:
        target = here.by_name[column].references
        if target is None or target[0] not in catalogue:
            return None
        hops.append(Hop(column, *target))
        here = catalogue[target[0]]
    return (*hops, Hop(here.org_path[-1], "org", "org_id")) if here.org_path and catalogue[kind].org_path else None
