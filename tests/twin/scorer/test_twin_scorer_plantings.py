"""Theft and faults: how many were found, how much of them, by name or by area, and after how many days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from known_truth import JANUARY, MARCH, error, finding, findings, truth_of

from jicha.twin.scorer.score import score

THIEF = finding("X", ("customer", "c1"), MARCH)  # steals 300 of 900 kWh, 150 of 510 CNY, from 10 February on


def test_recall_goes_by_number_by_energy_and_by_money(tmp_path: Path) -> None:
    theft = score(findings(THIEF), truth_of(tmp_path)).theft
    assert (theft.planted, theft.found, theft.named) == (3, 1, 1)
    assert (theft.kwh_recall, theft.money_recall) == (0.333333, 0.294118)


def test_what_added_to_the_bill_weighs_by_its_size(tmp_path: Path) -> None:
    other = score(findings(finding("X", ("point", "p12"))), truth_of(tmp_path)).other
    assert (other.found, other.kwh_recall) == (1, 0.285714)  # 20 of 50 + 20


def test_the_delay_runs_to_the_report_else_to_the_day_after_the_month(tmp_path: Path) -> None:
    reported = THIEF | {"found_on": date(2026, 3, 2)}
    assert score(findings(THIEF), truth_of(tmp_path)).theft.delay_days_median == 50.0  # 10 February to 1 April
    found = score(findings(THIEF, reported, finding("X", ("area", "a2"), MARCH)), truth_of(tmp_path)).theft
    assert (found.delay_days_least, found.delay_days_median, found.delay_days_most) == (20, 25.5, 31)


def test_a_finding_without_any_day_finds_but_has_no_delay(tmp_path: Path) -> None:
    theft = score(findings(finding("X", ("customer", "c1"))), truth_of(tmp_path)).theft
    assert (theft.found, theft.delay_days_median) == (1, None)


def test_a_finding_on_the_area_names_no_thief_of_it(tmp_path: Path) -> None:
    kinds = {
        one.kind: one for one in score(findings(finding("X", ("area", "a1"), MARCH)), truth_of(tmp_path)).plantings
    }
    assert (kinds["bypass"].found, kinds["bypass"].named) == (2, 0)


def test_what_finds_a_planted_error_has_not_found_the_theft_beside_it(tmp_path: Path) -> None:
    errors = [error("e1", "X", ("customer", "c1"), MARCH)]
    assert score(findings(THIEF), truth_of(tmp_path, errors=errors)).theft.found == 0


def test_a_finding_before_the_theft_finds_nothing(tmp_path: Path) -> None:
    assert score(findings(finding("X", ("customer", "c1"), JANUARY)), truth_of(tmp_path)).theft.found == 0
