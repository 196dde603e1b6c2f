"""What must hold of every saved run: no finding twice, coverage that counts the findings, batches that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow.compute as pc

from jicha.audit.results import RunResult, concat, load
from jicha.store.errors import DamagedFile
from jicha.store.store import Store
from jicha.terms.errors import Fault
from jicha.terms.verdict import Standing

_IDENTITY = ["code", "subject_kind", "subject_id", "period_start"]
_HOLDS = (Standing.NEW, Standing.RECURRING)
_FAULT_OF_OURS = "Report this as a fault of jicha, with the folder of the run."


def check_runs(store: Store) -> list[Fault]:
    """Every breach in the saved runs, empty when all is well. Files that are damaged are told by the store's checks."""
    batches = {batch.batch_id for batch in store.snapshot().batches}
    faults: list[Fault] = []
    for run_id in store.runs():
        try:
            result = load(store.run_path(run_id))
        except DamagedFile:
            continue
        faults += _run_faults(run_id, result, batches)
    return faults


def _run_faults(run_id: str, result: RunResult, batches: set[str]) -> Iterator[Fault]:
    if result.meta.run_id != run_id:
        yield Fault(f"the folder of the run {run_id} holds the run {result.meta.run_id}", _FAULT_OF_OURS, run_id)
    if lost := sorted(set(result.meta.batches) - batches):
        yield Fault(f"the run {run_id} cites batches that the store does not hold: {', '.join(lost)}",
                    "Restore the store from a backup that holds them.", run_id)  # fmt: skip
    told = concat([result.findings, result.siblings])
    for name, rows in (("findings", told), ("open_after", result.open_after)):
        if twice := [key for key, times in Counter(rows["finding_id"].to_pylist()).items() if times > 1]:
            yield Fault(f"{len(twice)} findings stand twice in {name} of the run {run_id}, such as {twice[0]}",
                        _FAULT_OF_OURS, run_id)  # fmt: skip
    live = told.filter(pc.is_in(told["standing"], pc.cast([str(Standing.NEW), str(Standing.RECURRING)], "string")))
    subjects = live.group_by(_IDENTITY).aggregate([([], "count_all")])
    if crowded := subjects.filter(pc.greater(subjects["count_all"], 1)).num_rows:
        yield Fault(f"{crowded} subjects have several live findings of one rule and period in the run {run_id}",
                    _FAULT_OF_OURS, run_id)  # fmt: skip
    held = Counter(result.siblings["cause_id"].to_pylist())
    for cause in result.causes:
        number = held.pop(cause.cause_id, 0)
        if cause.standing in _HOLDS and cause.found != number:
            yield Fault(f"the run {run_id} counts {cause.found} finds of the cause {cause.cause_id} and holds {number}",
                        _FAULT_OF_OURS, run_id)  # fmt: skip
    if held:
        yield Fault(f"the run {run_id} holds members of causes that it does not tell: {', '.join(map(str, held))}",
                    _FAULT_OF_OURS, run_id)  # fmt: skip
    found = Counter(live["code"].to_pylist())
    for one in result.coverage:
        if one.found != found[one.code]:
            yield Fault(f"the run {run_id} counts {one.found} finds of {one.code} and holds {found[one.code]}",
                        _FAULT_OF_OURS, run_id)  # fmt: skip
