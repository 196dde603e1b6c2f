"""Rated bills written by hand: by component, billed less expected in fen; None is not known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from jicha.audit.calibrate.rerate import COMPONENTS, Rerated


def rerated(
    *, unsure: Sequence[str | None] | None = None, bill_id: Sequence[str] | None = None, **off: Sequence[int | None]
) -> Rerated:
    """Bills whose components that are not given agree."""
    count = len(next(iter(off.values())))
    given = {name: off.get(name, [0] * count) for name in COMPONENTS}
    why = list(unsure) if unsure else [None] * count
    return Rerated(
        bill_id=pa.array(bill_id or [f"b{place}" for place in range(count)], pa.string()),
        unsure=pa.array(why, pa.string()),
        sure=np.array([one is None for one in why]),
        off={name: np.array([one or 0 for one in values], np.int64) for name, values in given.items()},
        known={name: np.array([one is not None for one in values]) for name, values in given.items()},
    )
