"""What a delivery makes possible for earlier ones: rows that waited for it are placed, blanks filled in, feeds moved.

So the state of the store does not depend on whether the customer file or the readings were loaded first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.intake.complete import complete
from jicha.intake.errors import MissingColumn
from jicha.intake.feed_writing import feed_counts, standing_feeds, write_feeds
from jicha.intake.feeds import FeedChange, Move, every_dated, leads_to_unit, merge
from jicha.intake.load import load_files
from jicha.intake.lookups import LOOKED_IN
from jicha.intake.matching import known_profiles
from jicha.intake.profile import FeedRule, Profile
from jicha.intake.reading import Progress, silent
from jicha.intake.replay import replay
from jicha.intake.report import IntakeReport, TakenUp
from jicha.intake.transforms.point_of import UNPLACED
from jicha.intake.writing import stored_counts
from jicha.schema import tables
from jicha.store.delivery import DeliveredFile, Delivery
from jicha.store.errors import DuplicateDelivery, StoreBusy, TakenUpAlready
from jicha.store.store import Store


def deliver(
    store: Store,
    files: Sequence[Path],
    *,
    profile: Profile | str | None = None,
    received_at: datetime | None = None,
    leave_out: Sequence[str] = (),
    progress: Progress = silent,
) -> IntakeReport:
    """Load one delivery as `load_files` does, then take up what waited for it.

    A delivery that was accepted before still raises DuplicateDelivery, but what an interrupted run left waiting is
    taken up first.
    """
    try:
        report = load_files(
            store, files, profile=profile, received_at=received_at, leave_out=leave_out, progress=progress
        )
    except DuplicateDelivery:
        take_up(store, frozenset(tables()), (), progress=progress)
        raise
    brought = frozenset(one.table for one in report.tables if one.accepted)
    return replace(report, taken_up=take_up(store, brought, (report.profile,), progress=progress))


def take_up(store: Store, brought: frozenset[str], also: Sequence[Profile], *, progress: Progress) -> TakenUp:
    """Place and fill in what the tables in ``brought`` make possible, and move the feeds accordingly.

    Rows that were kept out are read by the shipped profile of their name, or by one of ``also``; those of a profile
    that is not at hand keep waiting for `jicha intake fix`. Another process that writes meanwhile takes up the same, so
    it is no fault if it was faster.
    """
    known = {one.name: one for one in (*known_profiles(), *also)}
    placed: dict[str, tuple[int, int]] = {}
    filled: dict[str, int] = {}
    moved, completed, news = set(brought), set[str](), bool(brought & LOOKED_IN)
    feeds: tuple[FeedChange, ...] = ()
    with suppress(StoreBusy, TakenUpAlready):
        while news:
            progress("earlier", 0, 0)
            some = _place(store, known)
            blanks = complete(store, progress=silent)
            for batch_id, report in some.items():
                placed[batch_id] = report.rows - report.quarantined, report.quarantined
                moved.update(one.table for one in report.tables if one.accepted)
            for one in blanks:
                filled[one.batch_id] = one.blanks
                completed.update(one.tables)
            news = bool(some or blanks)
        used = {one.delivery.profile for one in store.snapshot().batches}
        rules = {(rule.record, rule.dated): rule for name in sorted(used & set(known)) for rule in known[name].feeds}
        led = [one for one in rules.values() if one.record in completed or leads_to_unit(one.record) & moved]
        feeds = _move_feeds(store, led)
    return TakenUp(placed, filled, feeds)


def _place(store: Store, known: dict[str, Profile]) -> dict[str, IntakeReport]:
    """Read the rows again that had no metering point, batch by batch; those of which some can be placed now."""
    snapshot = store.snapshot()
    waiting = snapshot.open_reasons().get(UNPLACED, frozenset())
    done = {}
    for batch in snapshot.batches:
        if batch.batch_id not in waiting or batch.delivery.profile not in known:
            continue
        try:
            mended = replay(store, batch_id=batch.batch_id, profile=known[batch.delivery.profile], progress=silent)
        except MissingColumn:  # a profile of the same name that reads other files
            continue
        done.update({one.batch_id: one.report for one in mended if one.report is not None})
    return done


def _move_feeds(store: Store, rules: Sequence[FeedRule]) -> tuple[FeedChange, ...]:
    """Feeds of records whose organisation is known now."""
    snapshot = store.snapshot()
    rules = [one for one in rules if one.record in snapshot.tables]
    if not rules:
        return ()
    held = {"feed", *(one.record for one in rules), *(table for one in rules for table in leads_to_unit(one.record))}
    stored = frozenset(held & set(snapshot.tables))
    changes: list[FeedChange] = []
    with DuckDbEngine() as engine:
        snapshot.open(engine, sorted(stored))
        for record in sorted({one.record for one in rules}):
            changes += _moved(engine, record, [one for one in rules if one.record == record], stored)
    if not changes:
        return ()
    content = repr((snapshot.digest, changes)).encode()
    latest = max(one.received_at for one in snapshot.batches)
    file = DeliveredFile("feeds", hashlib.sha256(content).hexdigest(), len(content))
    delivery = Delivery(source="jicha", profile="feeds", profile_digest="", files=(file,), received_at=latest)
    with store.begin(delivery) as writer:
        write_feeds(writer, changes, latest)
        writer.commit(stored_counts(feed_counts(changes)))
    return tuple(changes)


def _moved(engine: Engine, record: str, rules: Sequence[FeedRule], stored: frozenset[str]) -> list[FeedChange]:
    before = standing_feeds(engine, record, stored)
    now = dict(before)
    for rule in rules:
        for one in merge(rule, every_dated(engine, rule, delivered={}, stored=stored).days, now):
            now[one.org_id] = one.complete_from, one.complete_to
    return [
        FeedChange(org, record, *stretch, Move.EXTENDED if org in before else Move.BEGUN)
        for org, stretch in sorted(now.items())
        if before.get(org) != stretch
    ]
