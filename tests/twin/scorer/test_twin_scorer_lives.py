"""Who was accused though nothing of theirs is untrue."""

from __future__ import annotations

from pathlib import Path

import pytest
from known_truth import MARCH, finding, findings, truth_of

from jicha.twin.scorer.result import Score
from jicha.twin.scorer.score import score


def accused(found: Score) -> dict[str, tuple[int, int]]:
    return {one.life: (one.accused, one.subjects) for one in (*found.lives, found.plain)}


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({"severity": "breach"}, 1),
        ({"severity": "error"}, 1),
        ({"severity": "gap"}, 1),
        ({"severity": "check"}, 0),
        ({"severity": None}, 1),  # a bare statement accuses
        ({"severity": None, "probability": 0.5}, 1),
        ({"severity": None, "probability": 0.49}, 0),
    ],
)
def test_statements_and_likely_suspicions_accuse(tmp_path: Path, more: dict[str, object], count: int) -> None:
    found = score(findings(finding("X", ("customer", "c3"), MARCH, **more)), truth_of(tmp_path))
    assert accused(found) == {"solar": (0, 1), "vacant": (count, 2), "plain": (0, 10)}


def test_plain_customers_are_those_of_whom_nothing_is_told(tmp_path: Path) -> None:
    # 20 less c1, c2, c11, c12 (planted), c3, c4, c13 (lives) and c5, c6, c7 (errors).
    found = score(findings(finding("X", ("point", "p9"), MARCH), finding("X", ("customer", "c9"))), truth_of(tmp_path))
    assert accused(found)["plain"] == (1, 10)


def test_a_finding_on_an_area_accuses_no_customer(tmp_path: Path) -> None:
    assert accused(score(findings(finding("X", ("area", "a1"))), truth_of(tmp_path)))["plain"] == (0, 10)
