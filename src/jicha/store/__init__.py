"""Versioned tables: batches with digests, corrections that win at read, and what was known on any day."""

from jicha.store.delivery import Batch, Counts, DeliveredFile, Delivery
from jicha.store.manifest import FileKind
from jicha.store.publication import Step
from jicha.store.rows import QUARANTINE_COLUMNS
from jicha.store.snapshot import Snapshot
from jicha.store.store import Store
from jicha.store.writer import BatchWriter

__all__ = [
    "QUARANTINE_COLUMNS",
    "Batch",
    "BatchWriter",
    "Counts",
    "DeliveredFile",
    "Delivery",
    "FileKind",
    "Snapshot",
    "Step",
    "Store",
]
