"""Small deliveries for the tests of the store: a few bills, and ways to write, read and spoil them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.schema import Column, ColumnType, Table, table
from jicha.store import QUARANTINE_COLUMNS, Batch, Counts, DeliveredFile, Delivery, Step, Store
from jicha.terms.period import Period
from jicha.terms.privacy import Privacy


class SimulatedCrash(BaseException):
    """Raised at a step of a write. No code of ours catches it, and none of ours cleans up after it."""


def crash_at(step: Step, times: int = 1) -> Callable[[Step], None]:
    """A hook that dies when ``step`` is reached for the ``times``-th time."""
    reached: list[Step] = []

    def hook(now: Step) -> None:
        reached.append(now)
        if reached.count(step) == times and now is step:
            raise SimulatedCrash(step)

    return hook


def delivery(name: str, received: str = "2026-01-01", *, source: str = "steg", profile_digest: str = "p1") -> Delivery:
    """A delivery of one file whose content is its name."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Delivery(
        source=source,
        profile="steg",
        profile_digest=profile_digest,
        files=(DeliveredFile(f"{name}.csv", digest, len(name)),),
        received_at=datetime.fromisoformat(received),
    )


def bills(*rows: tuple[str, str, float | int | None], customer: str = "c1") -> pa.Table:
    """Bills as (bill_id, day issued or "", kWh)."""
    return pa.table(
        {
            "bill_id": pa.array([row[0] for row in rows], pa.string()),
            "customer_id": pa.array([customer] * len(rows), pa.string()),
            "issued_on": pa.array([date.fromisoformat(row[1]) if row[1] else None for row in rows], pa.date32()),
            "kwh": pa.array([None if row[2] is None else Decimal(str(row[2])) for row in rows], pa.decimal128(18, 3)),
        }
    )


def voids(*bill_ids: str) -> pa.Table:
    """Corrections that remove bills."""
    return pa.table({"bill_id": pa.array(bill_ids, pa.string()), "voided": [True] * len(bill_ids)})


def rejected(*lines: int, table_name: str = "bill") -> pa.Table:
    """Quarantined lines of one file."""
    return pa.Table.from_pylist(
        [
            {"table_name": table_name, "file": "a.csv", "line": line, "column_name": "kwh", "raw_value": "1O0",
             "reason": "not_a_number", "remedy": "Write digits."}
            for line in lines
        ],
        schema=QUARANTINE_COLUMNS,
    )  # fmt: skip


def handmade(name: str, *columns: str) -> Table:
    """A table that no CSV describes; a column is its name, its type if not text, and pk, correction, time, required."""

    def column(words: str) -> Column:
        called, *marks = words.split()
        kind = next((mark for mark in marks if mark in ("integer", "date", "instant")), "text")
        return Column(
            name=called, type=ColumnType.parse(kind), unit="", nullable=not {"pk", "required"} & set(marks),
            in_primary_key="pk" in marks, in_correction_key="correction" in marks, is_time="time" in marks,
            references=None, example="", meaning="", meaning_zh="", privacy=Privacy.PUBLIC, cim="", sg_code="",
        )  # fmt: skip

    return Table(
        name=name, meaning="", meaning_zh="", org_path=(), cim="", sg_code="", columns=tuple(map(column, columns))
    )


def load(
    store: Store,
    name: str,
    received: str = "2026-01-01",
    *,
    append: Mapping[str, pa.Table] | pa.Table | None = None,
    correct: Mapping[str, pa.Table] | pa.Table | Sequence[pa.Table] | None = None,
) -> Batch:
    """Write one delivery whose rows are all accepted; a bare table is one of bills."""
    accepted: dict[str, int] = {}
    with store.begin(delivery(name, received)) as writer:
        for known, rows in _by_table(append):
            accepted[known] = accepted.get(known, 0) + writer.append(known, rows)
        for known, rows in _by_table(correct):
            accepted[known] = accepted.get(known, 0) + writer.correct(known, rows)
        return writer.commit({known: Counts(rows, rows) for known, rows in accepted.items()})


def _by_table(given: Any) -> list[tuple[str, pa.Table]]:
    if given is None:
        return []
    if isinstance(given, pa.Table):
        return [("bill", given)]
    return list(given.items()) if isinstance(given, Mapping) else [("bill", rows) for rows in given]


@contextmanager
def opened(
    store: Store, as_of: str | None = None, names: Sequence[str] = ("bill",), window: Period | None = None
) -> Iterator[DuckDbEngine]:
    """An engine over a snapshot."""
    with DuckDbEngine(threads=1) as engine:
        store.snapshot(moment(as_of)).open(engine, names, window=window)
        yield engine


def kwh(store: Store, as_of: str | None = None, window: Period | None = None) -> dict[str, float | None]:
    """What each bill says, as pages would see it; fails if a bill stands twice."""
    with opened(store, as_of, window=window) as engine:
        return read_kwh(engine)


def read_kwh(engine: DuckDbEngine) -> dict[str, float | None]:
    """The same from an engine in which ``bill`` is open."""
    rows = engine.query("SELECT bill_id, kwh FROM bill ORDER BY bill_id").to_pylist()
    assert len({row["bill_id"] for row in rows}) == len(rows), rows
    return {row["bill_id"]: None if row["kwh"] is None else float(row["kwh"]) for row in rows}


def digest_of(engine: DuckDbEngine, name: str = "bill") -> str:
    """Digest of all canonical and system columns of all rows of a table that is open, whatever their order."""
    columns = ", ".join(f'"{column}"' for column in table(name).by_name)
    rows = engine.query(f'SELECT {columns}, batch_id, received_at, source_row FROM "{name}"').to_pylist()
    return hashlib.sha256("\n".join(sorted(repr(row) for row in rows)).encode()).hexdigest()


def moment(text: str | None) -> datetime | None:
    """A moment in UTC."""
    return datetime.fromisoformat(text) if text else None


def stored_files(store: Store, pattern: str = "*") -> list[Path]:
    """The files of the store (without the lock), in a fixed order."""
    return sorted(path for path in store.root.rglob(pattern) if path.is_file() and path.name != "lock")


def flip_bit(path: Path, place: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)
