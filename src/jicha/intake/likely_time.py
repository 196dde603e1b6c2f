"""Times that a record can hardly have: what a dead clock, a filled field or a typing error writes.

A meter that lost its time starts again at 1970 or 2000 and reports in good faith; a form without a date says
2099-12-31. Such a row is kept out and told, never moved to a time that we would guess. Only what *happened* is held
against the calendar without being asked to be: a contract may well end in 2099.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from jicha.intake.values import Mask, mask_of


@dataclass(frozen=True, slots=True)
class Likely:
    """The days on which something can have happened, both included.

    ``latest`` is a day; ``days_after_receipt`` counts from the day the delivery came, and binds where that is known.
    """

    earliest: date
    latest: date | None = None
    days_after_receipt: int | None = None

    def outside(self, moments: pa.Array, received: date | None) -> Mask:
        """The rows of dates or local times that lie outside; a missing one does not."""
        days = moments.cast(pa.timestamp("us")).cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
        days = days // 86_400_000_000
        wrong = days < _number(self.earliest)
        last = self.last(received)
        if last is not None:
            wrong |= days > _number(last)
        return np.asarray(wrong & mask_of(moments.is_valid()))

    def last(self, received: date | None) -> date | None:
        """The last day, for a delivery that came on ``received``."""
        if self.latest is None and self.days_after_receipt is not None and received is not None:
            return received + timedelta(days=self.days_after_receipt)
        return self.latest

    def words(self, received: date | None) -> str:
        """The range in words, for a remedy."""
        last = self.last(received)
        return f"{self.earliest}..{last or ''}"


# Devices: a clock without its battery restarts in 2000 (older ones in 1970) and then runs on, so that all of 2000 is
# doubtful; no device of this trade was read remotely before. A day of grace, because a time zone may lie between.
ACQUIRED = Likely(date(2001, 1, 1), days_after_receipt=1)
# What people and systems record: not on or before the first day of a computer's calendar, nor more than a year ahead
# (a plan for next month and a bill dated at the month's end are in order).
RECORDED = Likely(date(1970, 1, 2), days_after_receipt=366)


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days
