"""Local days in UTC: how many slots a day of 23, 24 or 25 hours has, and in which of them a moment lies.

Slot ``i`` of a day begins ``i`` slots after the day did, whatever the clocks did in between: an hour that came twice
has its slots twice, one that was skipped has none, and no energy is lost or counted double.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.values import Mask, mask_of

_DAY, _MINUTE = 86_400_000_000, 60_000_000


def placed_in(local: pa.Array, zone: str) -> tuple[pa.Array, Mask]:
    """Local times of a zone in UTC; and the rows that it skipped or had twice (of which the array holds the first)."""
    first, last = (
        pc.assume_timezone(local, zone, ambiguous=side, nonexistent=side).cast(pa.timestamp("us"))
        for side in ("earliest", "latest")
    )
    return first, np.asarray(mask_of(pc.not_equal(first, last)))


def local_of(utc: pa.Array, zone: str) -> pa.Array:
    """UTC moments as local times of a zone."""
    aware = utc.cast(pa.timestamp("us", "UTC")).cast(pa.timestamp("us", zone))
    return pc.local_timestamp(aware)


def slots_of_days(days: NDArray[np.int64], zone: str, minutes: int) -> NDArray[np.int64]:
    """How many slots each day (counted from 1970-01-01) has; days are many, distinct ones few."""
    distinct, places = np.unique(days, return_inverse=True)
    counts = (_begins(distinct + 1, zone) - _begins(distinct, zone)) // (minutes * _MINUTE)
    slots: NDArray[np.int64] = counts[places.reshape(-1)]
    return slots


def days_and_slots(utc: NDArray[np.int64], zone: str, minutes: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The local day of each UTC moment (microseconds since 1970) and the slot of that day it lies in."""
    local = local_of(pa.array(utc).cast(pa.timestamp("us")), zone).cast(pa.int64()).to_numpy()
    days = local // _DAY
    distinct, places = np.unique(days, return_inverse=True)
    begins = _begins(distinct, zone)[places.reshape(-1)]
    return days, (utc - begins) // (minutes * _MINUTE)


def _begins(days: NDArray[np.int64], zone: str) -> NDArray[np.int64]:
    """When local days begin, in UTC microseconds; a midnight that was skipped begins its day where the gap ends."""
    midnight = pa.array(days * _DAY).cast(pa.timestamp("us"))
    first = pc.assume_timezone(midnight, zone, ambiguous="earliest", nonexistent="latest")
    begins: NDArray[np.int64] = first.cast(pa.int64()).to_numpy()
    return begins
