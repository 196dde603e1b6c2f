"""The order of display: what is found now, then the grave before the slight, money, energy; ties by identity."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from jicha.terms.verdict import Severity, Standing

_GRAVITY = [str(severity) for severity in Severity]
_NOT_FOUND_NOW = pa.array([str(Standing.CLEARED), str(Standing.NOT_RETESTED)])


def ranked(rows: pa.Table) -> pa.Table:
    """Rows of the layout in the order of display; rows of equal rank are ordered by identity, so it is total."""
    if not rows.num_rows:
        return rows
    keyed = rows
    for name, column in (
        ("rank_standing", pc.is_in(rows["standing"], _NOT_FOUND_NOW).cast(pa.int8())),
        ("rank_severity", pc.index_in(rows["severity"], pa.array(_GRAVITY))),
        ("rank_money", pc.fill_null(pc.abs(rows["at_stake_money"]), 0)),
        ("rank_kwh", pc.fill_null(pc.abs(rows["at_stake_kwh"]), 0)),
    ):
        keyed = keyed.append_column(name, column)
    order = pc.sort_indices(
        keyed,
        sort_keys=[
            ("rank_standing", "ascending"),
            ("rank_severity", "ascending"),
            ("rank_money", "descending"),
            ("rank_kwh", "descending"),
            ("code", "ascending"),
            ("finding_id", "ascending"),
        ],
    )
    return rows.take(order)
