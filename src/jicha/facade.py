"""The only door to the river: everything the command line and the desk may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

import jicha
from jicha.audit.calibrate.calibrate import calibrate
from jicha.audit.check import check_runs
from jicha.audit.policy.begin import begin
from jicha.audit.policy.day import watch_day
from jicha.audit.policy.watch import watches
from jicha.audit.rate.stored import rate_bill as rate_bill
from jicha.audit.refunds import refunds_owed
from jicha.audit.results import RunResult, load
from jicha.audit.run import audit
from jicha.audit.span import span_of
from jicha.engine.duckdb import DuckDbEngine
from jicha.find.dossier import Dossiers, Request, find
from jicha.find.paste import Paste
from jicha.intake.delivered import delivered, refuse_future
from jicha.intake.frames.read import Placed, read_file, read_lines
from jicha.intake.frames.show import ShownFrame, record, shown
from jicha.intake.ledger.template import template, templates
from jicha.intake.matching import known_profiles
from jicha.intake.profile import Profile
from jicha.intake.proposal import Proposal, propose
from jicha.intake.reading import Progress, silent
from jicha.intake.replay import Mended, replay
from jicha.intake.report import IntakeReport
from jicha.intake.take_up import deliver
from jicha.intake.tree import Parcel as Parcel
from jicha.intake.tree import Tree as Tree
from jicha.intake.tree import deliveries_under as deliveries_under
from jicha.law.recover import read_settings
from jicha.law.recover import recover as recover_case
from jicha.pages.check import Catalogue
from jicha.pages.judge import Window
from jicha.pages.library import Library, read_folder
from jicha.press.csv import write_csv
from jicha.press.dossier.sheets import sheets
from jicha.press.dossier.xlsx import write_xlsx as write_dossier_xlsx
from jicha.press.html import write_html
from jicha.press.json import write_json
from jicha.press.kept_out import kept_out_rows, write_kept_out_csv, write_kept_out_xlsx
from jicha.press.listing import listings
from jicha.press.page_words import page_words
from jicha.press.run import Background, BatchLine, FeedLine
from jicha.press.say import Language
from jicha.press.worksheet import worksheet_html, worksheet_pdf
from jicha.press.xlsx import write_xlsx
from jicha.store.check import check_unnamed
from jicha.store.delivery import utc
from jicha.store.disk_faults import naming_disk_faults, try_file, try_folder
from jicha.store.invariants import check_invariants
from jicha.store.store import Store
from jicha.tariffs.biller import Rated
from jicha.tariffs.book_file import load_book
from jicha.tariffs.case import Case
from jicha.tariffs.check import told_of_faults
from jicha.tariffs.conventions import Settled
from jicha.tariffs.deliver import load_prices
from jicha.tariffs.open_readings import OpenBill, rate_or_open
from jicha.tariffs.settle import confirm, confirmed_before, use_region
from jicha.tariffs.touched import touched
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.record import read, read_json
from jicha.terms.worksheet import Worksheet

PlacedFrame = Placed
FrameWords = ShownFrame
load_tariffs, use_tariffs, customers_touched, refund_list = load_prices, use_region, touched, refunds_owed
confirm_reading, readings_confirmed, calibrate_tariffs = confirm, confirmed_before, calibrate
begin_policy, watch_policies, policy_watches = begin, watch_day, watches
ledger_template, ledger_templates = template, templates
read_frames, read_frame_lines, frame_record = read_file, read_lines, record


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with what is needed to put it into words."""

    run: RunResult
    background: Background


@dataclass(frozen=True, slots=True)
class FindView:
    """Everything known of pasted numbers, with what is needed to put it into words."""

    dossiers: Dossiers
    background: Background


def open_store(root: Path) -> Store:
    """Open the store at ``root``, or make one if there is nothing yet."""
    return Store.open_or_create(root)


def load_delivery(
    root: Path,
    files: Sequence[Path],
    *,
    profile: str | None = None,
    received_at: datetime | None = None,
    leave_out: Sequence[str] = (),
    progress: Progress = silent,
) -> IntakeReport:
    """Bring one delivery into the store at ``root``; ``leave_out`` names new columns and sheets that are given up.

    A folder among ``files`` means the files in it. A moment of receipt that is still to come is refused.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    received_at = now if received_at is None else utc(received_at)
    refuse_future(received_at, now)
    with naming_disk_faults(root):
        found = delivered(files)
        report = deliver(
            open_store(root),
            found.files,
            profile=profile,
            received_at=received_at,
            leave_out=leave_out,
            progress=progress,
        )
    return replace(report, left_by_programs=tuple(one.name for one in found.left_by_programs))


def mend(
    root: Path, *, batch_id: str | None = None, profile: str | None = None, progress: Progress = silent
) -> tuple[Mended, ...]:
    """Read the quarantined rows again, by a mended profile or after what they waited for has come."""
    with naming_disk_faults(root):
        return replay(Store.open(root), batch_id=batch_id, profile=profile, progress=progress)


def kept_out(root: Path) -> pa.Table:
    """The quarantined rows that wait: place, value, reason and remedy in both languages, and the row as delivered."""
    return kept_out_rows(Store.open(root).snapshot().open_quarantine())


def write_kept_out(
    rows: pa.Table, language: Language, *, csv: Path | None = None, xlsx: Path | None = None
) -> list[Path]:
    """Write all of ``kept_out`` as a CSV and as a workbook; gives the paths. Raises NotAllowed, WrongPath, NoSpace."""
    written = []
    for path, write in ((csv, write_kept_out_csv), (xlsx, write_kept_out_xlsx)):
        if path:
            try_file(path)
            with naming_disk_faults(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
                write(rows, path, language)
            written.append(path)
    return written


def feeds(root: Path) -> list[dict[str, Any]]:
    """How far each kind of record is complete, by unit."""
    snapshot = Store.open(root).snapshot()
    with DuckDbEngine() as engine:
        snapshot.open(engine, ("org", "feed"))
        found: list[dict[str, Any]] = engine.query(
            "SELECT f.record, f.org_id, coalesce(o.name, f.org_id) AS unit_name, f.complete_from, f.complete_to "
            "FROM feed AS f LEFT JOIN org AS o ON o.org_id = f.org_id ORDER BY f.record, f.org_id"
        ).to_pylist()
    return found


def propose_profile(paths: Sequence[Path], *, name: str = "", source: str = "", table: str = "") -> Proposal:
    """A mapping profile for files that no profile reads yet, and what is doubtful about it. Writes nothing."""
    return propose(paths, name=name, source=source, table=table)


def shipped_profiles() -> Sequence[Profile]:
    """The mapping profiles that come with jicha, by name, and that of the ledgers."""
    return known_profiles()


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
    progress: Progress = silent,
) -> RunView:
    """Audit the store over [start, end); without bounds, over all the days that its rows lie in.

    The run is kept in the store, so a store that cannot be written to is refused before the work.
    """
    store = Store.open(root)
    try_folder(root)
    library = library_with(pages)
    first, last = span_of(store.snapshot(as_of))
    start, end = start or first, end or last + timedelta(days=1)
    if end <= start:
        message = Words(f"the window {start}..{end} is empty", f"稽查期间 {start} 至 {end} 没有任何一天")
        remedy = Words("Give an end after the start.", "请让截止日期（--to）晚于开始日期（--from）。")
        raise JichaError(Fault.of(message, remedy))
    window = Window(start, end, today or end - timedelta(days=1))
    with naming_disk_faults(root):
        result = audit(store, library, window, codes=codes, as_of=as_of, progress=progress)
    return RunView(result, background(store, library, as_of))


def view_run(root: Path, run_id: str | None) -> RunView:
    """A saved run; the last one when none is named."""
    store = Store.open(root)
    runs = list(store.runs())
    if not runs:
        message = Words("no run is saved in this store", "该数据库还没有稽查结果")
        remedy = Words("Run: jicha audit --store ...", "请先运行稽查：jicha audit --store 文件夹。")
        raise JichaError(Fault.of(message, remedy, str(root)))
    if run_id is not None and run_id not in runs:
        message = Words(f"no run is called {run_id}", f"没有编号为 {run_id} 的稽查运行")
        remedy = Words(f"Runs: {', '.join(runs)}.", f"现有：{'、'.join(runs)}。")
        raise JichaError(Fault.of(message, remedy, str(root)))
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
        pages=page_words(library.rules, Catalogue.of(library)),
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
    with naming_disk_faults(folder):
        return _write_reports(view, folder, language)


def try_outputs(*, folder: Path | None = None, file: Path | None = None) -> None:
    """See, before the work, that its result can be written. Raises NotAllowed, WrongPath, NoSpace."""
    if folder:
        try_folder(folder)
    if file:
        try_file(file)


def _write_reports(view: RunView, folder: Path, language: Language) -> list[Path]:
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
        told = pa.concat_tables([view.run.findings, view.run.siblings])
        engine.register("found", told.select(["code", "subject_kind", "subject_id", "period_start"]))
        rows = engine.query(
            "SELECT f.code, CASE WHEN f.subject_kind = 'customer' THEN f.subject_id ELSE b.customer_id END "
            "AS customer_id, f.period_start FROM found AS f LEFT JOIN bill AS b ON b.bill_id = f.subject_id"
        ).to_pylist()
    return {(row["code"], row["customer_id"], f"{row['period_start']:%Y-%m}") for row in rows if row["period_start"]}


def find_numbers(root: Path, paste: Paste, request: Request, *, progress: Progress = silent) -> FindView:
    """Everything known of pasted numbers. The rule pages are read only where there are findings to be worded."""
    store = Store.open(root)
    dossiers = find(store, paste, request, progress=progress)
    library = Library.shipped() if dossiers.findings.num_rows else Library.of([])
    return FindView(dossiers, background(store, library, request.as_of))


def write_found(
    view: FindView, language: Language, *, xlsx: Path | None = None, folder: Path | None = None, sources: bool = False
) -> list[Path]:
    """Write what was found as a workbook, and as one CSV a list into ``folder``; gives the paths."""
    lists = sheets(view.dossiers, view.background, language, sources=sources)
    written = []
    if xlsx:
        with naming_disk_faults(xlsx.parent):
            received = [one.received_at.date() for one in view.background.batches if one.received_at]
            write_dossier_xlsx(lists, xlsx, language, day=max(received, default=date(2000, 1, 1)))
        written.append(xlsx)
    if folder:
        with naming_disk_faults(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for sheet in lists:
                path = folder / f"{sheet.listing.name}.csv"
                write_csv(sheet.listing, path, language)
                written.append(path)
    return written


def examine(root: Path) -> list[Fault]:
    """What is wrong with the manifests of the store; nothing is read of the bulk."""
    return list(Store.open(root).check_manifests())


def examine_deeply(root: Path) -> list[Fault]:
    """What is wrong with the store: every stored byte read, every invariant checked, and the saved runs."""
    store = Store.open(root)
    faults = check_invariants(store)
    return [*faults, *([] if faults else check_runs(store)), *check_unnamed(root)]


def forget_run(root: Path, run_id: str) -> None:
    """Give up a saved run that is damaged and cannot be run again. Raises NoSuchRun."""
    Store.open(root).forget_run(run_id)


def compact(root: Path) -> None:
    """Rewrite small files into larger ones; what reads give stays the same."""
    with naming_disk_faults(root):
        Store.open(root).compact_all()


def frame_words(placed: PlacedFrame, language: Language) -> FrameWords:
    """A frame in words; of a bad one, the reason."""
    return shown(placed, chinese=language is Language.ZH)


def recover(case: str, settings: str = "{}", *, today: date, file: str = "", settings_file: str = "") -> Worksheet:
    """The worksheet of one case, both as JSON text; no day of it may lie after ``today``, and faults name the files.

    Raises BadRecord, UnknownKind, BadSettings, InTheFuture, and what the kind of case itself refuses.
    """
    settled = read_settings(read_json(settings, settings_file), settings_file)
    return recover_case(read_json(case, file), settled, file, today=today)


def rate_case(case: str, book: str, conventions: Mapping[str, str], *, file: str = "") -> Rated | OpenBill:
    """The bill of a case (JSON text) by a price book (a shipped one, or a file), or what it depends on that is open.

    Raises BadRecord, BadBook, UnknownChoice, and what the biller raises.
    """
    found = rate_or_open(read(Case, read_json(case, file), file), load_book(book), Settled.of(conventions))
    return told_of_faults(found, book) if isinstance(found, Rated) else found


def write_worksheet(
    sheet: Worksheet, language: Language, *, html: Path | None = None, pdf: Path | None = None
) -> list[Path]:
    """Write a worksheet as a page and as a PDF; gives the paths. Raises NotAllowed, WrongPath, NoSpace."""
    made: tuple[tuple[Path | None, Callable[[], bytes]], ...] = (
        (html, lambda: worksheet_html(sheet, language).encode()),
        (pdf, lambda: worksheet_pdf(sheet, language)),
    )
    written = []
    for path, make in made:
        if path:
            content = make()
            with naming_disk_faults(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            written.append(path)
    return written
