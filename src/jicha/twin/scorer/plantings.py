"""How much of theft, faults and wrong records was found, and how late."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import Any

from jicha.engine.engine import Engine
from jicha.twin.scorer.rate import rate
from jicha.twin.scorer.result import PlantingScore
from jicha.twin.scorer.rules import weighted

# What finds an error that was planted for its rule has found that, and not the theft that happens to stand beside it.
_FOUND = (
    "SELECT t.planting_id, t.kind, t.is_theft, abs(coalesce(t.lost_kwh, 0)) AS kwh, "
    "abs(coalesce(t.lost_money, 0)) AS money, count(h.n) AS hits, coalesce(max(h.named), 0) AS named, "
    "days_between(t.starts_on, min(h.known_on)) AS delay FROM plantings AS t LEFT JOIN ("
    "SELECT h.n, h.planting_id, h.named, coalesce(f.found_on, f.ends_on) AS known_on FROM hit AS h JOIN judged AS f "
    "ON f.n = h.n WHERE f.standing NOT IN ('planted', 'near_miss')) AS h ON h.planting_id = t.planting_id "
    "GROUP BY t.planting_id, t.kind, t.is_theft, t.lost_kwh, t.lost_money, t.starts_on ORDER BY t.planting_id"
)


def score_plantings(engine: Engine) -> tuple[PlantingScore, PlantingScore, tuple[PlantingScore, ...]]:
    """All theft, all that is none, and each kind by its code."""
    rows = engine.query(_FOUND).to_pylist()
    thefts = [row for row in rows if row["is_theft"]]
    others = [row for row in rows if not row["is_theft"]]
    kinds = {row["kind"]: bool(row["is_theft"]) for row in rows}
    each = [_score(kind, [row for row in rows if row["kind"] == kind], kinds[kind]) for kind in sorted(kinds)]
    return _score("theft", thefts, is_theft=True), _score("other", others, is_theft=False), tuple(each)


def _score(kind: str, rows: Sequence[dict[str, Any]], is_theft: bool) -> PlantingScore:
    found = [row for row in rows if row["hits"]]
    named = [row for row in found if row["named"]]
    delays = [row["delay"] for row in found if row["delay"] is not None]
    kwh, money = (sum((row[name] for row in rows), Decimal(0)) for name in ("kwh", "money"))
    return PlantingScore(
        kind=kind,
        is_theft=is_theft,
        planted=len(rows),
        found=len(found),
        recall=rate(len(found), len(rows)),
        named=len(named),
        named_recall=rate(len(named), len(rows)),
        lost_kwh=kwh,
        kwh_recall=weighted(sum((row["kwh"] for row in found), Decimal(0)), kwh),
        lost_money=money,
        money_recall=weighted(sum((row["money"] for row in found), Decimal(0)), money),
        delay_days_median=float(median(delays)) if delays else None,
        delay_days_least=min(delays, default=None),
        delay_days_most=max(delays, default=None),
    )
