"""What a run leaves: findings, causes with their siblings, coverage, and all that is needed to repeat it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.store.failpoint import failpoint
from jicha.terms.cause import Cause, SharedAttribute
from jicha.terms.coverage import Coverage
from jicha.terms.finding import Evidence, Finding
from jicha.terms.period import Period
from jicha.terms.subject import Subject
from jicha.terms.verdict import Impact, Severity, Standing

LAYOUT = pa.schema(
    [
        ("finding_id", pa.string()),
        ("code", pa.string()),
        ("subject_kind", pa.string()),
        ("subject_id", pa.string()),
        ("period_start", pa.date32()),
        ("org_id", pa.string()),
        ("severity", pa.string()),
        ("impact", pa.string()),
        ("standing", pa.string()),
        ("at_stake_kwh", pa.decimal128(18, 3)),
        ("at_stake_money", pa.decimal128(18, 2)),
        ("evidence", pa.string()),  # JSON: a list of [name, value as text or null, unit]
        ("cause_id", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """How to repeat the run: window, day, batches, the digest of every page it used, and the values in force."""

    run_id: str
    window: Period
    today: date
    batches: tuple[str, ...]
    snapshot_digest: str
    rule_digests: Mapping[str, str]
    parameters: Mapping[str, tuple[Evidence, ...]]
    previous_run_id: str | None
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """One run. ``findings`` are ranked; ``siblings`` are the finds folded into causes, complete, in the same layout.

    ``open_after`` are the findings that stand after this run, siblings included, and ``open_causes`` the causes: what
    the next run compares with.
    """

    meta: Meta
    findings: pa.Table
    siblings: pa.Table
    causes: tuple[Cause, ...]
    coverage: tuple[Coverage, ...]
    open_after: pa.Table
    open_causes: tuple[Cause, ...] = ()

    def finding(self, row: int) -> Finding:
        """One row of ``findings`` as the frozen joint."""
        one: dict[str, Any] = self.findings.slice(row, 1).to_pylist()[0]
        return Finding(
            finding_id=one["finding_id"],
            code=one["code"],
            subject=Subject(one["subject_kind"], one["subject_id"]),
            period_start=one["period_start"],
            org_id=one["org_id"],
            severity=Severity(one["severity"]),
            impact=Impact(one["impact"]),
            standing=Standing(one["standing"]),
            at_stake_kwh=one["at_stake_kwh"],
            at_stake_money=one["at_stake_money"],
            evidence=tuple(Evidence(*part) for part in json.loads(one["evidence"])),
            parameters=tuple(self.meta.parameters.get(one["code"], ())),
            rule_digest=self.meta.rule_digests[one["code"]],
            batches=self.meta.batches,
            cause_id=one["cause_id"],
        )


_TABLES = ("findings", "siblings", "open_after")


def save(result: RunResult, folder: Path) -> None:
    """Write a run into an existing empty folder; the same run gives the same bytes."""
    for name in _TABLES:
        pq.write_table(getattr(result, name), folder / f"{name}.parquet", compression="zstd", write_statistics=True)
        failpoint(f"{name} of the run written")
    meta = {
        **asdict(result.meta),
        "causes": [asdict(cause) for cause in result.causes],
        "open_causes": [asdict(cause) for cause in result.open_causes],
        "coverage": [asdict(one) for one in result.coverage],
    }
    text = json.dumps(meta, default=str, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8")


def load(folder: Path) -> RunResult:
    """Read what `save` wrote."""
    raw = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    tables = {name: pq.read_table(folder / f"{name}.parquet") for name in _TABLES}
    return RunResult(
        meta=Meta(
            run_id=raw["run_id"],
            window=Period(date.fromisoformat(raw["window"]["start"]), date.fromisoformat(raw["window"]["end"])),
            today=date.fromisoformat(raw["today"]),
            batches=tuple(raw["batches"]),
            snapshot_digest=raw["snapshot_digest"],
            rule_digests=raw["rule_digests"],
            parameters={
                code: tuple(Evidence(one["name"], one["value"], one["unit"]) for one in values)
                for code, values in raw["parameters"].items()
            },
            previous_run_id=raw["previous_run_id"],
            version=raw["version"],
        ),
        findings=tables["findings"],
        siblings=tables["siblings"],
        causes=tuple(_cause(one) for one in raw["causes"]),
        coverage=tuple(Coverage(**one) for one in raw["coverage"]),
        open_after=tables["open_after"],
        open_causes=tuple(_cause(one) for one in raw.get("open_causes", raw["causes"])),
    )


def _cause(raw: Mapping[str, Any]) -> Cause:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    def amount(text: str | None) -> Decimal | None:
        return Decimal(text) if text is not None else None

    return Cause(
        **{
            **raw,
            "share": Decimal(raw["share"]),
            "orgs": tuple(raw["orgs"]),
            "sample": tuple(raw["sample"]),
            "first": day(raw["first"]),
            "last": day(raw["last"]),
            "at_stake_kwh": amount(raw["at_stake_kwh"]),
            "at_stake_money": amount(raw["at_stake_money"]),
            "attributes": tuple(
                SharedAttribute(one["name"], tuple(one["values"])) for one in raw.get("attributes", ())
            ),
            "lift": amount(raw.get("lift")),
            "lift_at_least": amount(raw.get("lift_at_least")),
            "kwh_back": amount(raw.get("kwh_back")),
            "money_back": amount(raw.get("money_back")),
        }
    )


def concat(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables of the layout one after the other; none is an empty table."""
    return pa.concat_tables([LAYOUT.empty_table(), *tables]).combine_chunks()
