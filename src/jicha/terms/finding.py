"""The first joint: one frozen result of the river."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jicha.terms.subject import Subject
from jicha.terms.verdict import Impact, Severity, Standing


@dataclass(frozen=True, slots=True)
class Evidence:
    """One number or word a find rests on: the page's output column, its value as text, and its unit."""

    name: str
    value: str | None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule's find on a subject and period, with all that is needed to repeat it.

    ``probability`` is None for a rule (exact) and a number of 0..1 for a detector (a suspicion). Amounts are kWh and
    CNY; None means the page states none. ``finding_id`` follows from code, subject and period start alone.
    """

    finding_id: str
    code: str
    subject: Subject
    period_start: date | None
    org_id: str | None
    severity: Severity
    impact: Impact
    standing: Standing
    at_stake_kwh: Decimal | None
    at_stake_money: Decimal | None
    evidence: tuple[Evidence, ...]
    parameters: tuple[Evidence, ...]
    rule_digest: str
    batches: tuple[str, ...]
    cause_id: str | None = None
    probability: float | None = None
    reasons: tuple[str, ...] = ()


def finding_id(code: str, subject: Subject, period_start: date | None) -> str:
    """The identity of a finding across runs: it holds no rule version and no parameter (design.md 5)."""
    text = "\x1f".join([code, subject.kind, subject.id, period_start.isoformat() if period_start else ""])
    return hashlib.sha256(text.encode()).hexdigest()[:24]
