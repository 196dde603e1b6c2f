"""Many finds with one reason are told once, keep their identity from run to run, and go when the last one is gone."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from audit_world import JANUARY, deliver, run
from cause_world import LIBRARY, region

from jicha.audit.check import check_runs
from jicha.audit.results import RunResult, load
from jicha.pages.judge import Window
from jicha.store import Store
from jicha.terms.cause import Cause, SharedAttribute, cause_id

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
BOTH = Window(JAN, date(2026, 3, 1), date(2026, 2, 28))


def audited(tmp_path: Path, rows: Mapping[str, Any], window: Window = JANUARY) -> tuple[Store, RunResult]:
    store = Store.create(tmp_path / "store")
    deliver(store, "first", "2026-03-01", **rows)
    return store, run(store, window, LIBRARY)


def live(causes: tuple[Cause, ...]) -> list[Cause]:
    return [one for one in causes if one.standing in ("new", "recurring")]


def test_finds_of_one_price_code_are_one_cause_and_what_lies_outside_stays_single(tmp_path: Path) -> None:
    """All 40 bills of price code 2001 are wrong, and 2 of the 160 others: 100 % against 1.25 % is 80 times."""
    odd = {("north", "1001", 3), ("west", "5001", 7)}
    store, result = audited(tmp_path, region(lambda unit, code, n, _: code == "2001" or (unit, code, n) in odd))
    (cause,) = result.causes
    assert cause.attributes == (SharedAttribute("bill.price_code", ("2001",)),)
    assert (cause.kind, cause.standing, cause.customers) == ("shared", "new", 40)
    assert (cause.found, cause.tested, cause.rest_found, cause.rest_tested) == (40, 40, 2, 160)
    assert (cause.share, cause.lift) == (Decimal("1.0000"), Decimal("80.00"))
    assert cause.lift_at_least is not None
    assert 3 < cause.lift_at_least < cause.lift
    assert (cause.orgs, cause.first, cause.last) == (("east", "north", "south", "west"), JAN, JAN)
    assert cause.at_stake_money == Decimal("400.00")
    assert sorted(result.findings["subject_id"].to_pylist()) == ["north-1001-03-01", "west-5001-07-01"]
    assert result.siblings.num_rows == 40
    assert set(result.siblings["cause_id"].to_pylist()) == {cause.cause_id}
    assert check_runs(store) == []


def test_where_neither_price_code_nor_unit_explains_alone_both_together_do(tmp_path: Path) -> None:
    """20 of 20 bills of price code 2001 in the north; elsewhere that code is right, and so are others in the north."""
    rows = region(lambda unit, code, *_: (unit, code) == ("north", "2001"), each=20)
    _, result = audited(tmp_path, rows)
    (cause,) = result.causes
    assert cause.attributes == (
        SharedAttribute("customer.org_id", ("north",)),
        SharedAttribute("bill.price_code", ("2001",)),
    )
    assert (cause.found, cause.tested, cause.rest_found, cause.rest_tested) == (20, 20, 0, 380)
    assert (cause.lift, cause.orgs) == (None, ("north",))  # nothing found in the rest: no number is large enough
    assert result.findings.num_rows == 0


def test_two_price_codes_that_are_wrong_alike_are_one_cause_with_both_values(tmp_path: Path) -> None:
    _, result = audited(tmp_path, region(lambda unit, code, *_: code in ("2001", "4001"), each=15))
    (cause,) = result.causes
    assert cause.attributes == (SharedAttribute("bill.price_code", ("2001", "4001")),)
    assert (cause.found, cause.tested) == (120, 120)


def test_two_reasons_in_one_rule_are_two_causes(tmp_path: Path) -> None:
    """A price code, and what one price code of one unit has in the other half."""
    wrong = {("north", "2001"), ("south", "4001")}
    _, result = audited(tmp_path, region(lambda unit, code, *_: (unit, code) in wrong, each=30))
    found = {tuple(one.values for one in cause.attributes): cause.found for cause in result.causes}
    assert found == {(("north",), ("2001",)): 30, (("south",), ("4001",)): 30}


def test_what_one_customer_has_every_month_is_no_cause(tmp_path: Path) -> None:
    """30 finds of 3 customers of one price code share it, but they are three customers and not a price code."""
    months = tuple(date(2025, number, 1) for number in range(1, 11))
    rows = region(lambda unit, code, n, _: (unit, code) == ("north", "2001") and n < 3, months=months)
    _, result = audited(tmp_path, rows, Window(date(2025, 1, 1), date(2026, 1, 1), date(2025, 12, 31)))
    assert (result.causes, result.findings.num_rows) == ((), 30)


@pytest.mark.parametrize(("right", "causes", "single"), [(1, 0, 19), (0, 1, 0)])
def test_too_few_finds_are_no_cause(tmp_path: Path, right: int, causes: int, single: int) -> None:
    """19 finds that share a price code can each still be looked at; one more makes them one."""
    rows = region(lambda unit, code, n, _: code == "2001" and (unit, n) not in [("north", 0)][:right], each=5)
    _, result = audited(tmp_path, rows)
    assert (len(result.causes), result.findings.num_rows) == (causes, single)


def test_what_the_rule_asks_for_is_no_cause(tmp_path: Path) -> None:
    """A rule about one price code finds that price code only: it is what the rule looks for, not why it finds."""
    page = LIBRARY.pages["BIL-900"]
    asked = page.sql.replace("b.total_charge > b.energy_charge AS", "b.total_charge > b.energy_charge AND "
                             "b.price_code = '2001' AND b.price_class <> 'residential' AS")  # fmt: skip
    store = Store.create(tmp_path / "store")
    deliver(store, "first", "2026-03-01", **region(lambda unit, code, *_: code == "2001"))
    result = run(store, JANUARY, LIBRARY.replacing(replace(page, sql=asked)))
    assert (result.causes, result.findings.num_rows) == ((), 40)


def test_a_cause_is_recurring_while_a_find_of_it_is_left_and_cleared_after_the_last(tmp_path: Path) -> None:
    store, first = audited(tmp_path, region(lambda unit, code, *_: code == "2001"))
    number = first.causes[0].cause_id
    assert number == cause_id("shared", "BIL-900", first.causes[0].attributes)

    def corrected(name: str, left: int, day: str) -> RunResult:
        rows = region(lambda unit, code, n, _: (unit, code) == ("north", "2001") and n < left)
        deliver(store, name, day, correct=True, bill=[row for row in rows["bill"] if row["price_code"] == "2001"])
        return run(store, JANUARY, LIBRARY)

    most = corrected("most corrected", 3, "2026-03-02")
    (cause,) = most.causes
    assert (cause.cause_id, cause.standing, cause.found, cause.tested) == (number, "recurring", 3, 40)
    assert most.findings["standing"].to_pylist() == ["cleared"] * 37
    assert [one.cause_id for one in most.open_causes] == [number]
    rest = corrected("all corrected", 0, "2026-03-03")
    (gone,) = rest.causes
    assert (gone.cause_id, gone.standing, gone.found) == (number, "cleared", 3)
    assert rest.open_causes == ()
    again = corrected("nothing changes", 0, "2026-03-04")
    assert again.causes == ()
    assert check_runs(store) == []


def test_after_the_remedy_what_is_found_anyway_is_not_hidden_under_the_cause_that_was(tmp_path: Path) -> None:
    """Of the 40 bills of each price code 2 are wrong for reasons of their own, after the remedy in 2001 as well."""
    odd = {("north", 3), ("west", 7)}
    store, first = audited(tmp_path, region(lambda unit, code, n, _: code == "2001" or (unit, n) in odd))
    assert [(one.found, one.rest_found) for one in first.causes] == [(40, 8)]
    rows = region(lambda unit, code, n, _: (unit, n) in odd)
    deliver(store, "corrected", "2026-03-02", correct=True,
            bill=[row for row in rows["bill"] if row["price_code"] == "2001"])  # fmt: skip
    second = run(store, JANUARY, LIBRARY)
    assert (second.causes, second.open_causes, second.siblings.num_rows) == ((), (), 0)
    told = second.findings.filter([one == "recurring" for one in second.findings["standing"].to_pylist()])
    assert sorted(told["subject_id"].to_pylist())[:2] == ["north-1001-03-01", "north-2001-03-01"]
    assert told.num_rows == 10
    assert check_runs(store) == []


def test_what_customers_may_owe_and_what_they_may_be_owed_are_never_set_off(tmp_path: Path) -> None:
    """Price code 2001 asks too much of 20 customers and too little of 20: 200 yuan each way are not nothing."""
    rows = region(lambda unit, code, *_: code == "2001")
    for row in rows["bill"]:
        if row["price_code"] == "2001" and row["bill_id"].startswith(("north", "south")):
            row["total_charge"] = Decimal("50.00")
    page = LIBRARY.pages["BIL-900"]
    differs = LIBRARY.replacing(replace(page, sql=page.sql.replace("b.total_charge > b.en", "b.total_charge <> b.en")))
    store = Store.create(tmp_path / "store")
    deliver(store, "first", "2026-03-01", **rows)
    (cause,) = run(store, JANUARY, differs).causes
    assert (cause.at_stake_money, cause.money_back) == (Decimal("200.00"), Decimal("-200.00"))
    assert (cause.at_stake_kwh, cause.kwh_back) == (None, None)
    (read,) = load(store.run_path(store.runs()[-1])).causes
    assert read == cause


def test_what_a_whole_county_does_wrong_is_told_as_the_county_and_not_as_the_price_code(tmp_path: Path) -> None:
    """North and south belong to a county, east and west to another: half of price code 2001 is wrong, all in one."""
    rows = region(lambda unit, code, *_: unit in ("north", "south") and code == "2001", each=20)
    counties = {"north": "hill", "south": "hill", "east": "dale", "west": "dale"}
    rows["org"] = [*({"org_id": one} for one in ("city", "hill", "dale")),
                   *({"org_id": unit, "parent_org_id": county} for unit, county in counties.items())]  # fmt: skip
    for row in rows["org"]:
        row.setdefault("parent_org_id", "city" if row["org_id"] in ("hill", "dale") else None)
    _, result = audited(tmp_path, rows)
    (cause,) = result.causes
    assert cause.attributes == (
        SharedAttribute("org.parent_org_id", ("hill",)),
        SharedAttribute("bill.price_code", ("2001",)),
    )
    assert (cause.found, cause.tested, cause.orgs) == (40, 40, ("north", "south"))


def test_a_cause_that_spreads_to_another_price_code_keeps_its_identity(tmp_path: Path) -> None:
    months = (JAN, FEB)
    rows = region(lambda unit, code, n, month: code == "2001" or (code == "4001" and month == FEB), months=months)
    store, first = audited(tmp_path, rows, JANUARY)
    second = run(store, Window(FEB, date(2026, 3, 1), date(2026, 2, 28)), LIBRARY)
    (cause,) = second.causes
    assert cause.attributes[0].values == ("2001", "4001")
    assert (cause.cause_id, cause.standing) == (first.causes[0].cause_id, "recurring")
    stand = second.open_after
    assert stand.num_rows == 40 + 80  # those of January were not looked at, and stand with their cause
    assert set(stand["cause_id"].to_pylist()) == {cause.cause_id}


def test_a_run_that_does_not_look_leaves_the_cause_standing(tmp_path: Path) -> None:
    store, first = audited(tmp_path, region(lambda unit, code, *_: code == "2001", months=(JAN, FEB)), BOTH)
    later = run(store, Window(date(2026, 3, 1), date(2026, 4, 1), date(2026, 3, 31)), LIBRARY)
    assert live(later.causes) == []
    assert [one.cause_id for one in later.open_causes] == [first.causes[0].cause_id]
    deliver(store, "one more", "2026-03-05", org=[{"org_id": "far"}])
    again = run(store, BOTH, LIBRARY)
    assert [(one.standing, one.found) for one in again.causes] == [("recurring", 80)]


def test_what_a_shared_attribute_leaves_is_systemic_where_it_is_a_tenth_of_what_is_left(tmp_path: Path) -> None:
    """Price code 2001 is wrong throughout; of every other price code the same half: no attribute tells that half."""
    rows = region(lambda unit, code, n, _: code == "2001" or n % 4 == 0, each=40)
    for row in rows["bill"]:
        row["section_id"] = None
    rows["bill"] = [row for row in rows["bill"] if row["price_code"] == "2001" or int(row["bill_id"][-5:-3]) % 2 == 0]
    wrong_elsewhere = sum(row["total_charge"] > 60 and row["price_code"] != "2001" for row in rows["bill"])
    assert wrong_elsewhere == 160  # of 320
    _, result = audited(tmp_path, rows)
    assert [(one.kind, one.found, one.tested) for one in result.causes] == [("systemic", 320, 480)]


def test_a_run_with_causes_reads_back_as_it_was_and_repeats_to_the_byte(tmp_path: Path) -> None:
    store, first = audited(tmp_path, region(lambda unit, code, *_: (unit, code) == ("north", "2001"), each=20))
    folder = store.run_path(first.meta.run_id)
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = load(folder)
    assert (again.causes, again.open_causes) == (first.causes, first.open_causes)
    run(store, JANUARY, LIBRARY)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == written


def test_a_run_of_before_there_were_shared_causes_can_be_read(tmp_path: Path) -> None:
    _, first = audited(tmp_path, region(lambda unit, code, *_: code == "2001"))
    store = Store.open(tmp_path / "store")
    folder = tmp_path / "older"
    folder.mkdir()
    for path in store.run_path(first.meta.run_id).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    raw = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    del raw["open_causes"]
    for name in ("attributes", "rest_found", "rest_tested", "lift", "lift_at_least", "customers", "standing"):
        del raw["causes"][0][name]
    (folder / "run.json").write_text(json.dumps(raw), encoding="utf-8")
    older = load(folder)
    assert (older.causes[0].attributes, older.causes[0].lift) == ((), None)
    assert older.open_causes == older.causes


def test_a_systemic_cause_is_recurring_in_the_next_run(tmp_path: Path) -> None:
    rows = region(lambda unit, code, n, _: n % 4 == 0, each=40)
    for row in rows["bill"]:
        row["section_id"] = None
    store, first = audited(tmp_path, rows)
    assert [(one.kind, one.found, one.standing) for one in first.causes] == [("systemic", 200, "new")]
    deliver(store, "one more", "2026-03-05", org=[{"org_id": "far"}])
    assert [one.standing for one in run(store, JANUARY, LIBRARY).causes] == ["recurring"]
