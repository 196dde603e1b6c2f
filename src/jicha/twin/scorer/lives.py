"""Who was accused though nothing of theirs is untrue: those with a life that looks like a thief's, and plain people."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.engine.engine import Engine
from jicha.twin.scorer.rate import rate
from jicha.twin.scorer.result import LifeScore

PLAIN = "plain"
_SUBJECT = "coalesce(t.customer_id, t.point_id, t.area_id)"
_LIVES = (
    f"SELECT t.life, count(DISTINCT {_SUBJECT}) AS subjects, "
    f"count(DISTINCT CASE WHEN a.life_n IS NOT NULL THEN {_SUBJECT} END) AS accused FROM lives AS t LEFT JOIN ("
    "SELECT m.life_n FROM met AS m JOIN judged AS f ON f.n = m.n WHERE f.standing = 'life' AND f.accuses "
    "GROUP BY m.life_n) AS a ON a.life_n = t.life_n GROUP BY t.life ORDER BY t.life"
)
# Customers with no planting, no life and, as far as subjects are known, no error.
_TOUCHED = (
    "SELECT customer_id FROM ("
    "SELECT customer_id FROM plantings UNION ALL SELECT customer_id FROM lives UNION ALL "
    "SELECT w.customer_id FROM errors AS e JOIN whose AS w ON w.subject_kind = e.subject_kind AND "
    "w.subject_id = e.subject_id"
    ") AS one WHERE customer_id IS NOT NULL GROUP BY customer_id"
)
_PLAIN = (
    "SELECT count(*) AS subjects, count(a.customer_id) AS accused FROM (SELECT customer_id FROM homes "
    "WHERE customer_id IS NOT NULL GROUP BY customer_id) AS c LEFT JOIN touched AS t ON t.customer_id = c.customer_id "
    "LEFT JOIN (SELECT customer_id FROM judged WHERE standing = 'nothing' AND accuses AND customer_id IS NOT NULL "
    "GROUP BY customer_id) AS a ON a.customer_id = c.customer_id WHERE t.customer_id IS NULL"
)


def score_lives(engine: Engine) -> Iterator[LifeScore]:
    """One score a life, by its code."""
    for row in engine.query(_LIVES).to_pylist():
        yield _score(row["life"], row["subjects"], row["accused"])


def score_plain(engine: Engine) -> LifeScore:
    """Customers about whom the truth has nothing to tell."""
    engine.materialize("touched", _TOUCHED)
    (row,) = engine.query(_PLAIN).to_pylist()
    return _score(PLAIN, row["subjects"], row["accused"])


def _score(life: str, subjects: int, accused: int) -> LifeScore:
    return LifeScore(life=life, subjects=subjects, accused=accused, share=rate(accused, subjects))
