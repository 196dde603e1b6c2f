"""A number that was given to somebody else: identity is not the number.

Account and meter numbers come back after years. A row of the new owner must not become a correction of the old one: the
old one's history would be laid to the new one's charge. Such rows are kept out until a person gives them an identity.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jicha.intake.fates import Fates, Rejection
from jicha.intake.relation import Relation
from jicha.intake.staging import STAGES_AT_MOST
from jicha.schema import tables

REUSED = "number_reused"
_BEGIN, _END = "opened_on", "closed_on"


def refuse_reused(relation: Relation, table: str, fates: Fates) -> None:
    """Keep out the rows whose life does not touch that of the stored row of their key, for tables that know both."""
    columns = tables()[table].by_name
    if _BEGIN not in columns or _END not in columns or _BEGIN not in relation.spoken:
        return
    key = " AND ".join(f'd."{one}" = s."{one}"' for one in relation.key)
    ended = f"OR d.{_END} < s.{_BEGIN}" if _END in relation.spoken else ""
    found = relation.engine.query(
        f"SELECT d.entry, CAST(s.{_BEGIN} AS VARCHAR) AS opened, CAST(s.{_END} AS VARCHAR) AS closed "
        f"FROM {relation.name} AS d JOIN {table} AS s ON {key} WHERE s.{_END} < d.{_BEGIN} {ended}"
    )
    if not found.num_rows:
        return
    entries: NDArray[np.int64] = found["entry"].to_numpy()
    keys = relation.keys_of(entries)
    for entry, opened, closed in zip(
        entries.tolist(), found["opened"].to_pylist(), found["closed"].to_pylist(), strict=True
    ):
        life = f"{opened or '...'}..{closed or '...'}"
        row = int(entry) // STAGES_AT_MOST
        fates.reject(Rejection(row, REUSED, table, relation.words(relation.key), keys[entry], life))
