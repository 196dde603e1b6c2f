"""What each rule did with the errors that were planted for it, and with everybody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jicha.engine.engine import Engine
from jicha.twin.scorer.findings import Covered
from jicha.twin.scorer.rate import rate
from jicha.twin.scorer.result import ErrorKindScore, RuleScore

_NOTHING = Decimal(0)
_CELLS = (
    "SELECT code, sum(planted) AS planted, sum(CASE WHEN findings > 0 THEN planted ELSE 0 END) AS found, "
    "sum(CASE WHEN planted = 0 THEN near ELSE 0 END) AS near_misses, "
    "sum(CASE WHEN planted = 0 AND findings > 0 THEN near ELSE 0 END) AS near_misses_accused, "
    "sum(CASE WHEN findings > 0 AND money IS NOT NULL THEN 1 ELSE 0 END) AS sums, "
    "sum(CASE WHEN findings > 0 AND money IS NOT NULL AND abs(found_money - money) <= tolerance THEN 1 ELSE 0 END) "
    "AS sums_right, sum(money) AS planted_money, "
    "sum(CASE WHEN planted > 0 THEN found_money END) AS found_money, "
    "sum(weight) AS weight, sum(CASE WHEN findings > 0 THEN weight END) AS found_weight, sum(kwh) AS planted_kwh, "
    "sum(CASE WHEN planted > 0 THEN found_kwh END) AS found_kwh FROM cell GROUP BY code"
)
_STANDINGS = (
    "SELECT code, max(severity) AS severity, count(*) AS findings, "
    + ", ".join(
        f"count(*) FILTER (WHERE standing = '{one}') AS {one}"
        for one in ("planted", "other_error", "planting", "life", "nothing", "unplaced")
    )
    + " FROM judged GROUP BY code"
)
# An error counts by its kind in the cell of its code: found where the cell is.
_KINDS = (
    "SELECT e.kind, count(*) FILTER (WHERE e.expect = 'find') AS planted, "
    "count(*) FILTER (WHERE e.expect = 'find' AND c.findings > 0) AS found, "
    "sum(e.money) FILTER (WHERE e.expect = 'find') AS planted_money, "
    "sum(abs(e.money)) FILTER (WHERE e.expect = 'find') AS weight, "
    "sum(abs(e.money)) FILTER (WHERE e.expect = 'find' AND c.findings > 0) AS found_weight, "
    "count(*) FILTER (WHERE e.expect <> 'find' AND c.planted = 0) AS near_misses, "
    "count(*) FILTER (WHERE e.expect <> 'find' AND c.planted = 0 AND c.findings > 0) AS near_misses_accused "
    "FROM errors AS e JOIN cell AS c ON c.code = e.code AND c.subject_kind = e.subject_kind "
    "AND c.subject_id = e.subject_id AND (c.month = e.period OR c.month = DATE '0001-01-01') "
    "GROUP BY e.kind ORDER BY e.kind"
)


def score_rules(engine: Engine, covered: Mapping[str, Covered]) -> Iterator[RuleScore]:
    """One score a code, of every code that was planted or that found something, by code."""
    cells = {row["code"]: row for row in engine.query(_CELLS).to_pylist()}
    standings = {row["code"]: row for row in engine.query(_STANDINGS).to_pylist()}
    for code in sorted(cells.keys() | standings.keys()):
        yield _rule(code, cells.get(code, {}), standings.get(code, {}), covered.get(code))


def score_error_kinds(engine: Engine) -> Iterator[ErrorKindScore]:
    """One score a kind of planted error, by kind."""
    for row in engine.query(_KINDS).to_pylist():
        yield ErrorKindScore(
            kind=row["kind"],
            planted=row["planted"],
            found=row["found"],
            recall=rate(row["found"], row["planted"]),
            planted_money=row["planted_money"] or _NOTHING,
            money_recall=weighted(row["found_weight"], row["weight"]),
            near_misses=row["near_misses"],
            near_misses_accused=row["near_misses_accused"],
        )


def weighted(part: Decimal | None, whole: Decimal | None) -> float | None:
    """The share of ``part`` in ``whole``; None where there is nothing to take a share of.

    >>> weighted(Decimal(1), Decimal(4)), weighted(None, Decimal(4)), weighted(None, None)
    (0.25, 0.0, None)
    """
    return round(float((part or _NOTHING) / whole), 6) if whole else None


def _rule(code: str, cell: Mapping[str, Any], told: Mapping[str, Any], covered: Covered | None) -> RuleScore:
    def of(row: Mapping[str, Any], name: str) -> int:
        return int(row.get(name) or 0)

    planted, found = of(cell, "planted"), of(cell, "found")
    near, sums = of(cell, "near_misses_accused"), of(cell, "sums")
    by_error, by_planting, findings = of(told, "other_error"), of(told, "planting"), of(told, "findings")
    wrong = of(told, "life") + of(told, "nothing") + of(told, "unplaced")
    is_exact = found == planted and not near and not wrong and of(cell, "sums_right") == sums
    return RuleScore(
        code=code,
        severity=told.get("severity") or "",
        planted=planted,
        found=found,
        missed=planted - found,
        recall=rate(found, planted),
        near_misses=of(cell, "near_misses"),
        near_misses_accused=near,
        findings=findings,
        by_other_error=by_error,
        by_planting=by_planting,
        on_life=of(told, "life"),
        on_nothing=of(told, "nothing"),
        unplaced=of(told, "unplaced"),
        wrong=wrong,
        true=rate(of(told, "planted") + by_error + by_planting, findings),
        honest=rate(of(told, "nothing"), findings),
        sums=sums,
        sums_right=of(cell, "sums_right"),
        planted_money=cell.get("planted_money") or _NOTHING,
        found_money=cell.get("found_money") or _NOTHING,
        money_recall=weighted(cell.get("found_weight"), cell.get("weight")),
        planted_kwh=cell.get("planted_kwh") or _NOTHING,
        found_kwh=cell.get("found_kwh") or _NOTHING,
        exact=is_exact if planted or near else None,
        covered=covered,
        unsure=rate(covered.unsure, covered.tested) if covered else None,
    )
