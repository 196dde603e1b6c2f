"""Feeds are begun as rows and extended as corrections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.feed_writing import feed_counts, standing_feeds, write_feeds
from jicha.intake.feeds import FeedChange, Move
from jicha.intake.report import TableCounts
from jicha.intake.writing import stored_counts
from jicha.store.delivery import DeliveredFile, Delivery
from jicha.store.store import Store


def moved(org: str, to: int, move: Move) -> FeedChange:
    return FeedChange(org, "bill", date(2026, 1, 1), date(2026, 1, to), move)


def write(store: Store, day: int, *changes: FeedChange) -> None:
    moment = datetime(2026, 2, day)
    files = (DeliveredFile("f", str(day), 1),)
    delivery = Delivery(source="t", profile="p", profile_digest="", files=files, received_at=moment)
    with store.begin(delivery) as writer:
        write_feeds(writer, changes, moment)
        writer.commit(stored_counts(feed_counts(changes)))


def test_a_feed_begins_and_goes_on(store: Store, stored: Callable[..., list[dict[str, Any]]]) -> None:
    write(store, 1, moved("a", 5, Move.BEGUN), moved("b", 6, Move.BEGUN))
    write(store, 2, moved("a", 9, Move.EXTENDED), moved("b", 6, Move.UNCHANGED))
    with DuckDbEngine(threads=1) as engine:
        store.snapshot().open(engine, ["feed"])
        assert standing_feeds(engine, "bill", frozenset({"feed"})) == {
            "a": (date(2026, 1, 1), date(2026, 1, 9)),
            "b": (date(2026, 1, 1), date(2026, 1, 6)),
        }
        assert standing_feeds(engine, "reading", frozenset({"feed"})) == {}
        assert standing_feeds(engine, "bill", frozenset()) == {}
    assert len(stored("feed", "org_id")) == 2


def test_counts_say_what_was_written() -> None:
    changes = (moved("a", 5, Move.BEGUN), moved("b", 6, Move.EXTENDED), moved("c", 7, Move.UNCHANGED))
    assert feed_counts(changes) == (TableCounts("feed", 3, 2, 1, 1, 0),)
    assert feed_counts(()) == ()


def test_a_feed_without_an_end_stands_for_nothing(store: Store) -> None:
    write(store, 1, FeedChange("a", "bill", date(2026, 1, 1), None, Move.BEGUN))  # type: ignore[arg-type]
    with DuckDbEngine(threads=1) as engine:
        store.snapshot().open(engine, ["feed"])
        assert standing_feeds(engine, "bill", frozenset({"feed"})) == {}
