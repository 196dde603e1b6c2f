"""Runs for the tests of the press, written as rows one can read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from jicha.audit.rank import ranked
from jicha.audit.results import LAYOUT, Meta, RunResult
from jicha.press.page_words import Meaning, PageWords
from jicha.press.run import Background, BatchLine, FeedLine
from jicha.terms.cause import Cause
from jicha.terms.coverage import Coverage
from jicha.terms.finding import Evidence
from jicha.terms.period import Period


def found(
    number: int,
    *,
    code: str = "BIL-016",
    subject: str | None = None,
    kind: str = "bill",
    period: date | None = date(2026, 1, 1),
    org: str | None = "org_1",
    severity: str = "breach",
    impact: str = "price",
    standing: str = "new",
    kwh: str | None = None,
    money: str | None = None,
    evidence: Sequence[tuple[str, str | None, str]] = (),
    cause: str | None = None,
) -> dict[str, object]:
    """One row of findings."""
    return {
        "finding_id": f"{number:024x}",
        "code": code,
        "subject_kind": kind,
        "subject_id": subject or f"{kind}_{number}",
        "period_start": period,
        "org_id": org,
        "severity": severity,
        "impact": impact,
        "standing": standing,
        "at_stake_kwh": Decimal(kwh) if kwh else None,
        "at_stake_money": Decimal(money) if money else None,
        "evidence": json.dumps([list(one) for one in evidence], ensure_ascii=False),
        "cause_id": cause,
    }


def table_of(rows: Sequence[dict[str, object]]) -> pa.Table:
    """Rows as a ranked table of the layout."""
    return ranked(pa.Table.from_pylist(list(rows), schema=LAYOUT))


def run_of(
    rows: Sequence[dict[str, object]] = (),
    *,
    siblings: Sequence[dict[str, object]] = (),
    causes: Sequence[Cause] = (),
    coverage: Sequence[Coverage] = (),
) -> RunResult:
    """A run over January and February 2026 with these rows."""
    return RunResult(
        meta=Meta(
            run_id="0123456789abcdef01234567",
            window=Period(date(2026, 1, 1), date(2026, 3, 1)),
            today=date(2026, 3, 1),
            batches=("batch_one", "batch_two"),
            snapshot_digest="f" * 64,
            rule_digests={"BIL-016": "a" * 64, "MET-018": "b" * 64, "bill_sequence": "c" * 64},
            parameters={"BIL-016": (Evidence("tolerance", "0.01 kWh"),)},
            previous_run_id=None,
            version="0.1.0",
        ),
        findings=table_of(rows),
        siblings=table_of(siblings),
        causes=tuple(causes),
        coverage=tuple(coverage),
        open_after=LAYOUT.empty_table(),
    )


PAGES = {
    "BIL-016": PageWords(
        title="Transformer loss charged to a customer metered on the high side",
        title_zh="高供高计客户计收变损",
        severity="breach",
        impact="price",
        topic="电价执行/变损电量异常",
        english="The meter already sees the loss.\n\nInnocent causes: the meter was moved. Check: the metering side.",
        chinese="高压侧计量已含变损。\n\n正常情况: 计量方式变更。核查: 计量方式。",
        meaning=lambda: Meaning(
            captions={"loss_kwh": ("Loss billed", "变损电量"), "short": ("Too short", "历史不足")},
            units={"loss_kwh": "kWh"},
        ),
    ),
    "MET-018": PageWords(
        title="Seal opened without an order",
        title_zh="无工单启封",
        severity="gap",
        impact="quantity",
        topic="电能计量/封印异常",
    ),
}

BACKGROUND = Background(
    pages=PAGES,
    orgs={"org_1": "城东供电所", "org_2": "城西供电所"},
    batches=(BatchLine(batch_id="batch_one", source="bills", received_at=datetime(2026, 3, 1, 8), rows=1200),),
    feeds=(FeedLine(record="bill", complete_from=date(2026, 1, 1), complete_to=date(2026, 2, 28), orgs=2),),
    version="0.1.0",
)

CAUSE = Cause(
    cause_id="c" * 24,
    code="MET-018",
    kind="systemic",
    found=400,
    tested=1000,
    share=Decimal("0.4000"),
    orgs=("org_1", "org_2"),
    first=date(2026, 1, 1),
    last=date(2026, 2, 1),
    at_stake_kwh=Decimal("12345.600"),
    at_stake_money=None,
    sample=("seal_1", "seal_2"),
)


def small_run() -> RunResult:
    """Four findings that hold, one cleared, one not tested again; a cause with two members; two rules and a skip."""
    return run_of(
        [
            found(1, money="78.60", kwh="120.000", evidence=[("metering_side", "hv_metered_hv_supplied", ""),
                                                             ("loss_kwh", "120.000", "")]),
            found(2, money="10000.00", kwh="15000.000", org="org_2", period=date(2026, 2, 1), standing="recurring"),
            found(3, code="MET-018", kind="seal_operation", severity="gap", impact="quantity", period=None, org=None),
            found(4, money="-12.50", subject="bill_1"),
            found(5, standing="cleared", money="999.00"),
            found(6, standing="not_retested", money="888.00"),
        ],
        siblings=[found(7, code="MET-018", severity="gap", impact="quantity", cause="c" * 24),
                  found(8, code="MET-018", severity="gap", impact="quantity", cause="c" * 24)],
        causes=[CAUSE],
        coverage=[
            Coverage(
                code="BIL-016", found=3, spared=90, unsure={"missing_value": 4, "short": 3}, excluded={"short": 5}
            ),
            Coverage(code="MET-018", found=401, spared=599),
            Coverage(code="STF-004", skipped="not_delivered:reading_section"),
        ],
    )  # fmt: skip
