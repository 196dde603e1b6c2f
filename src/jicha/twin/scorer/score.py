"""Hold findings against the truth of a build."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.twin.scorer.findings import Findings
from jicha.twin.scorer.lives import score_lives, score_plain
from jicha.twin.scorer.match import lay_out
from jicha.twin.scorer.plantings import score_plantings
from jicha.twin.scorer.ranking import score_rankings
from jicha.twin.scorer.result import Measured, Score, Unplaced
from jicha.twin.scorer.rules import score_error_kinds, score_rules
from jicha.twin.truth.read import Truth, read_truth

_UNPLACED = (
    "SELECT subject_kind, count(*) AS findings FROM judged WHERE standing = 'unplaced' GROUP BY subject_kind "
    "ORDER BY subject_kind"
)


def score_against(findings: Findings, truth: Path) -> Score:
    """The score of ``findings`` by the truth in a folder. Raises NoTruth, TruthOfAnotherVersion."""
    return score(findings, read_truth(truth))


def score(findings: Findings, truth: Truth) -> Score:
    """The score of ``findings``; the order of their rows does not matter."""
    customers = pc.count_distinct(truth.homes["customer_id"]).as_py()
    with DuckDbEngine() as engine:
        lay_out(engine, findings.table, truth)
        theft, other, kinds = score_plantings(engine)
        return Score(
            measured=_measured(findings, truth, customers),
            unplaced=_unplaced(engine),
            rules=tuple(score_rules(engine, findings.covered)),
            error_kinds=tuple(score_error_kinds(engine)),
            theft=theft,
            other=other,
            plantings=kinds,
            plain=score_plain(engine),
            lives=tuple(score_lives(engine)),
            rankings=tuple(score_rankings(engine, customers)),
        )


def _measured(findings: Findings, truth: Truth, customers: int) -> Measured:
    planted = pc.sum(pc.equal(truth.errors["expect"], "find")).as_py() or 0
    return Measured(
        scenario=truth.scenario,
        seed=truth.seed,
        start=truth.start,
        end=truth.end,
        days=(truth.end - truth.start).days,
        customers=customers,
        areas=pc.count_distinct(truth.homes["area_id"]).as_py(),
        plantings=len(truth.plantings),
        errors=planted,
        near_misses=len(truth.errors) - planted,
        lives=len(truth.lives),
        findings=len(findings.table),
        files=findings.files,
    )


def _unplaced(engine: Engine) -> tuple[Unplaced, ...]:
    return tuple(Unplaced(**row) for row in engine.query(_UNPLACED).to_pylist())
