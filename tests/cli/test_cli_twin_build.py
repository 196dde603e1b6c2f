"""`jicha twin build` from outside: what it says, what lies there, and how it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from small_utility import QUIET
from typer.testing import CliRunner

from jicha.cli.commands import app

DAYS = ("--from", "2025-01-01", "--to", "2025-01-31")


def twin_build(*words: str | Path) -> Result:
    """One command within this process."""
    return CliRunner().invoke(app, ["twin", "build", *map(str, words)])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario of somebody's own."""
    file: Path = tmp_path_factory.mktemp("told") / "mine.yaml"
    file.write_text(QUIET, encoding="utf-8")
    return file


def test_a_town_is_built_and_it_is_said_where_everything_lies(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "town"
    result = twin_build("--out", out, *DAYS, "--customers", "12", "--scenario", told, "--processes", "1", "-l", "zh")
    assert result.exit_code == 0, result.output
    words = result.output.replace("\n", "")
    assert "12 户" in words
    for name in ("deliveries", "prices", "truth"):
        assert (out / name).is_dir()
        assert str(out / name).replace("\n", "") in words
    assert (out / "truth" / "plantings.parquet").is_file()
    assert sorted(one.name for one in (out / "deliveries").iterdir())[0] == "2025-01"


def test_a_folder_that_is_not_empty_is_refused(told: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    result = twin_build("--out", tmp_path, *DAYS, "--customers", "20", "--scenario", told)
    assert result.exit_code != 0
    assert "is not empty" in f"{result.output}{result.exception}"
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--scenario", "no_such_town"), "prefecture"),
        (("--from", "soon"), "from"),
        (("--customers", "0"), "customers"),
        (("--processes", "0"), "processes"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, words: tuple[str, str], named: str) -> None:
    result = twin_build("--out", tmp_path / "town", *DAYS, *words)
    assert result.exit_code != 0
    assert named in f"{result.output}{result.exception}"
    assert not (tmp_path / "town").exists()


def test_days_that_run_backwards_are_refused(told: Path, tmp_path: Path) -> None:
    result = twin_build("--out", tmp_path / "town", "--from", "2025-02-01", "--to", "2025-01-01", "--scenario", told)
    assert result.exit_code != 0
    assert "no day" in f"{result.output}{result.exception}"
