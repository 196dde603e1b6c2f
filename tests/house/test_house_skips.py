"""In CI a test that lacks its server or tool fails; elsewhere it is skipped and says so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

SKIPPING = """
import pytest

@pytest.mark.skipif(True, reason="needs java")
def test_by_mark():
    pass

@pytest.fixture
def browser():
    pytest.skip("needs chromium")

def test_by_fixture(browser):
    pass

def test_in_the_body():
    pytest.skip("because I feel like it")

def test_that_passes():
    pass

@pytest.mark.xfail(reason="known", strict=True)
def test_expected_to_fail():
    assert False
"""
SKIPPED_FILE = """
import pytest

pytest.skip("needs a server", allow_module_level=True)
"""
REAL_DATA = """
import pytest

def test_on_real_data():
    pytest.skip("real data is not beside the project")
"""

SPARK = """
import os
import time
import pytest

@pytest.mark.spark
def test_on_its_worker():
    time.sleep(0.05)
    with open("workers", "a") as log:
        print("spark", os.environ["PYTEST_XDIST_WORKER"], file=log)
"""


def test_outside_ci_a_missing_tool_is_a_skip_with_its_reason(project: Path) -> None:
    write(project, SKIPPING)
    assert outcome(project, ci="") == {"passed": 1, "skipped": 3, "xfailed": 1}


def test_in_ci_a_skip_is_a_failure(project: Path) -> None:
    write(project, SKIPPING)
    assert outcome(project, ci="1") == {"passed": 1, "failed": 1, "error": 2, "xfailed": 1}


def test_in_ci_a_file_that_skips_itself_is_an_error(project: Path) -> None:
    write(project, SKIPPED_FILE)
    assert outcome(project, ci="1") == {"error": 1}


def test_in_ci_real_data_may_be_skipped_only_where_it_is_absent(project: Path) -> None:
    write(project, REAL_DATA)
    assert outcome(project, ci="1") == {"skipped": 1}
    (project.parent / "shared" / "data").mkdir(parents=True)
    assert outcome(project, ci="1") == {"failed": 1}


@pytest.mark.slow
def test_in_ci_the_rule_holds_in_lanes_too(project: Path) -> None:
    write(project, SKIPPING)
    assert outcome(project, "-n", "2", ci="1") == {"passed": 1, "failed": 1, "error": 2, "xfailed": 1}


@pytest.mark.slow
def test_in_ci_the_costs_of_each_suite_are_kept(project: Path) -> None:
    write(project, SKIPPING.replace("def test_that_passes", "@pytest.mark.spark\ndef test_that_passes"))
    outcome(project, "-n", "2", ci="1")
    rows = (project / "build" / "costs" / "suites.tsv").read_text(encoding="utf-8").splitlines()
    assert [row.split("\t")[:2] for row in rows] == [["tests/planted", "4"], ["tests/planted (Spark)", "1"]]


@pytest.mark.slow
def test_all_files_that_use_spark_run_on_one_worker(project: Path) -> None:
    for number in range(6):
        write(project, SPARK, file=f"test_spark_{number}.py")
        write(project, SPARK.replace("spark", "slow"), file=f"test_plain_{number}.py")
    assert outcome(project, "-n", "2", ci="") == {"passed": 12}
    workers = [line.split() for line in (project / "workers").read_text(encoding="utf-8").splitlines()]
    assert len({worker for lane, worker in workers if lane == "spark"}) == 1
    assert len({worker for _, worker in workers}) == 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project with our conftest, and nothing beside it."""
    folder = tmp_path / "project"
    (folder / "tests" / "planted").mkdir(parents=True)
    shutil.copy(TESTS / "conftest.py", folder / "tests" / "conftest.py")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  spark\n  slow\n", encoding="utf-8")
    return folder


def write(project: Path, text: str, file: str = "test_planted.py") -> None:
    """Plant one file of tests."""
    (project / "tests" / "planted" / file).write_text(text, encoding="utf-8")


def outcome(project: Path, *options: str, ci: str) -> dict[str, int]:
    """How many tests ended how, as pytest's closing line says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, "tests"],
        cwd=project,
        env=environment | {"JICHA_CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    closing = run.stdout.strip().splitlines()[-1]
    found = re.findall(r"(\d+) (passed|failed|skipped|xfailed|errors?)", closing)
    return {word.removesuffix("s") if word == "errors" else word: int(number) for number, word in found}
