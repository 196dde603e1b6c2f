"""The people of a station, their duties and rights."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from station_written import FIRST, LAST, by_key, newest, written

from jicha.twin.books.people import TEAMS, on_call

# Whoever has one duty of a pair has not the other.
INCOMPATIBLE = (
    ("reader", "reading_reviewer"), ("billing_clerk", "billing_reviewer"), ("adjustment_clerk", "adjustment_approver"),
    ("acceptance_clerk", "order_archiver"), ("reader", "adjustment_approver"), ("cashier", "adjustment_clerk"),
)  # fmt: skip


def test_the_tree_runs_from_the_province_to_the_teams() -> None:
    above = {one["org_id"]: one["parent_org_id"] for one in newest(written(), "org")}
    org = written().org
    assert {name for name, parent in above.items() if parent == org} == {org + team for team in TEAMS}
    steps, here = [], org + TEAMS[0]
    while here is not None:
        steps.append(here)
        here = above[here]
    assert len(steps) == 5


def test_nobody_has_duties_that_check_one_another() -> None:
    duties: dict[str, set[str]] = {}
    for row in newest(written(), "duty"):
        duties.setdefault(row["staff_id"], set()).add(row["duty_kind"])
    assert all(not {one, other} <= held for held in duties.values() for one, other in INCOMPATIBLE)
    assert {"reader", "billing_reviewer", "cashier", "order_archiver", "auditor"} <= set().union(*duties.values())


def test_rights_are_those_of_the_duties() -> None:
    account = {row["account_id"]: row["staff_id"] for row in newest(written(), "system_account")}
    rights = {(account[row["account_id"]], row["duty_kind"]) for row in newest(written(), "access_right")}
    assert rights == {(row["staff_id"], row["duty_kind"]) for row in newest(written(), "duty")}


def test_everybody_has_a_superior_but_the_manager() -> None:
    staff = by_key("staff")
    heads = [one for one in staff.values() if one["staff_kind"] == "employee" and one["manager_id"] is None]
    assert [one["position_title"] for one in heads] == ["供电所所长"]
    assert all(one["joined_on"] < FIRST for one in staff.values())


def test_two_fitters_are_on_call_on_each_day() -> None:
    rows = newest(written(), "duty_roster")
    counted = Counter(row["day"] for row in rows)
    assert set(counted.values()) == {2}
    assert len(counted) == (LAST - FIRST).days + 1
    day = FIRST + timedelta(100)
    assert on_call(written(), day) in {row["staff_id"] for row in rows if row["day"] == day}


def test_each_area_has_a_manager_with_that_duty() -> None:
    managers = {row["staff_id"] for row in newest(written(), "duty") if row["duty_kind"] == "area_manager"}
    assert {row["manager_id"] for row in newest(written(), "area")} <= managers
