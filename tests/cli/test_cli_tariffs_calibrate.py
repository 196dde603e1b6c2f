"""`jicha tariffs calibrate` from outside: what it says, that it confirms nothing, that what it prints can be run."""

from __future__ import annotations

import json
import shlex
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jicha.cli.commands import app
from jicha.engine.duckdb import DuckDbEngine
from jicha.store.store import Store
from jicha.terms.errors import JichaError

sys.path.append(str(Path(__file__).resolve().parents[1] / "audit" / "calibrate"))

from calibrate_world import HOMES_ONLY, World, spoiled, store_of, world  # the utility of the tests of calibration

TRUTH = {"tier_clearing": "bill_month", "tier_pro_rata": "not_cut", "money_rounding": "cut_off"}


def said(*words: str) -> Result:
    return CliRunner().invoke(app, ["tariffs", *words])


@pytest.fixture(scope="module")
def made() -> World:
    return spoiled(world(TRUTH, kinds=HOMES_ONLY), share=20)


@pytest.fixture(scope="module")
def store(made: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("calibrate") / "store", made)


def held(root: Path) -> list[dict[str, object]]:
    with DuckDbEngine(threads=1) as engine:
        Store.open(root).snapshot().open(engine, ("convention",))
        rows: list[dict[str, object]] = engine.query("SELECT * FROM convention ORDER BY convention").to_pylist()
    return rows


def test_it_says_what_is_explained_lists_the_rest_and_confirms_nothing(
    made: World, store: Path, tmp_path: Path
) -> None:
    table = tmp_path / "out" / "rest.csv"
    found = said("calibrate", "--store", str(store), "--csv", str(table), "-l", "en")
    assert found.exit_code == 0, found.exception
    assert "Your rating explained to 94.94 %: 188 bills to the fen, 10 are not" in found.stdout
    assert "Nothing was confirmed" in found.stdout
    assert len(made.wrong) == 10
    text = table.read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 11
    assert all(one in text for one in made.wrong)
    assert found.stdout.endswith(f"{table}\n")
    assert held(store) == []


def test_the_commands_it_prints_confirm_what_it_found_and_then_it_is_settled(made: World, tmp_path: Path) -> None:
    root = store_of(tmp_path / "store", made)
    told = json.loads(said("calibrate", "--store", str(root), "--json").stdout)
    commands = [one for reading in told["regions"][0]["readings"] for one in reading["commands"]]
    assert len(commands) == 3
    for command in commands:
        words = ["Wang Fang" if word == "NAME" else word for word in shlex.split(command)]
        assert words[:2] == ["jicha", "tariffs"]
        assert said(*words[2:], "--yes").exit_code == 0
    rows = held(root)
    assert {row["convention"]: row["choice"] for row in rows} == TRUTH
    assert {row["confirmed_by"] for row in rows} == {"Wang Fang"}
    (tiers,) = (row for row in rows if row["convention"] == "tier_clearing")
    (counted,) = (one for one in told["regions"][0]["readings"] if one["convention"] == "tier_clearing")
    explained = next(one["explained"] for one in counted["choices"] if one["choice"] == "bill_month")
    assert (tiers["bills_tested"], tiers["bills_explained"]) == (counted["tell"], explained)
    again = said("calibrate", "--store", str(root), "-l", "zh")
    assert "Wang Fang 已确认" in again.stdout
    assert "没有待确认的口径" in again.stdout


def test_a_store_without_prices_and_days_that_hold_nothing_are_answered_with_what_to_do(
    made: World, store: Path, tmp_path: Path
) -> None:
    tables = {name: rows for name, rows in made.tables.items() if name != "price_book"}
    error = said("calibrate", "--store", str(store_of(tmp_path / "none", World(tables)))).exception
    assert isinstance(error, JichaError)
    assert "the store holds no price book" in str(error)
    assert "jicha tariffs load" in str(error)
    error = said("calibrate", "--store", str(store), "--from", "2031-01-01", "--to", "2031-02-01").exception
    assert "no ordinary bill" in str(error)


def test_confirming_without_counts_leaves_them_blank(made: World, tmp_path: Path) -> None:
    root = store_of(tmp_path / "store", made)
    words = ("day_divisor", "divisor_thirty", "--region", "36", "--from", "2015-01-01", "--by", "Li", "--yes")
    assert said("confirm", *words, "--store", str(root)).exit_code == 0
    (row,) = held(root)
    assert (row["bills_tested"], row["bills_explained"], row["valid_from"]) == (None, None, date(2015, 1, 1))
