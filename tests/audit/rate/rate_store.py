"""A store that holds the seeded world, as a utility would have delivered it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from rate_draw import Tables

from jicha.schema import table
from jicha.store import Counts, DeliveredFile, Delivery, Store


def stored(root: Path, made: Tables) -> Store:
    """A new store with all rows of a world in one delivery."""
    store = Store.create(root)
    digest = hashlib.sha256(b"world").hexdigest()
    delivery = Delivery(
        source="test",
        profile="test",
        profile_digest="p",
        files=(DeliveredFile("world", digest, 1),),
        received_at=datetime(2026, 7, 1),
    )
    with store.begin(delivery) as writer:
        counts = {}
        for name, rows in made.items():
            if rows:
                writer.append(name, pa.Table.from_pylist(rows, schema=table(name).arrow_schema))
                counts[name] = Counts(len(rows), len(rows))
        writer.commit(counts)
    return store
