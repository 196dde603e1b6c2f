"""The whole score: on what it stands, and what holds of every file of findings."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known_truth import END, ERRORS, MARCH, PLANTINGS, START, Row, finding, findings, truth_of

from jicha.twin.scorer.score import score, score_against
from jicha.twin.truth.read import NoTruth, Truth


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    return truth_of(tmp_path_factory.mktemp("known") / "truth")


def perfect() -> list[Row]:
    rows = [
        finding(
            one["code"], (one["subject_kind"], one["subject_id"]), one["period"], money=one["money"], kwh=one["kwh"]
        )
        for one in ERRORS
        if one["expect"] == "find"
    ]
    for one in PLANTINGS:
        own = one["subject_kind"] != "area"
        subject = ("point", one["point_id"]) if own else ("area", one["area_id"])
        # Who steals more stands first: of two that are equally sure a single visit would meet either.
        sure = (1.0 if one["planting_id"] == "t1" else 0.9) if one["is_theft"] and own else None
        rows.append(finding("X", subject, date(2026, 4, 1), probability=sure))
    return rows


ODD = [
    finding("BIL-016", ("bill", "b3"), date(2026, 1, 1)), finding("X", ("customer", "c3"), MARCH),
    finding("X", ("customer", "c9"), MARCH, probability=0.7), finding("Y", ("staff", "s1")),
    finding("BIL-016", ("bill", "b9"), None, money=Decimal("1.00")),
]  # fmt: skip


def test_it_says_on_what_it_was_measured(truth: Truth) -> None:
    told = score(findings(), truth).measured
    assert (told.seed, told.scenario, told.start, told.end, told.days) == (7, "clean", START, END, 181)
    assert (told.customers, told.areas, told.plantings, told.errors, told.near_misses, told.lives) == (
        20,
        2,
        5,
        4,
        1,
        3,
    )


def test_perfect_findings_score_one_everywhere(truth: Truth) -> None:
    found = score(findings(*perfect()), truth)
    assert all(one.exact and one.recall.share == 1.0 for one in found.rules if one.planted)
    assert {one.true.share for one in found.rules} == {1.0}
    assert {one.recall.share for one in (*found.error_kinds, *found.plantings)} == {1.0}
    assert {one.named_recall.share for one in found.plantings} == {1.0}
    assert (found.theft.kwh_recall, found.other.money_recall) == (1.0, 1.0)
    assert {one.accused for one in (*found.lives, found.plain)} == {0}
    (order,) = found.rankings
    assert (order.average_precision, order.first[0].precision.share, order.first_in_area.share) == (1.0, 1.0, 1.0)
    assert order.kwh_at_budget == order.kwh_at_best


def test_no_findings_score_nothing(truth: Truth) -> None:
    found = score(findings(), truth)
    assert {one.recall.share for one in (*found.rules, *found.error_kinds, *found.plantings)} == {0.0}
    assert (found.theft.kwh_recall, found.theft.money_recall, found.plain.accused) == (0.0, 0.0, 0)


def test_what_cannot_be_placed_is_told_by_kind_of_subject(truth: Truth) -> None:
    assert [asdict(one) for one in score(findings(*ODD), truth).unplaced] == [{"subject_kind": "staff", "findings": 1}]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.permutations([*perfect(), *ODD]))
def test_the_order_of_the_file_does_not_matter(truth: Truth, rows: list[Row]) -> None:
    assert asdict(score(findings(*rows), truth)) == asdict(score(findings(*perfect(), *ODD), truth))


def test_a_folder_without_truth_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoTruth):
        score_against(findings(), tmp_path)
