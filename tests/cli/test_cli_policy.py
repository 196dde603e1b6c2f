"""`jicha policy` from outside: what is refused, what is said, exit codes; whole days are in tests/end_to_end."""

from __future__ import annotations

from pathlib import Path

import policy_region as region
import pytest
from typer.testing import CliRunner, Result

from jicha.cli.commands import app
from jicha.terms.errors import JichaError


def said(*words: str) -> Result:
    return CliRunner().invoke(app, ["policy", *words, "--language", "en"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("policy")
    region.make(made)
    return made


def begin(folder: Path, *more: str, day: str = "2025-03-01", received: str = "2025-02-25") -> Result:
    store = ("--store", str(folder / "store"), "--received-at", received)
    return said("begin", str(folder / "new.yaml"), "--from", day, "--by", "Li Ming", *store, *more)


def test_without_a_policy_there_is_nothing_to_watch(folder: Path) -> None:
    store = ("--store", str(folder / "store"))
    assert "No price policy is watched in this store." in said("show", *store).output
    done = said("watch", "--today", "2025-04-03", *store)
    assert (done.exit_code, "nothing was run" in done.output) == (0, True)


def test_a_day_on_which_nothing_changes_is_refused(folder: Path) -> None:
    error = begin(folder, day="2025-03-02").exception
    assert isinstance(error, JichaError)
    assert "2025-03-01" in str(error)


def test_a_moment_that_is_still_to_come_is_refused(folder: Path) -> None:
    done = said("watch", "--today", "2025-04-03", "--store", str(folder / "store"), "--received-at", "2999-01-01")
    assert isinstance(done.exception, JichaError)


def test_what_begins_is_said_and_stands_in_the_list(folder: Path) -> None:
    done = begin(folder, "--csv", str(folder / "out" / "touched.csv"), "--rule", "BIL-048")
    assert done.exit_code == 0
    assert "300 customers with 300 points are touched" in done.output
    assert len((folder / "out" / "touched.csv").read_text(encoding="utf-8-sig").splitlines()) == 301
    again = begin(folder, "--rule", "BIL-048", received="2025-02-26")
    assert "is watched already; nothing was changed" in again.output
    assert "Every day: BIL-048. For 3 cycles" in said("show", "--store", str(folder / "store")).output


def test_wrong_bills_give_exit_code_one(folder: Path) -> None:
    region.march(folder / "store")
    store = ("--store", str(folder / "store"), "--received-at", "2025-04-03")
    done = said("watch", "--today", "2025-04-03", *store)
    assert (done.exit_code, "91.7 %" in done.output) == (1, True)
