"""The order of suspicions, with places counted on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from known_truth import MARCH, Row, finding, findings, truth_of

from jicha.twin.scorer.result import Ranking
from jicha.twin.scorer.score import score


def suspicion(number: int, probability: float, code: str = "X") -> Row:
    return finding(code, ("customer", f"c{number}"), MARCH, severity=None, probability=probability)


def ranking(folder: Path, *rows: Row) -> Ranking:
    return score(findings(*rows), truth_of(folder)).rankings[0]


def test_thieves_at_places_one_and_three(tmp_path: Path) -> None:
    found = ranking(tmp_path, suspicion(1, 0.9), suspicion(15, 0.8), suspicion(2, 0.7))
    assert (found.suspected, found.thieves) == (3, 2)
    assert found.average_precision == 0.833333  # (1 + 2/3) / 2
    assert found.first[0].precision.share == pytest.approx(2 / 3, abs=1e-6)  # the list has three
    assert (found.budget, found.kwh_at_budget, found.kwh_at_best) == (1, 0.75, 0.75)  # 300 of 400 kWh
    assert (found.first_in_area.hits, found.first_in_area.n) == (1.0, 1)


def test_a_wrong_one_in_front_costs_the_visit_and_the_area(tmp_path: Path) -> None:
    found = ranking(tmp_path, suspicion(9, 0.95), suspicion(1, 0.9))
    assert (found.average_precision, found.kwh_at_budget, found.first_in_area.hits) == (0.25, 0.0, 0.0)


def test_equals_share_their_places(tmp_path: Path) -> None:
    found = ranking(tmp_path, suspicion(1, 0.9), suspicion(9, 0.9))
    assert (found.average_precision, found.kwh_at_budget, found.first_in_area.hits) == (0.25, 0.375, 0.5)


def test_the_tenth_place_cuts_the_list(tmp_path: Path) -> None:
    honest = [suspicion(number, 0.9) for number in range(11, 21)]  # f1 and f2 are faults and no theft
    assert ranking(tmp_path, *honest, suspicion(1, 0.5)).first[0].precision.hits == 0.0
    assert ranking(tmp_path, *honest, suspicion(1, 0.95)).first[0].precision.hits == 1.0


def test_each_code_is_ranked_beside_all_where_there_are_several(tmp_path: Path) -> None:
    found = score(findings(suspicion(1, 0.9, "A"), suspicion(9, 0.8, "B")), truth_of(tmp_path)).rankings
    assert [(one.code, one.average_precision) for one in found] == [("", 0.5), ("A", 0.5), ("B", 0.0)]


def test_without_probabilities_there_is_no_order(tmp_path: Path) -> None:
    assert score(findings(finding("X", ("customer", "c1"))), truth_of(tmp_path)).rankings == ()
