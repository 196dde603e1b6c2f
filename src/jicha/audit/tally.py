"""One rule judged over the run: counts for the coverage, the found rows, and what became of earlier finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.cube import cube_of
from jicha.audit.evidence import evidence_json
from jicha.audit.plan import PlannedRule
from jicha.audit.results import LAYOUT, concat
from jicha.audit.shared import LEAST_FOUND, Explanation, explanations
from jicha.engine.engine import Engine
from jicha.pages.criteria import criterion_columns
from jicha.pages.judge import Window, drop, judge, page_sql
from jicha.pages.page import Page
from jicha.pages.parameters import Segment
from jicha.schema import tables
from jicha.terms.cause import Cause
from jicha.terms.coverage import Coverage
from jicha.terms.finding import finding_id
from jicha.terms.subject import Subject
from jicha.terms.verdict import Grain, Verdict

_PLACES = pa.schema([("org_id", pa.string()), ("first_day", pa.date32()), ("end_day", pa.date32())])


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule said: its coverage, its finds in the layout (standing still empty), and the retested.

    ``explained`` are the causes among its finds by attributes that they share.
    """

    page: Page
    coverage: Coverage
    found: pa.Table
    retested: dict[str, Verdict]  # finding id of an earlier find -> its verdict now, where it is not a find
    explained: tuple[Explanation, ...] = ()


def tally_rule(
    engine: Engine, rule: PlannedRule, window: Window, open_before: pa.Table | None, *, known: Sequence[Cause] = ()
) -> Tally:
    """Judge ``rule`` once per segment and add up; ``known`` are its shared causes that stand from the runs before."""
    page = rule.page
    assert page.subject is not None
    counts: dict[tuple[Verdict, str], int] = {}
    found: list[pa.Table] = []
    retested: dict[str, Verdict] = {}
    pieces: list[str] = []
    earlier = _subjects_of(page, open_before)
    for segment in rule.segments:
        values = dict(segment.values)
        judged = judge(engine, page, sql=page_sql(page, values, window), values=values, window=window)
        where = _within(engine, page, segment, window)
        # Only a segment of some units asks where each subject belongs.
        source = judged.narrow if segment.places is None else judged.whole
        rows = engine.query(
            f"SELECT v.verdict, v.reason, COUNT(*) AS n FROM {source} AS v {where} GROUP BY v.verdict, v.reason"
        )
        for row in rows.to_pylist():
            key = (Verdict(row["verdict"]), row["reason"] or "")
            counts[key] = counts.get(key, 0) + row["n"]
        found.append(_found(engine, page, judged.whole, where))
        if earlier.num_rows:
            retested |= _retested(engine, page, judged.whole, where, earlier)
        if found[-1].num_rows or len(rule.segments) > 1:
            pieces.append(_decided(engine, page, source, where, number=len(pieces)))
        drop(engine, page)
    table = concat(found)
    explained = _explained(engine, page, pieces, table.num_rows, known)
    for piece in pieces:
        engine.drop(piece)
    return Tally(page, _coverage(page, counts), table, retested, explained)


def _decided(engine: Engine, page: Page, source: str, where: str, *, number: int) -> str:
    """Keep who was found or spared in one segment, for the causes: they are weighed over all segments of the rule."""
    name = f"decided__{page.code.lower().replace('-', '_')}__{number}"
    engine.materialize(
        name,
        f"SELECT v.subject_id, v.period_start, v.verdict = 'find' AS is_found FROM {source} AS v {where} "
        "AND v.verdict IN ('find', 'spare')",
    )
    return name


def _explained(
    engine: Engine, page: Page, pieces: Sequence[str], found: int, known: Sequence[Cause]
) -> tuple[Explanation, ...]:
    if not found or (found < LEAST_FOUND and not known):
        return ()
    assert page.subject is not None
    wanted: dict[str, frozenset[str]] = {}
    for attribute in (attribute for cause in known for attribute in cause.attributes):
        wanted[attribute.name] = wanted.get(attribute.name, frozenset()) | set(attribute.values)
    cube = cube_of(
        engine,
        page.subject[0],
        pieces,
        lambda subjects, periods: _finding_ids(page, subjects, periods),
        besides=criterion_columns(page),
        wanted=wanted,
    )
    return explanations(cube, known)


def _within(engine: Engine, page: Page, segment: Segment, window: Window) -> str:
    """The join and filter that keep the segment's places and the run's window."""
    start, end = f"DATE '{window.start}'", f"DATE '{window.end}'"
    period = f"(v.period_start IS NULL OR (v.period_start >= {start} AND v.period_start < {end}))"
    if segment.places is None:
        return f"WHERE {period}"
    rows = [{"org_id": org or "", "first_day": first, "end_day": end} for org, first, end in segment.places]
    engine.register("segment_places", pa.Table.from_pylist(rows, schema=_PLACES))
    return (
        "LEFT JOIN org AS o ON o.org_id = v.org_id INNER JOIN segment_places AS p "
        "ON p.org_id = COALESCE(o.org_id, '') AND v.period_last >= p.first_day AND v.period_last < p.end_day "
        f"WHERE {period}"
    )


def _found(engine: Engine, page: Page, view: str, where: str) -> pa.Table:
    rows = engine.query(f"SELECT v.* FROM {view} AS v {where} AND v.verdict = 'find'")
    assert page.subject is not None
    ids = _finding_ids(page, rows["subject_id"], rows["period_start"])
    size = rows.num_rows

    def same(text: str | None) -> pa.Array:
        return pa.array([text] * size, pa.string())

    columns = {
        "finding_id": pa.array(ids, pa.string()),
        "code": same(page.code),
        "subject_kind": same(page.subject[0]),
        "subject_id": rows["subject_id"],
        "period_start": rows["period_start"],
        "org_id": rows["org_id"],
        "severity": same(str(page.severity)),
        "impact": same(str(page.impact)),
        "standing": same(None),
        "at_stake_kwh": rows["at_stake_kwh"],
        "at_stake_money": rows["at_stake_money"],
        "evidence": evidence_json(rows, _units(page)),
        "cause_id": same(None),
    }
    return pa.table(columns).cast(LAYOUT)


def _finding_ids(page: Page, subjects: pa.ChunkedArray, periods: pa.ChunkedArray) -> list[str]:
    assert page.subject is not None
    kind = page.subject[0]
    starts: list[date | None] = periods.to_pylist() if page.grain is Grain.PERIOD else [None] * len(subjects)
    pairs = zip(subjects.to_pylist(), starts, strict=True)
    return [finding_id(page.code, Subject(kind, subject), start) for subject, start in pairs]


def _subjects_of(page: Page, open_before: pa.Table | None) -> pa.Table:
    if open_before is None:
        return LAYOUT.empty_table()
    return open_before.filter(pc.equal(open_before["code"], page.code))


def _retested(engine: Engine, page: Page, view: str, where: str, earlier: pa.Table) -> dict[str, Verdict]:
    subjects = pa.table({"subject_id": pc.unique(earlier["subject_id"].combine_chunks())})
    engine.register("earlier_subjects", subjects)
    filtered = f"{where} AND v.verdict <> 'find'"
    joined = f"INNER JOIN earlier_subjects AS b ON b.subject_id = v.subject_id {filtered}"
    rows = engine.query(f"SELECT v.subject_id, v.period_start, v.verdict FROM {view} AS v {joined}")
    ids = _finding_ids(page, rows["subject_id"], rows["period_start"])
    wanted = set(earlier["finding_id"].to_pylist())
    verdicts = rows["verdict"].to_pylist()
    return {one: Verdict(verdict) for one, verdict in zip(ids, verdicts, strict=True) if one in wanted}


def _coverage(page: Page, counts: dict[tuple[Verdict, str], int]) -> Coverage:
    def by_reason(verdict: Verdict) -> dict[str, int]:
        return {reason: number for (kind, reason), number in sorted(counts.items()) if kind is verdict}

    return Coverage(
        code=page.code,
        found=sum(by_reason(Verdict.FIND).values()),
        spared=sum(by_reason(Verdict.SPARE).values()),
        unsure=by_reason(Verdict.UNSURE),
        excluded=by_reason(Verdict.EXCLUDED),
    )


def _units(page: Page) -> dict[str, str]:
    """Units of evidence columns by their name in the schema; a page's own columns have theirs in its captions."""
    return {column.name: column.unit for one in tables().values() for column in one.columns if column.unit}
