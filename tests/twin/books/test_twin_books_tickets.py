"""Calls are handled within their limits."""

from __future__ import annotations

from datetime import timedelta

from station_written import by_key, newest, written

from jicha.engine.workdays import work_calendar
from jicha.twin.books.office_hours import local_day


def test_about_as_many_call_as_assumed() -> None:
    rows = newest(written(), "ticket")
    assert 20 <= len(rows) <= 85  # 150 customers, 12 months, 28.9 in a thousand: 52 are expected
    assert {row["ticket_kind"] for row in rows} >= {"consultation", "fault_repair"}


def test_nothing_happens_before_what_it_follows_from_and_all_is_done_in_time() -> None:
    for row in newest(written(), "ticket"):
        times = [row[one] for one in ("called_at", "handled_at", "replied_at", "call_back_at", "archived_at")]
        assert times == sorted(times)
        assert row["replied_at"] <= row["limit_at"]
        if row["arrived_at"]:
            assert row["arrived_at"] - row["dispatched_at"] <= timedelta(minutes=45)
            assert row["arrived_at"] <= row["handled_at"]


def test_complaints_are_answered_for_within_a_day_and_five_working_days() -> None:
    complaints, tickets = by_key("complaint"), by_key("ticket")
    assert set(complaints) == {number for number, row in tickets.items() if row["ticket_kind"] == "complaint"}
    for number, row in complaints.items():
        ticket = tickets[number]
        assert ticket["contacted_at"] - ticket["called_at"] < timedelta(hours=24)
        used = work_calendar().between(local_day(ticket["called_at"]), local_day(ticket["replied_at"]))
        assert used is not None
        assert used <= 5
        assert (row["responsible_id"] is not None) == row["found_true"] == ticket["found_true"]


def test_steps_follow_one_another() -> None:
    for number in by_key("ticket"):
        steps = sorted((row for row in newest(written(), "ticket_step") if row["ticket_id"] == number),
                       key=lambda row: row["step_no"])  # fmt: skip
        assert [steps[0]["step_kind"], steps[-1]["step_kind"]] == ["accept", "archive"]
        assert all(row["started_at"] <= row["finished_at"] for row in steps)
