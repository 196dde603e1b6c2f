"""`jicha twin score` from outside: table, JSON, both languages, and files that are none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from known_truth import write_truth
from typer.testing import CliRunner

from jicha.cli.commands import app

RUN = "from jicha.cli import main; main()"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write_truth(tmp_path / "truth")
    (tmp_path / "f.csv").write_text(
        "code,subject_kind,subject_id,period,money\nBIL-016,bill,sg:b1,2026-01,78.60\n", encoding="utf-8"
    )
    (tmp_path / "c.csv").write_text("code,tested,spared,unsure,excluded\nBIL-016,10,6,3,0\n", encoding="utf-8")
    return tmp_path


def words(files: Path, *more: str) -> list[str]:
    return ["twin", "score", str(files / "f.csv"), "--truth", str(files / "truth"), *more]


def test_the_table_speaks_both_languages(files: Path) -> None:
    for language, heading in (("en", "Findings held against the known truth"), ("zh", "稽查结果与已知真值对照")):
        told = CliRunner().invoke(app, words(files, "-l", language), env={"COLUMNS": "250"})
        assert told.exit_code == 0
        assert heading in told.output
        assert "1/2  50.0 %" in told.output


def test_json_holds_the_coverage_that_was_given(files: Path) -> None:
    told = CliRunner().invoke(app, words(files, "--json", "--coverage", str(files / "c.csv")))
    assert json.loads(told.stdout)["rules"][0]["unsure"]["share"] == 0.3


@pytest.mark.parametrize(
    ("name", "truth", "said"),
    [
        ("none.csv", "truth", "路径不存在"),
        ("f.csv", ".", "不是仿真构建的真值目录"),
        ("truth/build.json", "truth", "不是可读取的稽查运行结果"),
    ],
)
def test_a_file_that_is_none_is_told_in_words_with_exit_code_two(files: Path, name: str, truth: str, said: str) -> None:
    command = ["twin", "score", str(files / name), "--truth", str(files / truth), "-l", "zh"]
    done = subprocess.run([sys.executable, "-c", RUN, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
