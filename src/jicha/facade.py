"""The only door to the river: everything the command line and the desk may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import jicha
from jicha.audit.results import RunResult, load
from jicha.audit.run import audit
from jicha.audit.span import span_of
from jicha.engine.duckdb import DuckDbEngine
from jicha.intake import IntakeReport, Profile, load_files, profiles
from jicha.pages.judge import Window
from jicha.pages.library import Library, read_folder
from jicha.press.csv import write_csv
from jicha.press.html import write_html
from jicha.press.json import write_json
from jicha.press.listing import listings
from jicha.press.page_words import page_words
from jicha.press.run import Background, BatchLine, FeedLine
from jicha.press.say import Language
from jicha.press.xlsx import write_xlsx
from jicha.store.store import Store
from jicha.terms.errors import Fault, JichaError

Progress = Callable[[str, int, int], None]


def _silent(what: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with what is needed to put it into words."""

    run: RunResult
    background: Background


def open_store(root: Path) -> Store:
    """Open the store at ``root``, or make one if there is nothing yet."""
    return Store.open(root) if root.exists() and any(root.iterdir()) else Store.create(root)


def load_delivery(
    root: Path,
    files: Sequence[Path],
    *,
    profile: str | None = None,
    received_at: datetime | None = None,
    progress: Progress = _silent,
) -> IntakeReport:
    """Bring one delivery into the store at ``root``."""
    return load_files(open_store(root), files, profile=profile, received_at=received_at, progress=progress)


def shipped_profiles() -> Sequence[Profile]:
    """The mapping profiles that come with jicha, by name."""
    return profiles()


def library_with(pages: Path | None) -> Library:
    """The shipped pages, and those of a folder beside them (or in the place of shipped ones of the same code)."""
    library = Library.shipped()
    for page in read_folder(pages) if pages else []:
        library = library.replacing(page)
    return library


def audit_store(
    root: Path,
    *,
    start: date | None = None,
    end: date | None = None,
    today: date | None = None,
    codes: Sequence[str] = (),
    as_of: datetime | None = None,
    pages: Path | None = None,
    progress: Progress = _silent,
) -> RunView:
    """Audit the store over [start, end); without bounds, over all the days that its rows lie in."""
    store = Store.open(root)
    library = library_with(pages)
    first, last = span_of(store.snapshot(as_of))
    start, end = start or first, end or last + timedelta(days=1)
    if end <= start:
        raise JichaError(Fault(f"the window {start}..{end} is empty", "Give an end after the start."))
    window = Window(start, end, today or end - timedelta(days=1))
    result = audit(store, library, window, codes=codes, as_of=as_of, progress=progress)
    return RunView(result, background(store, library, as_of))


def view_run(root: Path, run_id: str | None) -> RunView:
    """A saved run; the last one when none is named."""
    store = Store.open(root)
    runs = list(store.runs())
    if not runs:
        raise JichaError(Fault("no run is saved in this store", "Run: jicha audit --store ...", str(root)))
    if run_id is not None and run_id not in runs:
        raise JichaError(Fault(f"no run is called {run_id}", f"Runs: {', '.join(runs)}.", str(root)))
    result = load(store.run_path(run_id or runs[-1]))
    return RunView(result, background(store, Library.shipped(), None))


def background(store: Store, library: Library, as_of: datetime | None) -> Background:
    """The words, units, deliveries and feeds a reader of a run wants named."""
    snapshot = store.snapshot(as_of)
    with DuckDbEngine() as engine:
        snapshot.open(engine, ("org", "feed"))
        orgs = engine.query("SELECT org_id, name FROM org ORDER BY org_id").to_pylist()
        feeds = engine.query(
            "SELECT record, MIN(complete_from) AS complete_from, MIN(complete_to) AS complete_to, "
            "COUNT(*) AS orgs FROM feed GROUP BY record ORDER BY record"
        ).to_pylist()
    return Background(
        pages=page_words(library.rules),
        orgs={row["org_id"]: row["name"] or row["org_id"] for row in orgs},
        batches=tuple(
            BatchLine(batch_id=one.batch_id, source=one.source, received_at=one.received_at, rows=one.rows_accepted)
            for one in snapshot.batches
        ),
        feeds=tuple(FeedLine(**row) for row in feeds),
        version=jicha.__version__,
    )


def write_reports(view: RunView, folder: Path, language: Language) -> list[Path]:
    """Write report.html, findings.xlsx, findings.json and one CSV a list into ``folder``; gives the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / name for name in ("report.html", "findings.xlsx", "findings.json")]
    write_html(view.run, view.background, written[0], language)
    write_xlsx(view.run, view.background, written[1], language)
    write_json(view.run, view.background, written[2])
    for listing in listings(view.run, view.background, language):
        path = folder / f"{listing.name}.csv"
        write_csv(listing, path, language)
        written.append(path)
    return written


def found_by_customer(root: Path, view: RunView) -> set[tuple[str, str, str]]:
    """(code, customer, month as 2026-02) of each find of a run whose subject is a customer or a bill."""
    snapshot = Store.open(root).snapshot()
    with DuckDbEngine() as engine:
        snapshot.open(engine, ("bill",))
        engine.register("found", view.run.findings.select(["code", "subject_kind", "subject_id", "period_start"]))
        rows = engine.query(
            "SELECT f.code, CASE WHEN f.subject_kind = 'customer' THEN f.subject_id ELSE b.customer_id END "
            "AS customer_id, f.period_start FROM found AS f LEFT JOIN bill AS b ON b.bill_id = f.subject_id"
        ).to_pylist()
    return {(row["code"], row["customer_id"], f"{row['period_start']:%Y-%m}") for row in rows if row["period_start"]}


def examine(root: Path) -> list[Fault]:
    """What is wrong with the manifests of the store; nothing is read of the bulk."""
    return list(Store.open(root).check_manifests())


def examine_deeply(root: Path) -> list[Fault]:
    """What is wrong with the store, every stored byte read."""
    store = Store.open(root)
    return [*store.check_manifests(), *store.check_files()]


def compact(root: Path) -> None:
    """Rewrite small files into larger ones; what reads give stays the same."""
    Store.open(root).compact_all()
