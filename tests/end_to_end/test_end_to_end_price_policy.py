"""A new price policy from the day it arrives until every bill carries it, through the command line.

Commerce of six stations has new prices from 1 March 2025. One station goes on by the old price of one code for two
months: 25 customers of 300 who are touched. What is found, told and closed is worked out by hand below.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import policy_region as region
import policy_tutorial
import pytest
from typer.testing import CliRunner

from jicha import facade
from jicha.audit.results import RunResult
from jicha.cli.commands import app
from jicha.terms.cause import SharedAttribute

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)
NORTH_2001 = (SharedAttribute("customer.org_id", ("north",)), SharedAttribute("bill.price_code", ("2001",)))
WRONG = sorted(f"north-2001-{number:02}-202503" for number in range(1, 26))


@dataclass(frozen=True, slots=True)
class Told:
    """What each step said, and the runs after it."""

    begun: str
    touched: list[dict[str, str]]
    before: str
    march: dict[str, object]
    march_run: RunResult
    again: str
    april: dict[str, object]
    april_run: RunResult
    corrected: dict[str, object]
    corrected_run: RunResult
    after: str


def say(root: Path, *words: str, day: str) -> str:
    asked = ["policy", *words, "--store", str(root), "--received-at", f"{day}T12:00:00", "--language", "en"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code in (0, 1), done.exception
    return done.output


def watched(root: Path, day: str) -> tuple[dict[str, object], RunResult]:
    told = json.loads(say(root, "watch", "--today", day, "--json", day=day))
    return told[0], facade.view_run(root, None).run


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("policy")
    root = region.make(folder)
    begun = say(
        root, "begin", str(folder / "new.yaml"), "--from", "2025-03-01", "--cycles", "3", "--by", "Li Ming",
        "--on", "2025-02-25", "--csv", str(folder / "touched.csv"), "--rule", "BIL-048", "--rule", "BIL-059",
        day="2025-02-25",
    )  # fmt: skip
    touched = list(csv.DictReader((folder / "touched.csv").read_text(encoding="utf-8-sig").splitlines()))
    before = say(root, "watch", "--today", "2025-02-26", day="2025-02-26")
    region.march(root)
    march, march_run = watched(root, "2025-04-03")
    again = say(root, "watch", "--today", "2025-04-03", day="2025-04-04")
    region.april(root)
    april, april_run = watched(root, "2025-05-05")
    region.correct(root)
    corrected, corrected_run = watched(root, "2025-05-20")
    after = say(root, "watch", "--today", "2025-05-21", day="2025-05-21")
    return Told(begun, touched, before, march, march_run, again, april, april_run, corrected, corrected_run, after)


def last(day: dict[str, object]) -> dict[str, object]:
    return day["days"][-1]  # type: ignore[index, no-any-return]


def test_the_diff_lists_exactly_the_customers_of_the_prices_that_change(told: Told) -> None:
    wanted = {(station, code, customer) for station, code, customer in region.customers() if code in ("2001", "2002")}
    assert len(wanted) == 300
    assert {(row["Unit number"], row[list(row)[2]], row[list(row)[3]]) for row in told.touched} == wanted
    assert len(told.touched) == 300
    assert "300 customers with 300 points are touched" in told.begun
    assert re.search(r"P2001 Energy +0\.7 CNY/kWh → 0\.66 CNY/kWh", told.begun)


def test_before_the_first_day_nothing_runs(told: Told) -> None:
    assert "It begins on 2025-03-01; nothing was run." in told.before


def test_the_first_bills_are_judged_from_the_first_day(told: Told) -> None:
    """The station that is read on the 16th has 13 days of February by the old price in its first bills: all right."""
    start, end = region.period("mill", MARCH)
    assert (start, end) == (date(2025, 2, 16), date(2025, 3, 16))
    assert region.energy_money("2001", Decimal(280), start, end) == Decimal("190.00")  # 10 kWh a day: 91.00 + 99.00
    (coverage,) = [one for one in told.march_run.coverage if one.code == "BIL-048"]
    assert (coverage.found, coverage.spared, coverage.unsure) == (25, 575, {})
    assert told.march_run.meta.window.start == MARCH


def test_the_wrong_bills_are_one_cause_with_lift_and_reach(told: Told) -> None:
    """25 of 25 with it, none of the 575 without it; the money is 0.04 yuan for each kWh of the 25."""
    run = told.march_run
    assert run.findings.num_rows == 0
    assert {one.code: one.attributes for one in run.causes} == {"BIL-048": NORTH_2001, "BIL-059": NORTH_2001}
    (leader,) = [one for one in run.causes if one.same_as is None]
    assert (leader.found, leader.tested, leader.rest_found, leader.rest_tested) == (25, 25, 0, 575)
    assert (leader.customers, leader.orgs, leader.first) == (25, ("north",), MARCH)
    assert leader.lift_at_least is not None
    assert leader.lift_at_least > 20
    kwh = sum(row["kwh"] for row in region.bills(MARCH, only_wrong=True))
    assert leader.at_stake_money == kwh * Decimal("0.04") == Decimal("359.00")
    of_leader = run.siblings.filter([one == leader.cause_id for one in run.siblings["cause_id"].to_pylist()])
    assert sorted(of_leader["subject_id"].to_pylist()) == WRONG


def test_the_share_executed_is_told_with_what_is_missing(told: Told) -> None:
    """300 bills of the two prices are due a month: 275 of 300, then 550 of 600, are 91.667 %; then all."""
    shares = [last(one)["share_percent"] for one in (told.march, told.april, told.corrected)]
    assert shares == ["91.667", "91.667", "100.000"]
    assert [last(one)["bills_wrong"] for one in (told.march, told.april, told.corrected)] == [25, 50, 0]
    assert [part["price_code"] for part in told.march["parts"]] == ["2001"]  # type: ignore[attr-defined]
    assert [part["org_id"] for part in told.march["parts"]] == ["north"]  # type: ignore[attr-defined]


def test_a_second_time_on_the_same_day_runs_nothing_and_says_so(told: Told) -> None:
    assert "It ran for 2025-04-03 already" in told.again
    assert "nothing was run again" in " ".join(told.again.split())


def test_the_cause_is_the_same_in_april_and_cleared_after_the_correction(told: Told) -> None:
    numbers = {one.code: one.cause_id for one in told.march_run.causes}
    assert {one.code: (one.cause_id, one.standing, one.found) for one in told.april_run.causes} == {
        code: (number, "recurring", 50) for code, number in numbers.items()
    }
    assert {one.code: (one.cause_id, one.standing) for one in told.corrected_run.causes} == {
        code: (number, "cleared") for code, number in numbers.items()
    }
    assert set(told.corrected_run.findings["standing"].to_pylist()) == {"cleared"}
    assert told.corrected_run.open_causes == ()


def test_the_watch_ends_when_all_is_executed(told: Told) -> None:
    assert (told.april["watch_end"], told.corrected["watch_end"]) == (None, "executed")
    assert "No price policy is watched now; nothing was run." in told.after


def test_the_tutorial_says_what_the_commands_say(tmp_path: Path) -> None:
    """Every block of output in docs/price-policy.md is made by the commands of the page, in both languages."""
    page = policy_tutorial.PAGE.read_text(encoding="utf-8")
    assert policy_tutorial.written(page, policy_tutorial.outputs(tmp_path)) == page
