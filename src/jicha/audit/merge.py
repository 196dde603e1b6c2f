"""Findings beside those that stood before: new, recurring, cleared, or not tested again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.plan import Plan
from jicha.audit.results import LAYOUT, RunResult, concat
from jicha.audit.tally import Tally
from jicha.terms.verdict import Standing, Verdict


@dataclass(frozen=True, slots=True)
class Standings:
    """``table``: this run's findings with their standing; ``open_after``: all that stand after it."""

    table: pa.Table
    open_after: pa.Table


def stand_beside(made: Plan, tallies: Sequence[Tally], before: RunResult | None) -> Standings:
    """Give each finding its standing beside the run before.

    Cleared is only what was tested again and spared. What was found before and is now unsure, excluded or not reached
    by a rule of this plan inside its window stays open and is told as not retested; what lies outside the plan or
    its window stays open and is not told.
    """
    found = concat([one.found for one in tallies])
    earlier = before.open_after if before else LAYOUT.empty_table()
    earlier_ids = set(earlier["finding_id"].to_pylist())
    ids = found["finding_id"].to_pylist()
    found = _with_standing(found, [Standing.RECURRING if one in earlier_ids else Standing.NEW for one in ids])
    found_ids = set(ids)
    retested = {key: verdict for one in tallies for key, verdict in one.retested.items()}
    in_plan = _in_plan(made, earlier)
    cleared, untested, kept = [], [], []
    for row, (key, planned) in enumerate(zip(earlier["finding_id"].to_pylist(), in_plan, strict=True)):
        if key in found_ids:
            continue
        if retested.get(key) is Verdict.SPARE:
            cleared.append(row)
        else:
            kept.append(row)
            if planned:
                untested.append(row)
    told = [
        found,
        _with_standing(_rows(earlier, cleared), [Standing.CLEARED] * len(cleared)),
        _with_standing(_rows(earlier, untested), [Standing.NOT_RETESTED] * len(untested)),
    ]
    open_after = concat([found, _rows(earlier, kept)])
    order = pc.sort_indices(open_after, sort_keys=[("finding_id", "ascending")])
    return Standings(concat(told), open_after.take(order))


def _rows(table: pa.Table, numbers: Sequence[int]) -> pa.Table:
    return table.take(pa.array(numbers, pa.int64()))


def _with_standing(rows: pa.Table, standings: Sequence[Standing]) -> pa.Table:
    column = pa.array([str(one) for one in standings], pa.string())
    return rows.set_column(LAYOUT.get_field_index("standing"), "standing", column)


def _in_plan(made: Plan, earlier: pa.Table) -> list[bool]:
    codes = {rule.page.code for rule in made.rules}
    start, end = made.window.start, made.window.end
    pairs = zip(earlier["code"].to_pylist(), earlier["period_start"].to_pylist(), strict=True)
    return [code in codes and (day is None or start <= day < end) for code, day in pairs]
