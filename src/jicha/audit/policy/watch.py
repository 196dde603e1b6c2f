"""Watches of price policies and their days, as the store keeps them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from jicha.engine.duckdb import DuckDbEngine
from jicha.schema import table
from jicha.store.delivery import Batch, DeliveredFile
from jicha.store.snapshot import Snapshot
from jicha.store.store import Store
from jicha.tariffs.deliver import refuse_late, write_all
from jicha.tariffs.replacement import keys_known, replacement, rows_there
from jicha.terms.period import add_months

WATCHES, DAYS = "policy_watch", "policy_watch_day"


class WatchEnd(StrEnum):
    """Why a watch ended; the codes of the list ``watch_end``."""

    EXECUTED = "executed"
    CYCLES_OVER = "cycles_over"
    WITHDRAWN = "withdrawn"  # its edition is no longer among the prices of the store


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWatch:
    """One policy that is followed: an edition of the price book of a region, from its first day for some cycles."""

    watch_id: str
    book_id: str
    region: str
    valid_from: date
    cycles: int
    rules: tuple[str, ...]
    price_codes: tuple[str, ...]
    opened_by: str
    opened_on: date
    closed_on: date | None = None
    watch_end: WatchEnd | None = None

    @property
    def over_on(self) -> date:
        """The day on which the cycles are over: the bills of the last one have a month to come out."""
        return add_months(self.valid_from, self.cycles + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """How far a policy is executed on a day, over all its bills up to then.

    ``bills_executed`` carry it or were put right; ``share_percent`` is of those that could be judged, None where none
    could. ``points_unbilled`` have no bill in the policy yet; None where no point in use is known to have its prices,
    so that a share of the bills says nothing of how many there should be. Money in CNY.
    """

    day: date
    run_id: str
    bills_due: int
    bills_executed: int
    bills_wrong: int
    bills_unsure: int
    points_unbilled: int | None
    share_percent: Decimal | None
    wrong_money: Decimal


@dataclass(frozen=True, slots=True)
class Watched:
    """A watch with the days that it ran on, the earliest first."""

    watch: PolicyWatch
    days: tuple[Execution, ...]


def watches(store: Store) -> tuple[Watched, ...]:
    """All watches of the store by number, open and closed."""
    snapshot = store.snapshot()
    with DuckDbEngine() as engine:
        snapshot.open(engine, (WATCHES, DAYS))
        rows = sorted(rows_there(engine, WATCHES), key=lambda row: str(row["watch_id"]))
        days = sorted(rows_there(engine, DAYS), key=lambda row: (row["watch_id"], row["day"]))
    return tuple(
        Watched(_watch(row), tuple(_day(day) for day in days if day["watch_id"] == row["watch_id"])) for row in rows
    )


def keep(
    store: Store, *, received_at: datetime, watch: PolicyWatch | None = None, day: tuple[str, Execution] | None = None
) -> Batch | None:
    """Keep a watch, a day of the watch of that number, or both, as one delivery; None where both are there as given.

    Raises LaterPrices where the store has watches received at that moment or later, and WrittenMeanwhile.
    """
    wanted: dict[str, Mapping[str, Any]] = {}
    if watch:
        wanted[WATCHES] = _row_of(watch)
    if day:
        number, execution = day
        wanted[DAYS] = {"watch_id": number, **{name: getattr(execution, name) for name in table(DAYS).by_name
                                              if name != "watch_id"}}  # fmt: skip
    snapshot = store.snapshot()
    refuse_late(snapshot, tuple(wanted), received_at)
    content = json.dumps(wanted, default=str, sort_keys=True).encode()
    file = DeliveredFile("policy.json", hashlib.sha256(content).hexdigest(), len(content))
    found = [_replacement(snapshot, name, row) for name, row in wanted.items()]
    return write_all(store, snapshot, found, file, received_at=received_at, profile=WATCHES)


def _replacement(snapshot: Snapshot, name: str, row: Mapping[str, Any]) -> Any:
    key = table(name).primary_key
    with DuckDbEngine() as engine:
        snapshot.open(engine, (name,))
        there = [one for one in rows_there(engine, name) if all(one[column] == row[column] for column in key)]
        return replacement(name, [row], there, keys_known(snapshot, engine, name))


def _row_of(watch: PolicyWatch) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(watch, name) for name in table(WATCHES).by_name}
    return row | {
        "rules": _joined(watch.rules),
        "price_codes": _joined(watch.price_codes),
        "watch_end": str(watch.watch_end) if watch.watch_end else None,
    }


def _watch(row: Mapping[str, Any]) -> PolicyWatch:
    values: dict[str, Any] = {name: row[name] for name in table(WATCHES).by_name}
    return PolicyWatch(
        **values
        | {
            "rules": _split(row["rules"]),
            "price_codes": _split(row["price_codes"]),
            "watch_end": WatchEnd(row["watch_end"]) if row["watch_end"] else None,
        }
    )


def _day(row: Mapping[str, Any]) -> Execution:
    values: dict[str, Any] = {name: row[name] for name in table(DAYS).by_name if name != "watch_id"}
    return Execution(**values)


def _joined(words: Sequence[str]) -> str | None:
    return " ".join(words) or None


def _split(words: str | None) -> tuple[str, ...]:
    return tuple((words or "").split())
