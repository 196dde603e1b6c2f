"""Deliveries brought into a store by the real intake, and what the store then holds of a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.ledger.profile import ledger_profile
from jicha.intake.profile import Kind
from jicha.intake.shipped import profiles
from jicha.intake.take_up import deliver as take_in
from jicha.schema import table
from jicha.store.store import Store
from jicha.twin.deliver.deliver import every_system
from jicha.twin.records import Records

# What an export makes of other columns, so that it cannot be as it was put.
MADE_OF_OTHERS = {"event": {"value_text"}, "reading": {"reading_id"}}


def bring_in(out: Path, root: Path, systems: Sequence[str] = ()) -> tuple[Store, int]:
    """Load every folder of a system as one delivery, month by month; the store, and how many rows were kept out.

    ``systems`` are those that are loaded, all when none is named.
    """
    store, kept_out, moment = Store.create(root), 0, datetime(2026, 5, 1)
    for month in sorted(out.iterdir()):
        assert {one.name for one in month.iterdir()} <= set(every_system())
        for system in every_system():
            if (month / system).is_dir() and (not systems or system in systems):
                moment += timedelta(minutes=1)
                kept_out += take_in(store, sorted((month / system).iterdir()), received_at=moment).quarantined
    return store, kept_out


def places_kept_out(store: Store) -> set[tuple[str, int]]:
    """The file and the line of every row in quarantine."""
    return {(one["file"], one["line"]) for one in store.snapshot().open_quarantine().to_pylist()}


def carried_columns(name: str) -> set[str]:
    """The columns of a table that a profile of the Chinese exports can fill."""
    kinds = [kind for one in (*profiles(), ledger_profile()) if one.source == "sg" for kind in one.files]
    targets = [one for kind in kinds for one in kind.targets if one.table == name and one.kind is not Kind.MENTIONS]
    return set().union(*(target.columns for target in targets)) - MADE_OF_OTHERS.get(name, set())


def differences(store: Store, records: Records, names: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    """Where the store's tables are not the records: table, key, column, put, found; only columns that are carried.

    ``names`` are the tables that are looked at, all when none is named.
    """
    snapshot = store.snapshot()
    found: list[tuple[Any, ...]] = []
    with DuckDbEngine() as engine:
        snapshot.open(engine, sorted(snapshot.tables))
        for name in names or records.names():
            there = engine.query(f"SELECT * FROM {name}").to_pylist() if name in snapshot.tables else []
            found += _differences(name, records.rows(name).to_pylist(), there)
    return found


def _differences(name: str, put: list[dict[str, Any]], there: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    key = ("point_id", "read_on") if name == "reading" else table(name).primary_key
    carried = carried_columns(name) | ({"slots", "slot_minutes"} if name == "curve" else set())
    wanted = {tuple(row[one] for one in key): row for row in put}  # of a key that was put twice the later counts
    given = {tuple(_plain(row[one]) for one in key): row for row in there}
    found: list[tuple[Any, ...]] = [(name, one, "", "put", "missing") for one in wanted.keys() - given.keys()]
    found += [(name, one, "", "not put", "there") for one in given.keys() - wanted.keys()]
    for one in wanted.keys() & given.keys():
        found += [
            (name, one, column, wanted[one][column], given[one][column])
            for column in sorted(carried)
            if wanted[one][column] != _plain(given[one][column])
        ]
    return found


def _plain(value: Any) -> Any:
    return value.removeprefix("sg:") if isinstance(value, str) else value
