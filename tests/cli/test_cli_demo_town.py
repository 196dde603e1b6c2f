"""The demo on a simulated town, as a user starts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_demo_builds_a_town_audits_it_and_scores_what_was_found(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from jicha.cli import main; main()", "demo", "--customers", "80", "--out", "out"]
    done = subprocess.run([*command, "-l", "en"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "80 customers" in done.stdout
    assert "0 rows kept out" not in done.stdout  # its files are untidy, and what is malformed stays outside
    assert "Findings held against the known truth" in done.stdout
    assert (tmp_path / "out" / "report.html").is_file()
