"""Single readings of a long file: their local moment and their values as scaled whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.profile import CurveSpec
from jicha.intake.rows import Rows
from jicha.intake.transforms.date import local_moments, unread_moments
from jicha.intake.transforms.slots import scaled_integers
from jicha.intake.values import Unread, mask_of


@dataclass(frozen=True, slots=True)
class Readings:
    """The moment at which each slot starts, a column of whole numbers for each quantity, and what could not be read."""

    columns: Mapping[str, pa.Array]
    unread: tuple[Unread, ...]


def map_readings(rows: Rows, spec: CurveSpec) -> Readings:
    """Read the moments and values of a batch. A moment between two slots is refused, not moved to a neighbour."""
    moments, bad = local_moments(rows.column(spec.moment), spec.formats)
    unread = list(unread_moments(bad, rows, spec.moment, "not_a_time", spec.formats))
    micros = moments.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    width = spec.slot_minutes * 60_000_000
    off_grid = (micros % width != 0) & mask_of(moments.is_valid())
    missing = mask_of(moments.is_null()) & ~bad
    if off_grid.any():
        expected = f"{spec.slot_minutes} min"
        unread.append(Unread(off_grid, "off_grid", spec.moment, rows.delivered(spec.moment), lambda _: expected))
    if missing.any():
        unread.append(Unread(missing, "missing_value", spec.moment, rows.delivered(spec.moment)))
    if spec.at_end:
        moments = pc.subtract(moments, pa.scalar(np.timedelta64(width, "us"), pa.duration("us")))
    columns = {"moment": moments}
    for code, column in spec.quantities.items():
        values = scaled_integers(rows, column, spec.times)
        unread += values.unread
        columns[code] = values.array
    return Readings(columns, tuple(unread))
