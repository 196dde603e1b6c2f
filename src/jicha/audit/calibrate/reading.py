"""From votes to what is said of a convention."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jicha.audit.calibrate.result import Confirmed, Count, Reading, Standing
from jicha.audit.calibrate.splits import Attributes, split_of
from jicha.audit.calibrate.votes import Votes

BILL, LATE_FEE = "bill", "late_fee"


def reading_of(
    convention: str,
    votes: Votes,
    *,
    attributes: Attributes,
    days: Sequence[date | None],
    confirmed: Confirmed | None,
    told_by: str = BILL,
) -> Reading:
    """What the votes on one convention come to; ``attributes`` and ``days`` are those of the bills, in their order."""
    tell = int(votes.tells.sum())
    counts = tuple(Count(choice, *votes.count(choice)) for choice in votes.explained)
    fits_none = votes.tells.copy()
    for mask in votes.explained.values():
        fits_none &= ~mask
    split = split_of(votes, attributes)
    known = [day for day, tells in zip(days, votes.tells, strict=True) if tells and day is not None]
    return Reading(
        convention=convention,
        standing=_standing(votes, tell, is_split=split is not None),
        told_by=told_by,
        tell=tell,
        counts=counts,
        by_none=int(fits_none.sum()),
        best=votes.best,
        since=min(known, default=None),
        confirmed=confirmed,
        split=split,
    )


def is_stuck(votes: Votes) -> bool:
    """Whether no choice explains half of the bills that tell: another reading may be wrong at the same time."""
    return bool(votes.tells.any()) and not _prevails(votes)


def _standing(votes: Votes, tell: int, *, is_split: bool) -> Standing:
    if not tell:
        return Standing.SILENT
    if is_split:
        return Standing.SPLIT
    if not _prevails(votes):
        return Standing.UNCLEAR
    return Standing.TOLD if len(votes.best) == 1 else Standing.TIED


def _prevails(votes: Votes) -> bool:
    most = max(votes.count(choice)[0] for choice in votes.explained)
    return 2 * most >= int(votes.tells.sum())
