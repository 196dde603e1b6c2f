"""How far each kind of record is complete for each organisation, read off the dates that were delivered.

Dates at most ``gap_days`` apart leave no hole. Where there is one, the later stretch counts: a claim of completeness
over a hole would let a rule accuse somebody of what was merely never delivered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.intake.profile import FeedRule
from jicha.schema import tables

Stretch = tuple[date, date]


class Move(StrEnum):
    """What a delivery did to one feed."""

    BEGUN = "begun"
    EXTENDED = "extended"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FeedChange:
    """One feed after a delivery; ``left_out`` are stretches before a hole that are no longer claimed complete."""

    org_id: str
    record: str
    complete_from: date
    complete_to: date
    move: Move
    left_out: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """The days on which an organisation has records of a kind, and how many records belong to no known one."""

    days: Mapping[str, Sequence[date]]
    unplaced: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The delivered rows of a table that are not kept out, as a relation of the engine, and its columns."""

    name: str
    columns: tuple[str, ...]


def dated_records(
    engine: Engine, rule: FeedRule, *, delivered: Mapping[str, Standing], stored: frozenset[str]
) -> Dated:
    """The distinct days by organisation, of delivered records and of stored ones whose organisation was delivered now.

    ``stored`` names the stored tables that the engine holds.
    """
    path = tables()[rule.record].org_path
    parts: list[str] = []
    if rule.record in delivered and rule.dated in delivered[rule.record].columns:
        parts.append(_by_org(rule, path, delivered[rule.record], delivered, stored))
    if rule.record in stored and len(path) > 1 and _reference(rule.record, path[0])[0] in delivered:
        whole = Standing(rule.record, tuple(tables()[rule.record].by_name))
        parts.append(_by_org(rule, path, whole, delivered, frozenset()) + " HAVING count(org_id) > 0")
    return _dated(engine, parts)


def every_dated(engine: Engine, rule: FeedRule, *, delivered: Mapping[str, Standing], stored: frozenset[str]) -> Dated:
    """The distinct days by organisation of all records, delivered and stored; reads the whole table."""
    path = tables()[rule.record].org_path
    parts = []
    if rule.record in delivered and rule.dated in delivered[rule.record].columns:
        parts.append(_by_org(rule, path, delivered[rule.record], delivered, stored))
    if rule.record in stored:
        whole = Standing(rule.record, tuple(tables()[rule.record].by_name))
        parts.append(_by_org(rule, path, whole, delivered, stored))
    return _dated(engine, parts)


def _dated(engine: Engine, parts: Sequence[str]) -> Dated:
    if not parts:
        return Dated({}, 0)
    found = engine.query(
        "SELECT org_id, day, sum(records) AS records FROM (" + " UNION ALL ".join(parts) + ") AS a GROUP BY org_id, day"
    )
    days: dict[str, list[date]] = defaultdict(list)
    unplaced = 0
    for org, day, records in zip(*(found[name].to_pylist() for name in ("org_id", "day", "records")), strict=True):
        if org is None:
            unplaced += int(records)
        elif day is not None:
            days[org].append(day)
    return Dated(dict(sorted(days.items())), unplaced)


def leads_to_unit(record: str) -> frozenset[str]:
    """The tables that lead from a record to its organisation, without the record itself.

    >>> sorted(leads_to_unit("reading"))
    ['point']
    """
    table, found = record, set()
    for column in tables()[record].org_path[:-1]:
        table, _ = _reference(table, column)
        found.add(table)
    return frozenset(found)


def merge(rule: FeedRule, days: Mapping[str, Sequence[date]], existing: Mapping[str, Stretch]) -> list[FeedChange]:
    """Join the delivered days to what was complete before.

    >>> rule = FeedRule("bill", "issued_on", 1)
    >>> known = {"a": (date(2026, 1, 1), date(2026, 1, 3))}
    >>> merge(rule, {"a": [date(2026, 1, 4)]}, known)[0].complete_to
    datetime.date(2026, 1, 4)
    """
    changes = []
    for org, delivered in days.items():
        before = existing.get(org)
        stretches = _stretches([*((one, one) for one in delivered), *([before] if before else [])], rule.gap_days)
        latest = stretches[-1]
        move = Move.BEGUN if before is None else Move.UNCHANGED if latest == before else Move.EXTENDED
        changes.append(FeedChange(org, rule.record, *latest, move, tuple(stretches[:-1])))
    return changes


def feed_rows(changes: Iterable[FeedChange]) -> pa.Table:
    """Changes as rows of the table ``feed``."""
    listed = [
        {name: getattr(one, name) for name in ("org_id", "record", "complete_from", "complete_to")} for one in changes
    ]
    return pa.Table.from_pylist(listed, schema=tables()["feed"].arrow_schema)


def _stretches(ranges: list[Stretch], gap_days: int) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1] + timedelta(days=gap_days):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _by_org(
    rule: FeedRule, path: tuple[str, ...], records: Standing, delivered: Mapping[str, Standing], stored: frozenset[str]
) -> str:
    """SQL: organisation, day and number of records. Each step of the path looks in the delivery, then in the store."""
    joins, table = [], rule.record
    org = f'r."{path[0]}"' if path[0] in records.columns else "CAST(NULL AS VARCHAR)"
    for number, column in enumerate(path[1:], start=1):
        table, key = _reference(table, path[number - 1])
        places = [delivered[table].name] if table in delivered and column in delivered[table].columns else []
        places += [table] if table in stored else []
        looked_up = []
        for letter, place in zip("ab", places, strict=False):
            alias = f"{letter}{number}"
            joins.append(f'LEFT JOIN {_unique(place, key, column)} AS {alias} ON {org} = {alias}."{key}"')
            looked_up.append(f'{alias}."{column}"')
        org = f"coalesce({', '.join([*looked_up, 'NULL'])})" if looked_up else "CAST(NULL AS VARCHAR)"
        if not looked_up:
            break
    return (
        f"SELECT org_id, day, count(*) AS records FROM (SELECT {org} AS org_id, {_day(rule)} AS day "
        f"FROM {records.name} AS r {' '.join(joins)}) AS placed GROUP BY org_id, day"
    )


def _day(rule: FeedRule) -> str:
    """The local day of a record: an instant is one in UTC."""
    column = f'r."{rule.dated}"'
    return f"local_date({column})" if tables()[rule.record].by_name[rule.dated].type.name == "instant" else column


def _unique(relation: str, key: str, column: str) -> str:
    return f'(SELECT "{key}", max("{column}") AS "{column}" FROM {relation} GROUP BY "{key}")'


def _reference(table: str, column: str) -> tuple[str, str]:
    reference = tables()[table].by_name[column].references
    assert reference is not None  # an organisation path is a chain of references; the schema checks it
    return reference
