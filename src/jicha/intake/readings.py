"""Single readings of a long file: their moment and their values as scaled whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.calendar_words import Moments
from jicha.intake.local_days import local_of
from jicha.intake.profile import CurveSpec
from jicha.intake.rows import Rows
from jicha.intake.transforms.date import local_moments, unread_moments, without_unlikely
from jicha.intake.transforms.instant import utc_moments
from jicha.intake.transforms.slots import scaled_integers
from jicha.intake.values import Unread, mask_of


@dataclass(frozen=True, slots=True)
class Readings:
    """The moment at which each slot starts, a column of whole numbers for each quantity, and what could not be read.

    Moments are local, or UTC where the profile names a zone.
    """

    columns: Mapping[str, pa.Array]
    unread: tuple[Unread, ...]


def map_readings(rows: Rows, spec: CurveSpec) -> Readings:
    """Read the moments and values of a batch. A moment between two slots is refused, not moved to a neighbour."""
    moments, unread = _moments(rows, spec)
    columns = {"moment": moments}
    for code, column in spec.quantities.items():
        values = scaled_integers(rows, column, spec.times, spec.numbers)
        unread += values.unread
        columns[code] = values.array
    return Readings(columns, unread)


def _moments(rows: Rows, spec: CurveSpec) -> tuple[pa.Array, tuple[Unread, ...]]:
    read = _local(rows, spec)
    local, unread = read.array, unread_moments(read.refused, rows, spec.moment, spec.formats)
    local, unlikely = without_unlikely(local, rows, spec.moment, spec.likely)
    missing = mask_of(rows.missing(spec.moment))
    width = np.timedelta64(spec.slot_minutes * 60_000_000, "us")
    micros = local.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    off_grid = (micros % width.astype(np.int64) != 0) & mask_of(local.is_valid())
    delivered = rows.delivered(spec.moment)
    unread += unlikely
    if off_grid.any():
        expected = f"{spec.slot_minutes} min"
        unread += (Unread(off_grid, "off_grid", spec.moment, delivered, lambda _: expected),)
    if missing.any():
        unread += (Unread(missing, "missing_value", spec.moment, delivered),)
    moments = local
    if spec.zone:
        moments, unplaced = utc_moments(Moments(local, {}, read.offset, read.broken), rows, spec.moment, spec.zone)
        unread += unplaced
    if spec.at_end:
        moments = pc.subtract(moments, pa.scalar(width, pa.duration("us")))
    return moments, unread


def _local(rows: Rows, spec: CurveSpec) -> Moments:
    """Local times; where they stood in the file with a zone, also how far each was ahead of UTC."""
    values = rows.trimmed(spec.moment)
    if not (spec.zone and pa.types.is_timestamp(values.type) and values.type.tz):
        return local_moments(rows, spec.moment, spec.formats, otherwise="not_a_time", excel=spec.excel)
    utc = values.cast(pa.timestamp("us", "UTC"), safe=False).cast(pa.timestamp("us"))
    local = local_of(utc, spec.zone)
    return Moments(local, {}, pc.subtract(local, utc).cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False))
