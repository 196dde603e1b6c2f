"""Which findings are shown one by one: the first of the run's own order, and not one rule's alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from jicha.press.evidence import read_evidence
from jicha.terms.finding import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """One finding as the summary and the report show it."""

    finding_id: str
    code: str
    subject_kind: str
    subject_id: str
    period_start: date | None
    org_id: str | None
    severity: str
    impact: str
    standing: str
    at_stake_kwh: Decimal | None
    at_stake_money: Decimal | None
    evidence: tuple[Evidence, ...]


def top(findings: pa.Table, *, limit: int, per_rule: int) -> tuple[Top, ...]:
    """The first ``limit`` of ranked findings, at most ``per_rule`` of one rule: a loud one hides none."""
    firsts = [
        pc.indices_nonzero(pc.equal(findings["code"], code)).slice(0, per_rule)
        for code in pc.unique(findings["code"]).to_pylist()
    ]
    rows = sorted(row for part in firsts for row in part.to_pylist())[:limit]
    return tuple(_top(row) for row in findings.take(pa.array(rows, pa.int64())).to_pylist())


def _top(row: dict[str, object]) -> Top:
    names = (name for name in Top.__dataclass_fields__ if name != "evidence")
    evidence = row["evidence"]
    assert evidence is None or isinstance(evidence, str)
    return Top(evidence=read_evidence(evidence), **{name: row[name] for name in names})  # type: ignore[arg-type]
