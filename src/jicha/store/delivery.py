"""What a source hands over (a delivery), and what the store makes of it (a batch)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jicha.store.durable import file_digest


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """One file as it was received: its name, SHA-256 (lowercase hex) and size."""

    name: str
    sha256: str
    size_bytes: int

    @classmethod
    def of(cls, path: Path) -> DeliveredFile:
        """Read the digest and size of a file on disk. Raises OSError."""
        return cls(path.name, file_digest(path), path.stat().st_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Files from one source, read by one profile, received at one moment.

    ``received_at`` is kept in UTC without zone (a time with a zone is converted, one without is taken as UTC). It is
    an argument, never the clock's: back-tests rest on it. ``profile_digest`` is the SHA-256 of the profile that read
    the files, since the same file read otherwise gives other rows. ``replays`` are the batches whose quarantined rows
    these files are: those rows then count as taken up, and what is still wrong is quarantined anew. ``completes`` is
    the batch of whose rows it fills in what they asked for; what still has no answer waits anew.
    """

    source: str
    profile: str
    profile_digest: str
    files: tuple[DeliveredFile, ...]
    received_at: datetime
    replays: tuple[str, ...] = ()
    completes: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "received_at", utc(self.received_at))

    @property
    def batch_id(self) -> str:
        """Digest of the content: the same files by the same profile are the same batch, whatever they are called.

        Of batches received at one moment the one with the larger identifier stands later, and what completes a batch
        stands after it: hence its first letter.
        """
        digests = sorted(file.sha256 for file in self.files)
        digest = hashlib.sha256("\n".join([self.profile_digest, *digests, *self.replays]).encode()).hexdigest()
        return f"z{digest[:31]}" if self.completes else digest[:32]


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows a delivery held for one table: ``rows_in = accepted + duplicate + quarantined``.

    ``restated`` are further correction rows that a late delivery wrote at later moments; they are no rows of it.
    """

    rows_in: int
    accepted: int
    duplicate: int = 0
    quarantined: int = 0
    restated: int = 0

    @property
    def add_up(self) -> bool:
        """Whether no row was lost and none appeared from nowhere."""
        return self.rows_in == self.accepted + self.duplicate + self.quarantined


@dataclass(frozen=True, slots=True)
class Batch:
    """One accepted delivery. ``sequence`` is its place in the store's order of acceptance."""

    sequence: int
    delivery: Delivery
    counts: Mapping[str, Counts]

    @property
    def batch_id(self) -> str:
        """The digest that names it; every row it brought carries this."""
        return self.delivery.batch_id

    @property
    def received_at(self) -> datetime:
        """When we received it, UTC without zone; every row it brought carries this."""
        return self.delivery.received_at

    @property
    def source(self) -> str:
        """Who delivered it."""
        return self.delivery.source

    @property
    def rows_accepted(self) -> int:
        """Rows it brought into all tables together, corrections included."""
        return sum(counts.accepted for counts in self.counts.values())

    @property
    def order(self) -> tuple[datetime, int]:
        """Batches in the order in which we came to know them; of two received at once the later accepted is later."""
        return self.received_at, self.sequence


def utc(moment: datetime) -> datetime:
    """``moment`` as UTC without zone, the form every instant of the river has."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
