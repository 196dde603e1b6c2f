"""Everything known of pasted numbers: the search, the files that it opens, and what fills them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from jicha.audit.results import RunResult, load
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.find.feeds import Feed, Units, feeds, orgs_of, units
from jicha.find.findings import FINDINGS, findings_of, standing, subject_kinds
from jicha.find.gather import Gathered, Records, Wanted, forget, gather
from jicha.find.kinds import delivered, number_columns
from jicha.find.lookup import Hit
from jicha.find.paste import Paste
from jicha.find.roots import Root, roots_of
from jicha.find.search import Answer, search
from jicha.find.sums import SUMMED, Billed, billed, owed
from jicha.find.walk import walk
from jicha.schema import Table, tables
from jicha.store.snapshot import Snapshot
from jicha.store.store import Store
from jicha.terms.privacy import Privacy

Progress = Callable[[str, int, int], None]  # what is being done, done so far, in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How to look: kinds of numbers (all if none are named), rows of a table shown of each subject, months of bills
    summed up, as it stood when, and up to which privacy level the reader is cleared."""

    kinds: Sequence[str] = ()
    rows_at_most: int = 12
    months: int = 12
    as_of: datetime | None = None
    clearance: Privacy = Privacy.INTERNAL


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One subject: its number in the search, its table and key, its unit, and the numbers that led to it."""

    root: int
    kind: str
    id: str
    org_id: str | None
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunSeen:
    """The run whose findings are told: its id, its window (the end is not in it) and the day of its judgement."""

    run_id: str
    start: date
    end: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossiers:
    """The answer to a paste.

    ``opened`` gives the files (by ``root``) of each known number. ``expected`` are for each kind of subject the tables
    that could hold something of it; what is expected, delivered and empty is silence, and ``feeds`` say for each unit
    whether silence means anything. ``left_out`` are tables that the reader is not cleared for.
    """

    paste: Paste
    request: Request
    answers: Mapping[str, Answer]
    files: tuple[File, ...]
    opened: Mapping[str, tuple[int, ...]]
    records: tuple[Records, ...]
    findings: pa.Table
    run: RunSeen | None
    billed: Mapping[int, Billed]
    owed: Mapping[int, Decimal]
    units: Units
    feeds: Mapping[str, tuple[Feed, ...]]
    expected: Mapping[str, tuple[str, ...]]
    delivered: frozenset[str]
    left_out: tuple[str, ...]

    @property
    def unknown(self) -> tuple[Answer, ...]:
        """The numbers that nobody knows."""
        return tuple(one for one in self.answers.values() if not one.is_known)


def find(
    store: Store, paste: Paste, request: Request, *, progress: Progress = lambda what, done, total: None
) -> Dossiers:
    """Look all numbers of a paste up and gather everything that belongs to what they name. Raises UnknownKind,
    DamagedFile."""
    snapshot = store.snapshot(request.as_of)
    catalogue = delivered(snapshot.tables)
    columns = number_columns(request.kinds, catalogue=catalogue)
    run = _last_run(store, snapshot)
    left_out = withheld(tables(), request.clearance)
    with DuckDbEngine() as engine:
        progress("open", 0, 3)
        snapshot.open(engine, snapshot.tables)
        engine.lock_down([store.root])
        progress("search", 1, 3)
        answers = {one.number: one for one in search(engine, paste.numbers, columns)}
        opened_by = roots_of(engine, answers.values(), catalogue)
        subjects = _numbered(answers.values(), opened_by)
        progress("gather", 2, 3)
        filled = [
            _fill(engine, kind, ids, _rows_named(opened_by), run, catalogue, request, left_out)
            for kind, ids in _by_kind(subjects).items()
        ]
        known = units(engine, catalogue)
        orgs = {root: org for one in filled for root, org in one.orgs.items()}
        stated = feeds(engine, catalogue, known, sorted(set(orgs.values())))
    progress("", 3, 3)
    opened = {
        number: tuple(dict.fromkeys(subjects[root] for hit in one.hits for root in opened_by[hit]))
        for number, one in answers.items()
    }
    return Dossiers(
        paste=paste,
        request=request,
        answers=answers,
        files=tuple(_files(subjects, opened, orgs)),
        opened=opened,
        records=_merged([records for one in filled for records in one.gathered.records]),
        findings=pa.concat_tables([FINDINGS.empty_table(), *(one.findings for one in filled)]).sort_by("root"),
        run=RunSeen(run.meta.run_id, run.meta.window.start, run.meta.window.end, run.meta.today) if run else None,
        billed={root: sums for one in filled for root, sums in one.billed.items()},
        owed={root: money for one in filled for root, money in one.owed.items()},
        units=known,
        feeds=stated,
        expected={
            kind: tuple(step.table for step in walk(kind, tables()) if step.table not in (kind, *left_out))
            for kind in _by_kind(subjects)
        },
        delivered=frozenset(snapshot.tables),
        left_out=left_out,
    )


def withheld(catalogue: Mapping[str, Table], clearance: Privacy) -> tuple[str, ...]:
    """The tables whose very rows tell what the reader may not know: those with a more private key."""
    return tuple(
        name
        for name, table in sorted(catalogue.items())
        if any(table.by_name[key].privacy > max(clearance, Privacy.PERSONAL) for key in table.primary_key)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """What was gathered of the subjects of one kind."""

    gathered: Gathered
    findings: pa.Table
    orgs: Mapping[int, str]
    billed: Mapping[int, Billed]
    owed: Mapping[int, Decimal]


def _fill(
    engine: Engine,
    kind: str,
    ids: Mapping[int, str],
    named: Mapping[str, Sequence[str]],
    run: RunResult | None,
    catalogue: Mapping[str, Table],
    request: Request,
    left_out: Sequence[str],
) -> _Filled:
    found = standing(run) if run else FINDINGS.empty_table()
    wanted = Wanted(kind=kind, ids=ids, asked=named, rows_at_most=request.rows_at_most)
    keep = {*SUMMED, *subject_kinds(found)}
    gathered = gather(engine, wanted, catalogue, left_out=left_out, keep=keep)
    filled = _Filled(
        gathered=gathered,
        findings=findings_of(engine, found, gathered, catalogue) if run else FINDINGS.empty_table(),
        orgs=orgs_of(engine, kind, ids, catalogue),
        billed=billed(engine, gathered.held, months=request.months),
        owed=owed(engine, gathered.held),
    )
    forget(engine, catalogue)
    return filled


def _last_run(store: Store, snapshot: Snapshot) -> RunResult | None:
    """The last run that read nothing which the snapshot does not know."""
    known = {one.batch_id for one in snapshot.batches}
    for run_id in reversed(store.runs()):
        run = load(store.run_path(run_id))
        if known.issuperset(run.meta.batches):
            return run
    return None


def _numbered(answers: Iterable[Answer], opened_by: Mapping[Hit, tuple[Root, ...]]) -> dict[Root, int]:
    """The subjects in the order in which the numbers led to them, numbered from 0."""
    roots = dict.fromkeys(root for answer in answers for hit in answer.hits for root in opened_by[hit])
    return {root: number for number, root in enumerate(roots)}


def _by_kind(subjects: Mapping[Root, int]) -> dict[str, dict[int, str]]:
    by_kind: dict[str, dict[int, str]] = {}
    for root, number in subjects.items():
        by_kind.setdefault(root.kind, {})[number] = root.id
    return by_kind


def _rows_named(hits: Iterable[Hit]) -> dict[str, list[str]]:
    """The rows that numbers named, by table; they are shown however old they are."""
    named: dict[str, list[str]] = {}
    for hit in hits:
        if not hit.column.is_mention:
            named.setdefault(hit.column.table, []).append(hit.id)
    return named


def _files(
    subjects: Mapping[Root, int], opened: Mapping[str, tuple[int, ...]], orgs: Mapping[int, str]
) -> Iterable[File]:
    numbers: dict[int, list[str]] = {}
    for number, roots in opened.items():
        for root in roots:
            numbers.setdefault(root, []).append(number)
    for subject, root in subjects.items():
        names = tuple(numbers[root])
        yield File(root=root, kind=subject.kind, id=subject.id, org_id=orgs.get(root), numbers=names)


def _merged(records: Iterable[Records]) -> tuple[Records, ...]:
    """The records of all kinds of subject, one of each table for what belongs and one for what is around."""
    parts: dict[tuple[str, bool], list[pa.Table]] = {}
    for one in records:
        parts.setdefault((one.table, one.is_around), []).append(one.rows)
    order = [("root", "ascending"), ("place", "ascending")]
    return tuple(
        Records(table, pa.concat_tables(rows).sort_by(order), is_around)
        for (table, is_around), rows in sorted(parts.items(), key=lambda item: item[0][1])
    )
