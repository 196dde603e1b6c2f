"""Rules against their planted errors: found, missed, wrong, near misses accused, and sums to the fen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from known_truth import FEBRUARY, JANUARY, MARCH, Row, error, finding, findings, truth_of

from jicha.twin.scorer.findings import Covered, Findings
from jicha.twin.scorer.result import RuleScore
from jicha.twin.scorer.score import score

FIRST = finding("BIL-016", ("bill", "b1"), JANUARY, money=Decimal("78.60"))
SECOND = finding("BIL-016", ("bill", "b2"), FEBRUARY, money=Decimal("21.40"))


def rule(folder: Path, *rows: Row, code: str = "BIL-016") -> RuleScore:
    (found,) = [one for one in score(findings(*rows), truth_of(folder)).rules if one.code == code]
    return found


def test_a_rule_that_finds_all_and_nothing_else_is_exact(tmp_path: Path) -> None:
    found = rule(tmp_path, FIRST, SECOND)
    assert (found.planted, found.found, found.missed, found.wrong, found.exact) == (2, 2, 0, 0, True)
    assert (found.planted_money, found.found_money, found.money_recall) == (Decimal(100), Decimal(100), 1.0)
    assert (found.sums, found.sums_right) == (2, 2)


def test_a_missed_one_costs_recall_by_number_and_by_money(tmp_path: Path) -> None:
    found = rule(tmp_path, FIRST)
    assert (found.missed, found.recall.share, found.money_recall, found.exact) == (1, 0.5, 0.786, False)


@pytest.mark.parametrize(("money", "right"), [("78.61", 2), ("78.62", 1), ("78.58", 1)])
def test_a_sum_is_right_within_its_tolerance_of_a_fen_and_no_further(tmp_path: Path, money: str, right: int) -> None:
    found = rule(tmp_path, FIRST | {"money": Decimal(money)}, SECOND)
    assert (found.sums_right, found.exact) == (right, right == 2)


def test_a_sum_that_is_not_stated_is_not_right(tmp_path: Path) -> None:
    assert rule(tmp_path, FIRST, SECOND | {"money": None}).exact is False


def test_a_near_miss_that_is_accused_and_a_wrong_one_each_cost_exactness(tmp_path: Path) -> None:
    near = rule(tmp_path, FIRST, SECOND, finding("BIL-016", ("bill", "b3"), JANUARY))
    assert (near.near_misses, near.near_misses_accused, near.wrong, near.exact) == (1, 1, 0, False)
    wrong = rule(tmp_path, FIRST, SECOND, finding("BIL-016", ("bill", "b9"), JANUARY))
    assert (wrong.near_misses_accused, wrong.wrong, wrong.exact) == (0, 1, False)
    assert (wrong.honest.hits, wrong.honest.n) == (1, 3)


def test_what_follows_from_another_error_or_from_theft_is_not_wrong(tmp_path: Path) -> None:
    rows = (finding("X", ("bill", "b1"), JANUARY), finding("X", ("customer", "c1"), MARCH))
    found = rule(tmp_path, *rows, code="X")
    assert (found.by_other_error, found.by_planting, found.wrong, found.exact) == (1, 1, 0, None)


def test_a_rule_of_which_only_near_misses_were_made_is_not_called_exact(tmp_path: Path) -> None:
    truth = truth_of(tmp_path, errors=[error("n", "BIL-004", ("bill", "b1"), JANUARY, expect="spare")])
    (found,) = [one for one in score(findings(), truth).rules if one.code == "BIL-004"]
    assert (found.planted, found.near_misses, found.exact) == (0, 1, None)
    accused = finding("BIL-004", ("bill", "b1"), JANUARY)
    (found,) = [one for one in score(findings(accused), truth).rules if one.code == "BIL-004"]
    assert (found.near_misses_accused, found.exact) == (1, False)


def test_an_error_may_be_found_by_several_codes(tmp_path: Path) -> None:
    assert rule(tmp_path, finding("BIL-020", ("bill", "b1"), JANUARY), code="BIL-020").exact is True


def test_the_share_that_cannot_be_judged_comes_from_the_coverage(tmp_path: Path) -> None:
    covered = {"BIL-016": Covered(tested=10, spared=5, unsure=3, excluded=1)}
    found = score(Findings(findings(FIRST, SECOND).table, covered), truth_of(tmp_path))
    assert found.rules[0].unsure is not None
    assert found.rules[0].unsure.share == 0.3
    assert found.rules[1].unsure is None


def test_kinds_of_error_are_counted_over_their_codes(tmp_path: Path) -> None:
    kinds = {one.kind: one for one in score(findings(FIRST), truth_of(tmp_path)).error_kinds}
    assert (kinds["transformer_loss"].planted, kinds["transformer_loss"].found) == (3, 1)
    assert (kinds["seal"].planted, kinds["seal"].found, kinds["seal"].money_recall) == (1, 0, None)
