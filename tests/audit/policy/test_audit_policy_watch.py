"""Watches and their days are kept in the store and read back as they were."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from jicha.audit.policy.watch import Execution, PolicyWatch, Watched, WatchEnd, keep, watches
from jicha.store.store import Store
from jicha.tariffs.deliver import LaterPrices

WATCH = PolicyWatch(watch_id="99@2025-03-01", book_id="99@2025-03-01", region="99", valid_from=date(2025, 3, 1),
                    cycles=3, rules=("BIL-048", "BIL-059"), price_codes=("2001",), opened_by="Li Ming",
                    opened_on=date(2025, 2, 25))  # fmt: skip
DAY = Execution(day=date(2025, 4, 3), run_id="r1", bills_due=300, bills_executed=275, bills_wrong=25, bills_unsure=0,
                points_unbilled=0, share_percent=Decimal("91.667"), wrong_money=Decimal("359.00"))  # fmt: skip


def moment(day: int) -> datetime:
    return datetime(2025, 4, day, 12)


def test_what_is_kept_reads_back(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    assert watches(store) == ()
    assert keep(store, received_at=moment(1), watch=WATCH)
    later = replace(DAY, day=date(2025, 4, 4), share_percent=None)
    assert keep(store, received_at=moment(3), day=(WATCH.watch_id, DAY))
    closed = replace(WATCH, closed_on=date(2025, 4, 4), watch_end=WatchEnd.EXECUTED)
    assert keep(store, received_at=moment(4), watch=closed, day=(WATCH.watch_id, later))
    assert watches(store) == (Watched(closed, (DAY, later)),)


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    keep(store, received_at=moment(1), watch=WATCH, day=(WATCH.watch_id, DAY))
    assert keep(store, received_at=moment(2), watch=WATCH, day=(WATCH.watch_id, DAY)) is None


def test_what_was_received_before_cannot_change_what_came_later(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    keep(store, received_at=moment(5), watch=WATCH)
    with pytest.raises(LaterPrices):
        keep(store, received_at=moment(5), watch=replace(WATCH, cycles=4))


def test_the_bills_of_the_last_cycle_have_a_month_to_come_out() -> None:
    """Three cycles from 1 March are March, April and May; the bills of May come in June."""
    assert WATCH.over_on == date(2025, 7, 1)
