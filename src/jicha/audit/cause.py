"""Fold what has one reason: a rule that finds a tenth of all it tests speaks of a system, not of its subjects."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.rank import ranked
from jicha.audit.results import LAYOUT, concat
from jicha.audit.tally import Tally
from jicha.terms.cause import Cause
from jicha.terms.money import round_half_up
from jicha.terms.verdict import Standing

SYSTEMIC_SHARE = Decimal("0.1")
SYSTEMIC_COUNT = 100  # below it a tenth may be chance, and each can still be looked at
_SAMPLE = 10


def fold_causes(found: pa.Table, tallies: Sequence[Tally]) -> tuple[pa.Table, pa.Table, tuple[Cause, ...]]:
    """Take the finds of systemic rules out of ``found``: (what is left, the siblings, one cause for each such rule)."""
    causes, siblings, systemic = [], [], []
    for one in tallies:
        coverage = one.coverage
        if coverage.found < SYSTEMIC_COUNT or coverage.found < SYSTEMIC_SHARE * coverage.tested:
            continue
        cause_id = hashlib.sha256(f"systemic\x1f{one.page.code}".encode()).hexdigest()[:24]
        of_rule = found.filter(pc.and_(pc.equal(found["code"], one.page.code), _is_found(found)))
        folded = of_rule.set_column(
            LAYOUT.get_field_index("cause_id"), "cause_id", pa.array([cause_id] * of_rule.num_rows, pa.string())
        )
        systemic.append(one.page.code)
        siblings.append(folded)
        causes.append(_cause(cause_id, one, ranked(folded)))
    if not systemic:
        return found, LAYOUT.empty_table(), ()
    is_folded = pc.and_(pc.is_in(found["code"], pa.array(systemic)), _is_found(found))
    return found.filter(pc.invert(is_folded)), concat(siblings), tuple(causes)


def _is_found(rows: pa.Table) -> pa.ChunkedArray:
    return pc.is_in(rows["standing"], pa.array([str(Standing.NEW), str(Standing.RECURRING)]))


def _cause(cause_id: str, one: Tally, rows: pa.Table) -> Cause:
    coverage = one.coverage
    days = pc.min_max(rows["period_start"]).as_py()
    return Cause(
        cause_id=cause_id,
        code=one.page.code,
        kind="systemic",
        found=coverage.found,
        tested=coverage.tested,
        share=round_half_up(Decimal(coverage.found) / Decimal(coverage.tested), 4),
        orgs=tuple(sorted(org for org in pc.unique(rows["org_id"].combine_chunks()).to_pylist() if org)),
        first=days["min"],
        last=days["max"],
        at_stake_kwh=_total(rows["at_stake_kwh"]),
        at_stake_money=_total(rows["at_stake_money"]),
        sample=tuple(rows["subject_id"].slice(0, _SAMPLE).to_pylist()),
    )


def _total(column: pa.ChunkedArray) -> Decimal | None:
    return pc.sum(column).as_py()  # type: ignore[no-any-return]
