"""What must be told besides a run's result, so that it can be put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from jicha.press.page_words import PageWords


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One accepted delivery as a reader wants it named; ``received_at`` is UTC."""

    batch_id: str
    source: str = ""
    received_at: datetime | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """How far one kind of record is complete: the earliest end over the organisations is the one to trust."""

    record: str
    complete_from: date | None
    complete_to: date | None
    orgs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Words of the pages by code, names of the units by id, deliveries and feeds; all of it may be missing."""

    pages: Mapping[str, PageWords] = field(default_factory=dict)
    orgs: Mapping[str, str] = field(default_factory=dict)
    batches: Sequence[BatchLine] = ()
    feeds: Sequence[FeedLine] = ()
    version: str = ""
