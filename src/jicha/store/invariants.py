"""What must hold of a store at any time, also just after a process was killed or the power went: one function.

The chain of manifests, every stored byte, rows in = accepted + duplicate + quarantined for every batch (counted in the
files), and no canonical row twice. What a killed write left behind is no breach: it is not visible, and goes next time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.schema import tables
from jicha.store.check import check_manifests, check_stored
from jicha.store.manifest import FileKind
from jicha.store.snapshot import Snapshot
from jicha.store.store import Store
from jicha.terms.errors import Fault

_FAULT_OF_OURS = "Report this as a fault of jicha, with the store or its manifests."


def check_invariants(store: Store) -> list[Fault]:
    """Every breach, with its place and a remedy; empty when all is well. Reads every byte of the store."""
    faults = [*check_manifests(store.root), *check_stored(store.root)]
    if faults:
        return list(dict.fromkeys(faults))  # what is damaged is not read further
    snapshot = store.snapshot()
    return [*_repeated_batches(snapshot), *_quarantine_faults(snapshot), *_repeated_rows(snapshot)]


def _repeated_batches(snapshot: Snapshot) -> Iterator[Fault]:
    for batch_id, times in Counter(batch.batch_id for batch in snapshot.batches).items():
        if times > 1:
            yield Fault(f"the batch {batch_id} was accepted {times} times", _FAULT_OF_OURS, batch_id)


def _quarantine_faults(snapshot: Snapshot) -> Iterator[Fault]:
    """Source rows kept out, as counted at acceptance and as they lie in the quarantine."""
    stated = {
        (batch.batch_id, table): counts.quarantined
        for batch in snapshot.batches
        for table, counts in batch.counts.items()
        if counts.quarantined
    }
    place = ["batch_id", "table_name", "file", "sheet", "line"]
    rows = snapshot.quarantine().select(place).group_by(place).aggregate([])
    lying = Counter(zip(rows["batch_id"].to_pylist(), rows["table_name"].to_pylist(), strict=True))
    for batch_id, table in sorted({*stated, *lying}):
        counted, found = stated.get((batch_id, table), 0), lying[batch_id, table]
        if counted != found:
            yield Fault(
                f"batch {batch_id} counted {counted} quarantined rows of {table}; {found} lie in the quarantine",
                _FAULT_OF_OURS,
                FileKind.QUARANTINE,
            )


def _repeated_rows(snapshot: Snapshot) -> Iterator[Fault]:
    """Canonical rows whose primary key stands more than once."""
    with DuckDbEngine() as engine:
        for name in snapshot.tables:
            snapshot.open(engine, [name])
            key = ", ".join(f'"{column}"' for column in tables()[name].primary_key)
            twice = engine.query(
                f'SELECT {key}, COUNT(*) AS times FROM "{name}" GROUP BY {key} HAVING COUNT(*) > 1 ORDER BY {key}'
            )
            engine.drop(name)
            if len(twice):
                yield Fault(
                    f"{len(twice)} keys of {name} stand more than once, such as {_first(twice)}", _FAULT_OF_OURS, name
                )


def _first(rows: pa.Table) -> str:
    row = rows.slice(0, 1).to_pylist()[0]
    return ", ".join(f"{column} {value}" for column, value in row.items())
