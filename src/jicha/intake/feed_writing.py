"""Feeds on their way to the store and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.intake.feeds import FeedChange, Move, feed_rows
from jicha.intake.report import TableCounts
from jicha.store.writer import BatchWriter


def standing_feeds(engine: Engine, record: str, stored: frozenset[str]) -> dict[str, tuple[date, date]]:
    """How far the record is complete by organisation, as the store that ``engine`` has open says."""
    if "feed" not in stored:
        return {}
    found = engine.query(f"SELECT org_id, complete_from, complete_to FROM feed WHERE record = '{record}'").to_pylist()
    return {
        one["org_id"]: (one["complete_from"], one["complete_to"])
        for one in found
        if one["complete_from"] and one["complete_to"]
    }


def write_feeds(writer: BatchWriter, changes: Sequence[FeedChange], moment: datetime) -> None:
    """Write what moved; feeds that stood before are corrected as of ``moment``."""
    begun = [one for one in changes if one.move is Move.BEGUN]
    extended = [one for one in changes if one.move is Move.EXTENDED]
    if begun:
        writer.append("feed", feed_rows(begun))
    if extended:
        rows = feed_rows(extended)
        moments = pa.repeat(pa.scalar(moment, pa.timestamp("us")), len(rows))
        writer.correct("feed", rows.append_column("received_at", moments))


def feed_counts(changes: Sequence[FeedChange]) -> tuple[TableCounts, ...]:
    """What was written, as the counts of the table ``feed``; nothing where there was nothing to say."""
    moves = Counter(one.move for one in changes)
    written = moves[Move.BEGUN] + moves[Move.EXTENDED]
    if not changes:
        return ()
    return (TableCounts("feed", len(changes), written, moves[Move.EXTENDED], moves[Move.UNCHANGED], 0),)
