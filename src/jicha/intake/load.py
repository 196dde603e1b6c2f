"""Bring one delivery into the store: all of its good rows or, when a file cannot be trusted as a whole, none."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.intake.errors import FileChanged, NothingDelivered, NothingPlaced
from jicha.intake.fates import Fates, Rejection
from jicha.intake.feed_writing import feed_counts, standing_feeds, write_feeds
from jicha.intake.feeds import FeedChange, dated_records, every_dated, leads_to_unit, merge
from jicha.intake.held import Held
from jicha.intake.lookups import Lookups
from jicha.intake.matching import Match, matched, profile_by_name
from jicha.intake.overtaken import overtaken
from jicha.intake.parts import missing_parts
from jicha.intake.profile import FeedRule, Profile
from jicha.intake.reading import FileRead, Progress, read_files, silent
from jicha.intake.report import FileCounts, IntakeReport, with_duplicates
from jicha.intake.scratch import scratch
from jicha.intake.settlement import Settlement, settle
from jicha.intake.staging import Staging
from jicha.intake.totals import check_totals
from jicha.intake.transforms.point_of import UNPLACED
from jicha.intake.writing import file_labels, stored_counts, write
from jicha.store.delivery import DeliveredFile, Delivery
from jicha.store.store import Store
from jicha.store.writer import BatchWriter
from jicha.terms.errors import Fault, Words

_WAIT_AT_MOST = 200_000  # rows that wait for their metering points, where none of a delivery has one
_MEMORY_MIB = 640  # what the comparisons may hold before they spill


def load_files(
    store: Store,
    files: Sequence[Path],
    *,
    profile: Profile | str | None = None,
    received_at: datetime | None = None,
    leave_out: Sequence[str] = (),
    progress: Progress = silent,
    threads: int | None = None,
) -> IntakeReport:
    """Map, check and accept the files of one delivery.

    ``profile`` is one by value, by name or by path; without it, it is found by the header words. ``received_at`` is
    when the delivery came (UTC; now, when not given). ``leave_out`` names columns and sheets that the profile does not
    know and a person gives up ("*" for all). ``progress`` hears what is done, done so far, and in all.

    Every record ends as accepted, duplicate or quarantined; the report says how many of each. What is wrong with a
    whole file or with the profile stops the delivery before anything is written: UnreadableFile, EmptyFile, BadHeader,
    NoProfile, AmbiguousProfile, MissingColumn, UnknownColumns, UnknownColumnType, BadProfile, UnknownProfile,
    NothingDelivered, NothingPlaced, FileChanged; from the store DuplicateDelivery (accepted before) and StoreBusy.
    """
    started = time.monotonic()
    progress("opened", 0, 2)
    paths = _checked([Path(one) for one in files])
    chosen = profile_by_name(profile) if isinstance(profile, str) else profile
    with matched(paths, chosen, leave_out) as match:
        progress("opened", 1, 2)
        stamps = [_stamp(path) for path in paths]
        delivery = Delivery(
            source=match.profile.source,
            profile=match.profile.name,
            profile_digest=match.profile.digest,
            files=tuple(DeliveredFile.of(path) for path in paths),
            received_at=received_at or datetime.now(UTC),
        )

        def check(read: Sequence[FileRead], rejections: Sequence[Rejection]) -> None:
            _refuse_unplaced(read, rejections, paths[0])
            if [_stamp(path) for path in paths] != stamps:
                message = Words("a file was written to while it was read", "读取期间文件被改动")
                remedy = Words("Load it again.", "请等文件写完后重新导入。")
                raise FileChanged(Fault.of(message, remedy, str(paths[0])))

        report = accept(store, delivery, match, check=check, progress=progress, threads=threads)
    return replace(report, missing_parts=missing_parts(paths), seconds=time.monotonic() - started)


def accept(
    store: Store,
    delivery: Delivery,
    match: Match,
    *,
    check: Callable[[Sequence[FileRead], Sequence[Rejection]], None],
    progress: Progress = silent,
    threads: int | None = None,
) -> IntakeReport:
    """Read, settle and commit what was matched. ``check`` may refuse all of it, once every record was read and settled.

    Raises what reading raises, what ``check`` raises, and StoreBusy and DuplicateDelivery.
    """
    started, used = time.monotonic(), match.profile
    with scratch() as folder, store.begin(delivery) as writer:
        with (
            Staging(folder) as staging,
            DuckDbEngine(threads=threads, memory_limit_mib=_MEMORY_MIB, temp_directory=folder) as engine,
        ):
            rules = _rules_of(match)
            stored = _open_stored(store, engine, match, rules)
            read, rejections = read_files(
                match.tables, staging, progress, known=Lookups(engine, stored), received=delivery.received_at.date()
            )
            staging.close()
            fates = Fates(sum(one.rows for one in read))
            for rejection in rejections:
                fates.reject(rejection)
            held = Held(store.snapshot(), delivery, stored)
            settled = settle(engine, staging.stages, fates, held=held, progress=progress)
            there = _set_aside_overtaken(engine, stored, delivery, match, fates)
            progress("written", 0, sum(one.rows for one in staging.stages))
            counts = with_duplicates(write(writer, settled, read, progress), there)
            progress("saved", 0, 2)
            feeds, unplaced = _write_feeds(writer, settled, rules, stored)
            counts += feed_counts(feeds)
        check(read, fates.rejections)
        progress("saved", 1, 2)
        totals = check_totals(read)
        batch = writer.commit(stored_counts(counts))
    return IntakeReport(
        batch_id=batch.batch_id,
        profile=used,
        files=_file_counts(read, fates),
        tables=counts,
        quarantined_by_reason=dict(sorted(Counter(one.reason for one in fates.rejections).items())),
        feeds=feeds,
        unplaced=unplaced,
        seconds=time.monotonic() - started,
        sheets_left_out=match.sheets_left_out,
        totals=totals,
    )


def _set_aside_overtaken(
    engine: Engine, stored: frozenset[str], delivery: Delivery, match: Match, fates: Fates
) -> Counter[str]:
    """Of rows that are read again and still wrong, those need no mending that were brought rightly since; by table."""
    if not delivery.replays:
        return Counter()
    rows = [one.source_row for one in fates.rejections]
    gone = overtaken(engine, stored, match.tables, rows, delivery.received_at)
    return Counter(one.table for one in fates.let_go(gone))


def _checked(paths: list[Path]) -> list[Path]:
    if not paths:
        message = Words("no files were given", "没有指定文件")
        raise NothingDelivered(Fault.of(message, Words("Name the files of the delivery.", "请指定要导入的文件。")))
    twice = [path for path, count in Counter(path.resolve() for path in paths).items() if count > 1]
    if twice:
        message = Words("the file is given twice", "同一文件指定了两次")
        raise NothingDelivered(Fault.of(message, Words("Give it once.", "请只指定一次。"), str(twice[0])))
    return paths


def _refuse_unplaced(read: Sequence[FileRead], rejections: Sequence[Rejection], first: Path) -> None:
    """So many rows are not kept waiting: to read them again once the customer file is there is far slower than now."""
    rows = sum(one.rows for one in read)
    if rows > _WAIT_AT_MOST and len(rejections) == rows and all(one.reason == UNPLACED for one in rejections):
        message = Words(
            f"no metering point is known for any of the {rows:,} records", f"{rows:,} 条记录都找不到对应的计量点"
        )
        remedy = Words(
            "Nothing was loaded. Load the customer file first (docs/profiles.md, One utility, many exports).",
            "本次未导入。请先导入用户档案（见 docs/profiles.md）。",
        )
        raise NothingPlaced(Fault.of(message, remedy, str(first)))


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _rules_of(match: Match) -> tuple[FeedRule, ...]:
    """The feeds that this delivery may move: of what its files hold, or of what those lead to its organisation."""
    brought = {target.table for one in match.tables for target in one.kind.targets}
    return tuple(one for one in match.profile.feeds if brought & {one.record, *leads_to_unit(one.record)})


def _open_stored(store: Store, engine: Engine, match: Match, rules: Sequence[FeedRule]) -> frozenset[str]:
    """Open what the delivery is held against: its own tables, those that lead its feeds to their organisation, and
    those in which its meters are looked up."""
    wanted = {"feed"}
    for one in match.tables:
        for target in one.kind.targets:
            wanted.update({target.table}, *(made.transform.looks_up for made in target.columns.values()))
    for rule in rules:
        wanted |= {rule.record, *leads_to_unit(rule.record)}
    snapshot = store.snapshot()
    held = sorted(wanted & set(snapshot.tables))
    snapshot.open(engine, held)
    return frozenset(held)


def _write_feeds(
    writer: BatchWriter, settled: Settlement, rules: Sequence[FeedRule], stored: frozenset[str]
) -> tuple[tuple[FeedChange, ...], Mapping[str, int]]:
    changes: list[FeedChange] = []
    unplaced: dict[str, int] = {}
    standing = settled.standing() if rules else {}
    for rule in rules:
        dated = dated_records(settled.engine, rule, delivered=standing, stored=stored)
        existing = standing_feeds(settled.engine, rule.record, stored)
        some = merge(rule, dated.days, existing)
        if apart := [one.org_id for one in some if _may_join_more(one, dated.days[one.org_id], existing)]:
            every = every_dated(settled.engine, rule, delivered=standing, stored=stored).days
            days = {**dated.days, **{org: every.get(org, dated.days[org]) for org in apart}}
            some = merge(rule, days, existing)
        changes += some
        if dated.unplaced:
            unplaced[rule.record] = dated.unplaced
    # A delivery that comes late moves what stands now, not what stood when it should have come.
    latest = max([settled.held.delivery.received_at, *(one.received_at for one in settled.held.snapshot.batches)])
    write_feeds(writer, changes, latest)
    return tuple(changes), unplaced


def _may_join_more(change: FeedChange, days: Sequence[date], existing: Mapping[str, tuple[date, date]]) -> bool:
    """Whether what was delivered earlier may join on: there is a hole, or this delivery reaches back."""
    before = existing.get(change.org_id)
    return bool(change.left_out) or (before is not None and min(days) < before[0])


def _file_counts(read: Sequence[FileRead], fates: Fates) -> tuple[FileCounts, ...]:
    labels, accepted = file_labels(read), fates.accepted
    return tuple(_one_file(one, labels[one.first_row], accepted, fates.quarantined) for one in read)


def _one_file(
    read: FileRead,
    label: str,
    accepted: np.ndarray[tuple[int], np.dtype[np.bool_]],
    quarantined: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> FileCounts:
    rows = slice(read.first_row, read.first_row + read.rows)
    brought, kept_out = int(accepted[rows].sum()), int(quarantined[rows].sum())
    source, kind = read.matched.source, read.matched.kind
    return FileCounts(
        file=label,
        sheet=source.sheet,
        kind=kind.name,
        format=source.format,
        encoding=source.encoding,
        rows=read.rows,
        accepted=brought,
        duplicate=read.rows - brought - kept_out,
        quarantined=kept_out,
        ignored=tuple(one for one in kind.ignored if one.column in source.words),
        strange=read.matched.left_out,
        above=source.header.above,
        aside=read.aside,
        notes=source.notes,
    )
