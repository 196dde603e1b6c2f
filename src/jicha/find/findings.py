"""What stands against the records of a subject after the last run, and against what stands around it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.results import LAYOUT, RunResult
from jicha.engine.engine import Engine
from jicha.find.gather import Gathered
from jicha.find.keys import own
from jicha.find.kinds import single_key
from jicha.schema import Table

_FOUND, _NEARBY = "find_found", "find_nearby"
# A finding on these is worth knowing at every customer behind them; one on a section or a unit speaks of people.
_AROUND_GROUPS = ("network", "customer")
FINDINGS = pa.schema([pa.field("root", pa.int64()), pa.field("is_around", pa.bool_()), *LAYOUT])


def standing(run: RunResult) -> pa.Table:
    """All that a run tells and all that stands after it, each finding once.

    Findings that the run's plan or window did not reach still stand, by an earlier run.
    """
    told = pa.concat_tables([run.findings, run.siblings])
    is_told = pc.is_in(run.open_after["finding_id"], value_set=told["finding_id"].combine_chunks())
    return pa.concat_tables([told, run.open_after.filter(pc.invert(is_told))])


def subject_kinds(found: pa.Table) -> frozenset[str]:
    """The tables that the findings speak of."""
    return frozenset(found["subject_kind"].unique().to_pylist())


def findings_of(engine: Engine, found: pa.Table, gathered: Gathered, catalogue: Mapping[str, Table]) -> pa.Table:
    """The findings on what belongs to each subject, in the run's order (grave first), then those on what is around."""
    engine.register(_FOUND, found.append_column("run_order", pa.array(np.arange(found.num_rows))))
    spoken_of = subject_kinds(found)
    parts = [_joined(engine, kind, own(kind), is_around=False) for kind in sorted(gathered.held & spoken_of)]
    for one in gathered.records:
        key = single_key(catalogue[one.table])
        if one.is_around and key and one.table in spoken_of and catalogue[one.table].group in _AROUND_GROUPS:
            engine.register(_NEARBY, pa.table({"root": one.rows["root"], "id": one.rows[key]}))
            parts.append(_joined(engine, one.table, _NEARBY, is_around=True))
    if not parts:
        return FINDINGS.empty_table()
    order = [("root", "ascending"), ("is_around", "ascending"), ("run_order", "ascending")]
    return pa.concat_tables(parts).sort_by(order).select(FINDINGS.names).cast(FINDINGS)


def _joined(engine: Engine, kind: str, keys: str, *, is_around: bool) -> pa.Table:
    columns = ", ".join(f"f.{name}" for name in LAYOUT.names)
    return engine.query(
        f"SELECT o.root, {'TRUE' if is_around else 'FALSE'} AS is_around, f.run_order, {columns} "
        f"FROM {_FOUND} AS f JOIN {keys} AS o ON o.id = f.subject_id WHERE f.subject_kind = '{kind}'"
    )
