"""Lists turned back: members of causes count, what was cleared does not, and guards come off."""

from __future__ import annotations

from pathlib import Path

import pytest
from press_runs import BACKGROUND, found, run_of, small_run

from jicha import facade
from jicha.facade import RunView
from jicha.press.read_back.findings import read_findings
from jicha.press.say import Language

NAMES = ("findings.json", "findings.csv", "findings.xlsx")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", NAMES)
def test_members_of_causes_count_and_what_was_cleared_does_not(tmp_path: Path, language: Language, name: str) -> None:
    facade.write_reports(RunView(small_run(), BACKGROUND), tmp_path, language)
    rows = read_findings(tmp_path / name).table.to_pylist()
    assert len(rows) == 6  # four that hold and two members; one is cleared, one was not tested again
    assert sorted(row["severity"] for row in rows) == ["breach"] * 3 + ["gap"] * 3
    assert {str(row["money"]) for row in rows} == {"78.60", "10000.00", "-12.50", "None"}


@pytest.mark.parametrize("name", NAMES)
def test_a_number_that_looks_like_a_formula_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    facade.write_reports(RunView(run_of([found(1, subject="=1+2")]), BACKGROUND), tmp_path, Language.EN)
    assert read_findings(tmp_path / name).table["subject_id"].to_pylist() == ["=1+2"]
