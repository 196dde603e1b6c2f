"""What a calibration says: by region, how each convention is read, what is explained, what is not and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa

from jicha.terms.period import Period

FEW = 10  # bills: so few may be of one customer, or of one clerk


class Standing(StrEnum):
    """What the bills say of one convention."""

    TOLD = "told"  # one reading explains most of the bills that tell
    TIED = "tied"  # several explain the same bills: these cannot be told apart
    SPLIT = "split"  # two readings explain different bills
    UNCLEAR = "unclear"  # no reading explains half of the bills that tell
    SILENT = "silent"  # no bill comes out differently


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the bills that tell one choice reproduces to the fen: what the convention concerns, and all of it."""

    choice: str
    explained: int
    whole: int


@dataclass(frozen=True, slots=True)
class Part:
    """Of one unit, price code or year: the bills that only the one reading explains, and those only the other does."""

    value: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Split:
    """Two readings that explain different bills. ``attribute`` is what parts them, blank where nothing does."""

    first: str
    second: str
    only_first: int
    only_second: int
    attribute: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The reading that a named person confirmed and that holds at the end of the window."""

    choice: str
    by: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the bills (or late fees) say of one convention. ``best`` explain the most; ``since`` is their first day."""

    convention: str
    standing: Standing
    told_by: str  # bill or late_fee
    tell: int
    counts: tuple[Count, ...]
    by_none: int
    best: tuple[str, ...]
    since: date | None
    confirmed: Confirmed | None
    split: Split | None

    @property
    def rests_on_few(self) -> bool:
        """Whether what is proposed rests on fewer bills than all bills of a region should be judged by."""
        return self.tell < FEW and bool(self.proposed)

    @property
    def is_settled(self) -> bool:
        """Whether a person has confirmed a reading and the bills do not speak against it."""
        return self.confirmed is not None and not self.is_contradicted

    @property
    def is_contradicted(self) -> bool:
        """Whether the bills show another reading than the one confirmed."""
        return self.confirmed is not None and self.standing in (Standing.TOLD, Standing.TIED) and (
            self.confirmed.choice not in self.best
        )  # fmt: skip

    @property
    def proposed(self) -> tuple[str, ...]:
        """What may be confirmed: one reading, or any of several; none where it is settled or the bills differ."""
        shown = self.standing in (Standing.TOLD, Standing.TIED)
        return self.best if shown and not self.is_settled else ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Bills that are not explained, by the first component that differs and the price code."""

    component: str
    price_code: str
    bills: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The calibration of one region: ``bills`` there are, ``tried`` of them, each explained, not, or unsure."""

    region: str
    bills: int
    tried: int
    explained: int
    unsure: Mapping[str, int]
    differences: tuple[Difference, ...]
    readings: tuple[Reading, ...]
    unexplained: pa.Table

    @property
    def not_explained(self) -> int:
        """Bills that come out differently under every reading that was found."""
        return int(self.unexplained.num_rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """All regions of a store; ``without_region`` bills are of units that no region's prices hold for."""

    window: Period
    regions: tuple[Region, ...]
    without_region: int
