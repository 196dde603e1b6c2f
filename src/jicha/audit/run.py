"""Run a plan: open the verified snapshot, compute facts once, judge rule after rule, merge, fold, rank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

import jicha
from jicha.audit.cause import fold_causes
from jicha.audit.held import Held
from jicha.audit.merge import stand_beside
from jicha.audit.plan import Plan, plan
from jicha.audit.rank import ranked
from jicha.audit.results import Meta, RunResult, load, save
from jicha.audit.tally import Tally, tally_rule
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.pages.judge import NOT_JUDGED, Window, exclude_nobody, prepare_subject
from jicha.pages.library import Library
from jicha.pages.page import Page
from jicha.pages.parameters import Setting
from jicha.schema import tables
from jicha.store.store import Store
from jicha.terms.cause import CauseKind
from jicha.terms.coverage import Coverage
from jicha.terms.finding import Evidence
from jicha.terms.period import Period

Progress = Callable[[str, int, int], None]  # what is being done, done so far, in all
_CONTROL_TABLES = ("org", "parameter_setting")


def audit(
    store: Store,
    library: Library,
    window: Window,
    *,
    codes: Sequence[str] = (),
    as_of: datetime | None = None,
    engine: Engine | None = None,
    progress: Progress = lambda what, done, total: None,
) -> RunResult:
    """Audit ``window`` with the data as it stood at ``as_of`` (now if None), save the run in the store, and return it.

    Findings are compared with the run before. The same plan on the same data gives the same bytes: a second run of it
    is compared with the same run before, not with its own first time. Raises UnknownRule, BadParameter, DamagedFile.
    """
    return audit_with(
        store, library, window, codes=codes, as_of=as_of, engine=engine, progress=progress, figures=()
    ).run  # fmt: skip


@dataclass(frozen=True, slots=True)
class Audited:
    """A run, and the rows of the figures that were asked for beside it, by their page."""

    run: RunResult
    figures: Mapping[str, pa.Table]


def audit_with(
    store: Store,
    library: Library,
    window: Window,
    *,
    figures: Sequence[str],
    codes: Sequence[str] = (),
    as_of: datetime | None = None,
    engine: Engine | None = None,
    progress: Progress = lambda what, done, total: None,
) -> Audited:
    """Audit as `audit`, and compute the KPI pages ``figures`` over the same facts; the run is the same without them."""
    snapshot = store.snapshot(as_of)
    pages = [library.pages[name] for name in figures]
    with TemporaryDirectory(prefix="jicha-audit-") as spill, engine or _engine(Path(spill)) as opened:
        snapshot.open(opened, _CONTROL_TABLES)
        made = plan(library, snapshot, window, codes=codes, settings=_settings(opened), parents=_parents(opened))
        more = {name for name in library.tables_for(pages) if name in tables()} - {*made.tables, *_CONTROL_TABLES}
        snapshot.open(opened, (*made.tables, *sorted(more)))
        opened.lock_down([store.root])
        before = _run_before(store, made.key)
        held = _held(opened, library, made, pages)
        tallies = _execute(opened, made, before, held, progress)
        folded = fold_causes(stand_beside(made, tallies, before), tallies, before)
        result = RunResult(
            meta=_meta(made, snapshot.digest, tuple(one.batch_id for one in snapshot.batches), before),
            findings=ranked(folded.findings),
            siblings=ranked(folded.siblings),
            causes=folded.causes,
            coverage=tuple(_coverage(made, tallies)),
            open_after=folded.open_after,
            open_causes=folded.open_causes,
        )
        held.compute([*library.facts_for(pages), *pages])
        found = {page.code: opened.query(f"SELECT * FROM {page.code}") for page in pages}
    with store.run_folder(made.key) as folder:
        save(result, folder)
    return Audited(result, found)


def _engine(spill: Path) -> DuckDbEngine:
    """An engine that goes on, slower, where the facts of a run are larger than its memory."""
    return DuckDbEngine(temp_directory=spill)


def _held(engine: Engine, library: Library, made: Plan, figures: Sequence[Page]) -> Held:
    guards = [fact for fact in made.facts if fact.code == NOT_JUDGED]
    always = [*library.facts_for(guards), *guards, *library.facts_for(figures), *figures]
    held = Held(engine, library, made.window, order=[rule.page for rule in made.running], always=always)
    held.compute([*library.facts_for(guards), *guards])
    return held


def _settings(engine: Engine) -> list[Setting]:
    rows = engine.query(
        "SELECT code, parameter, org_id, effective_from, value FROM parameter_setting ORDER BY 1, 2, 3, 4"
    ).to_pylist()
    return [Setting(**row) for row in rows]


def _parents(engine: Engine) -> dict[str, str | None]:
    rows = engine.query("SELECT org_id, parent_org_id FROM org ORDER BY org_id").to_pylist()
    return {row["org_id"]: row["parent_org_id"] for row in rows}


def _run_before(store: Store, key: str) -> RunResult | None:
    """The run to compare with: the last one, or for a plan that has run, the one that it was compared with then."""
    runs = list(store.runs())
    earlier = runs[: runs.index(key)] if key in runs else runs
    return load(store.run_path(earlier[-1])) if earlier else None


def _execute(engine: Engine, made: Plan, before: RunResult | None, held: Held, progress: Progress) -> list[Tally]:
    total = len(made.running)
    if not any(fact.code == NOT_JUDGED for fact in made.facts):
        exclude_nobody(engine)
    for kind in sorted({rule.page.subject[0] for rule in made.running if rule.page.subject}):
        prepare_subject(engine, kind)
    tallies = []
    for number, rule in enumerate(made.running):
        held.before(number, lambda code, number=number: progress(code, number, total))  # type: ignore[misc]
        progress(rule.page.code, number, total)
        known = [one for one in (before.open_causes if before else ()) if one.code == rule.page.code]
        shared = [one for one in known if one.kind == CauseKind.SHARED]
        tallies.append(tally_rule(engine, rule, made.window, before.open_after if before else None, known=shared))
        held.after(number)
    progress("", total, total)
    return tallies


def _coverage(made: Plan, tallies: Sequence[Tally]) -> list[Coverage]:
    skipped = [Coverage(code=rule.page.code, skipped=rule.skipped) for rule in made.rules if rule.skipped]
    return sorted([*(one.coverage for one in tallies), *skipped], key=lambda one: one.code)


def _meta(made: Plan, snapshot_digest: str, batches: tuple[str, ...], before: RunResult | None) -> Meta:
    parameters = {}
    for rule in made.running:
        base = {one.name: one.default for one in rule.page.params}
        lines = []
        for segment in rule.segments:
            places = sorted({place[0] or "" for place in segment.places or ()})
            where = f" ({', '.join(places)})" if len(rule.segments) > 1 else ""
            lines += [
                Evidence(f"{name}{where}", str(value)) for name, value in {**base, **dict(segment.values)}.items()
            ]
        parameters[rule.page.code] = tuple(dict.fromkeys(lines))
    return Meta(
        run_id=made.key,
        window=Period(made.window.start, made.window.end),
        today=made.window.today,
        batches=batches,
        snapshot_digest=snapshot_digest,
        rule_digests=made.digests,
        parameters=parameters,
        previous_run_id=before.meta.run_id if before else None,
        version=jicha.__version__,
    )
