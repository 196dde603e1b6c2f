"""Inspections are planned, by two people, within the cycle of the class."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from station_written import FIRST, LAST, by_key, fresh, newest, written

from jicha.twin.books.inspections import CYCLE_MONTHS, inspected_days, write_checked, write_inspections


def test_two_different_people_with_a_certificate_are_there() -> None:
    rows = newest(written(), "inspection")
    assert rows
    for row in rows:
        assert row["inspector_id"] != row["second_inspector_id"]
        assert row["people_count"] == 2
        holders = {
            one["staff_id"]
            for one in newest(written(), "certificate")
            if one["certificate_kind"] == "inspection" and one["issued_on"] <= row["planned_on"] < one["valid_to"]
        }
        assert {row["inspector_id"], row["second_inspector_id"]} <= holders


def test_as_many_are_planned_as_are_made_and_the_plan_comes_first() -> None:
    plans, made = by_key("inspection_plan"), Counter(row["plan_id"] for row in newest(written(), "inspection"))
    assert {number: row["planned_count"] for number, row in plans.items()} == dict(made)
    assert all(row["approved_on"] < row["month"] for row in plans.values())


def test_nobody_is_visited_later_than_the_cycle_wants() -> None:
    files = by_key("customer")
    for account in written().station.accounts:
        cycle = CYCLE_MONTHS.get(str(account.file["customer_class"]))
        if cycle is None:
            continue
        since = files[account.number]["last_checked_on"] or account.opened
        assert (LAST - since).days <= 31 * cycle


def test_what_was_seen_is_what_the_files_say_and_the_dial_showed() -> None:
    for row in newest(written(), "inspection"):
        dials = written().dials[row["point_id"]]
        shown = dials.at(row["planned_on"] - timedelta(1))[0]
        assert int(row["reading_seen"] * 100) == shown
        assert row["price_class_seen"] == by_key("customer")[row["customer_id"]]["price_class"]


def test_hazards_are_mended_in_time() -> None:
    rows = newest(written(), "hazard")
    found = {row["inspection_id"] for row in newest(written(), "inspection") if row["result"] == "hazard"}
    assert {row["inspection_id"] for row in rows} == found
    assert all(row["found_on"] < row["mended_on"] <= row["due_on"] for row in rows)


def test_the_days_are_known_before_the_year_is_simulated() -> None:
    planned = inspected_days(written().world, written().station)
    made: dict[str, list[int]] = {}
    for row in newest(written(), "inspection"):
        made.setdefault(row["customer_id"], []).append((row["planned_on"] - FIRST).days)
    assert {number: sorted(days) for number, days in made.items()} == planned


def test_nobody_is_visited_who_is_gone() -> None:
    closed = {one.number: one.closed for one in written().station.accounts if one.closed}
    for row in newest(written(), "inspection"):
        gone = closed.get(row["customer_id"])
        assert gone is None or row["planned_on"] < gone


def test_a_visit_is_told_by_the_file_as_it_stood_after_all_changes() -> None:
    books = fresh()
    write_inspections(books)
    visit = books.records.of("inspection")[0]
    (file,) = books.records.of("customer", customer_id=visit["customer_id"])
    file["industry_code"] = "0000"
    write_checked(books)
    again = books.records.of("customer", customer_id=visit["customer_id"])[-1]
    assert (again["industry_code"], again["last_checked_on"] >= visit["planned_on"]) == ("0000", True)
